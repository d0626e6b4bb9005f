"""Writes our reminders into one calendar: creates by a derived id, changes and deletes only what is as it was read.

**Deleted ids.** Google keeps the id of a deleted event for good: a create there is refused as a duplicate, and the
event reads as cancelled. So the calendar itself remembers which reminders the user deleted, and `create` raises
Dismissed: that holds even where every file of the home is lost. What the program itself took away (withdrawn, moved to
another calendar, purged) is told apart above, in `Decisions.taken` and by moves, and arrives here as `reminder.revive`:
the cancelled event is then confirmed anew with all its fields; where Google forbids that, which happens to events
deleted in the browser, the reminder is written under the next generation of its id (`...g1`). The property `afterword`
names the touchpoint whatever the id, so a generation is never mistaken for another reminder.

**Nobody else's events (P1).** Every change carries the etag of a reading in which the event was ours, so Google refuses
it where anything has happened since; a change without an etag reads the event first and looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from connectors.base import UNFIT
from connectors.google.answers import executed, pages
from connectors.google.errors import is_passing, reason_of, translated
from connectors.google.events import CANCELLED, Unreadable, event_of
from connectors.google.reminders import body_of, difference, event_id, is_as, own_id, patched
from core.errors import Dismissed, PreconditionFailed, SourceError, Unavailable
from core.model import CalendarId, ETag, EventId, Ref, Reminder, Standee, Window
from core.sync.gather import overlaps, standee_of
from core.sync.ports import Answer
from core.vocabulary import NO_ETAG

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError

    from connectors.google.account import GoogleAccount

Json = Mapping[str, Any]
BATCH = 50
"""Parts of one batch; Google takes up to 1000, but writes to one calendar in quick succession are limited, too."""
GENERATIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Write:
    """One change on its way: `answer` reads Google's answer, `refuse` makes the best of a refusal or raises."""

    event_id: EventId
    request: Callable[[], Any]
    answer: Callable[[Json], Standee | None]
    refuse: Callable[[HttpError], Standee | None]


class GoogleSink:
    """The writer of one calendar."""

    def __init__(self, account: GoogleAccount, calendar: CalendarId) -> None:
        self._account, self._calendar = account, calendar
        self._held: list[_Write] | None = None
        self._answers: dict[EventId, Answer] = {}

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`, read afresh."""
        from googleapiclient.errors import HttpError

        bounds = {"timeMin": window.start.isoformat(), "timeMax": window.end.isoformat()}

        def ask(page: str | None) -> Any:
            # Series stay as they are: a reminder is none, and a long window would hold each of them a thousand times.
            return self._events.list(calendarId=self._calendar, maxResults=2500, pageToken=page, **bounds)

        try:
            for answer in pages(ask, name=self._account.name, place=f"the calendar {self._calendar}"):
                for raw in answer["items"]:
                    if isinstance(raw, Mapping) and own_id(raw) and raw.get("status") != CANCELLED:
                        standee = self._standee(raw)
                        if overlaps(standee.start, standee.end, window):
                            yield standee
        except HttpError as err:
            raise self._translated(err) from err

    def create(self, reminder: Reminder) -> Standee:
        """Write a reminder, or return the one that stands under its id; raise Dismissed where it was deleted."""
        name = event_id(reminder.id)
        write = _Write(
            event_id=name,
            request=lambda: self._insert(reminder, name),
            answer=self._standee,
            refuse=lambda err: self._met(reminder, err),
        )
        done = self._made(write)
        return done if done is not None else self._provisional(reminder, self._ref(name))

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs, if the event is still as `standee.etag` says; raise PreconditionFailed otherwise."""
        self._settle(standee.ref.event_id)
        etag = standee.etag or self._ours(standee.ref.event_id)
        body = difference(standee, reminder, self._zone)
        write = _Write(
            event_id=standee.ref.event_id,
            request=lambda: self._patch(standee.ref.event_id, body, etag),
            answer=self._standee,
            refuse=lambda err: self._changed_meanwhile(standee.ref.event_id, reminder, err),
        )
        done = self._made(write)
        return done if done is not None else self._provisional(reminder, standee.ref)

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it, if it is still as `etag` says; absent is success; raise PreconditionFailed otherwise."""
        self._settle(ref.event_id)
        try:
            etag = etag or self._ours(ref.event_id)
        except PreconditionFailed:
            return
        self._made(
            _Write(
                event_id=ref.event_id,
                request=lambda: self._delete(ref.event_id, etag),
                answer=lambda _: None,
                refuse=lambda err: self._gone_already(ref.event_id, err),
            )
        )

    @contextmanager
    def batch(self) -> Iterator[Mapping[EventId, Answer]]:
        """Gather the changes made inside the `with` and send them together when it ends."""
        if self._held is not None:
            raise RuntimeError("a batch inside a batch")
        self._held, self._answers = [], {}
        try:
            yield self._answers
            self._send()
        finally:
            self._held = None

    def _send(self) -> None:
        """Send what is held; what becomes of a part is kept under its event's id. Where a whole batch fails, those
        behind it are not sent.
        """
        held, self._held = self._held or [], []
        for start in range(0, len(held), BATCH):
            try:
                self._answers.update(self._sent(held[start : start + BATCH]))
            except SourceError as err:
                self._answers.update({write.event_id: err for write in held[start:]})
                return

    def _settle(self, name: EventId) -> None:
        """Send what is held first where it is about the same event: the parts of a batch have no order."""
        if any(write.event_id == name for write in self._held or ()):
            self._send()

    # -- sending ------------------------------------------------------------------------------------------------

    def _made(self, write: _Write) -> Standee | None:
        """Carry out a change now, or hold it until the batch ends and return None."""
        if self._held is not None:
            self._held.append(write)
            return None
        return self._alone(write)

    def _alone(self, write: _Write) -> Standee | None:
        from googleapiclient.errors import HttpError

        try:
            return write.answer(self._executed(write.request()))
        except HttpError as err:
            return write.refuse(err)

    def _sent(self, writes: Sequence[_Write]) -> Mapping[EventId, Answer]:
        """Send one batch. A part without an answer to rely on is sent alone: every one of them may be repeated, as long
        as the account can be used.
        """
        from googleapiclient.errors import HttpError

        answers = self._together(writes) if len(writes) > 1 else {}
        told: dict[EventId, Answer] = {}
        over: Unavailable | None = None
        for write in writes:
            heard = answers.get(write.event_id)
            asks = heard is None or isinstance(heard, HttpError)
            answer = over if over is not None and asks else self._settled(write, heard)
            if answer is not None:
                told[write.event_id] = answer
            if asks and isinstance(answer, Unavailable):
                over = answer
        return told

    def _together(self, writes: Sequence[_Write]) -> Mapping[EventId, Json | HttpError]:
        """Return the answers to the parts of one batch, by event id; a part that it does not answer is left out."""
        from googleapiclient.errors import HttpError
        from googleapiclient.http import BatchHttpRequest

        service = self._account.service
        answers: dict[EventId, Json | HttpError] = {}

        def heard(request_id: str, response: Any, exception: HttpError | None) -> None:
            answers[writes[int(request_id)].event_id] = exception if exception is not None else (response or {})

        batch = BatchHttpRequest(callback=heard, batch_uri=self._account.batch_uri)
        for number, write in enumerate(writes):
            # Short names: the client folds a long header over two lines, which not every server reads.
            batch.add(write.request(), request_id=str(number))
        try:
            batch.execute(http=service._http)
        except HttpError as err:
            if err.resp.status in (404, 405, 501):
                return {}  # whoever speaks for Google here knows no batches
            raise self._translated(err) from err
        except (*UNFIT, _batch_error()):
            # An answer that is not made of parts: what was heard up to there counts, the rest is asked for alone.
            return answers
        return answers

    def _settled(self, write: _Write, heard: Json | HttpError | None) -> Answer | None:
        """Return what came of one part, its error as a value: it must not take the others along."""
        from googleapiclient.errors import HttpError

        try:
            if not isinstance(heard, Mapping | HttpError):
                return self._alone(write)
            if not isinstance(heard, HttpError):
                return write.answer(heard)
            status, reason = int(heard.resp.status), reason_of(heard.content)
            if status == 401 or reason == "conflict" or is_passing(status, reason):
                return self._alone(write)
            return write.refuse(heard)
        except (SourceError, Dismissed, PreconditionFailed) as err:
            return err

    # -- when Google refuses ------------------------------------------------------------------------------------

    def _met(self, reminder: Reminder, err: HttpError) -> Standee:
        """A create met its id: return what stands there, bring back what we took away, or raise Dismissed."""
        from googleapiclient.errors import HttpError

        for generation in range(GENERATIONS):
            name = event_id(reminder.id, generation)
            if generation:
                try:
                    return self._standee(self._executed(self._insert(reminder, name)))
                except HttpError as refused:
                    err = refused
            if err.resp.status != 409:
                raise self._translated(err) from err
            found = self._get(name)
            if found is None:
                raise self._translated(err) from err
            if found.get("status") != CANCELLED and own_id(found):
                return self._standee(found)
            # Where it is no longer ours, the user has made it a meeting of their own.
            if found.get("status") != CANCELLED or not reminder.revive:
                raise Dismissed
            revived = self._revived(name, found, reminder)
            if revived is not None:
                return revived
        raise SourceError(f"{self._account.name}: the reminder {reminder.id} could not be written again")

    def _revived(self, name: EventId, found: Json, reminder: Reminder) -> Standee | None:
        """Confirm a cancelled event anew; None where Google does not allow it."""
        from googleapiclient.errors import HttpError

        body = patched({**body_of(reminder, self._zone), "status": "confirmed"})
        try:
            return self._standee(self._executed(self._patch(name, body, ETag(str(found.get("etag") or "")))))
        except HttpError as err:
            if err.resp.status == 412:
                again = self._get(name)
                if again is not None and again.get("status") != CANCELLED:
                    if not own_id(again):
                        raise Dismissed from err
                    return self._standee(again)
            if err.resp.status in (403, 404, 410, 412) and reason_of(err.content) != "insufficientPermissions":
                return None
            raise self._translated(err) from err

    def _changed_meanwhile(self, name: EventId, reminder: Reminder, err: HttpError) -> Standee:
        """An update met another version: ours, where an earlier answer got lost, else somebody's change."""
        if err.resp.status not in (404, 410, 412):
            raise self._translated(err) from err
        found = self._get(name)
        if found is not None and found.get("status") != CANCELLED and own_id(found):
            standee = self._standee(found)
            if is_as(standee, reminder):
                return standee
        raise PreconditionFailed from err

    def _gone_already(self, name: EventId, err: HttpError) -> None:
        if err.resp.status in (404, 410):
            return
        if err.resp.status != 412:
            raise self._translated(err) from err
        found = self._get(name)
        if found is not None and found.get("status") != CANCELLED:
            raise PreconditionFailed from err

    def _ours(self, name: EventId) -> ETag:
        """Return the etag of an event that is ours; raise PreconditionFailed where there is none such."""
        found = self._get(name)
        if found is None or found.get("status") == CANCELLED or not own_id(found) or not found.get("etag"):
            raise PreconditionFailed
        return ETag(str(found["etag"]))

    # -- requests -----------------------------------------------------------------------------------------------

    @property
    def _events(self) -> Any:
        return self._account.events

    @property
    def _zone(self) -> str:
        return self._account.me.zone

    def _insert(self, reminder: Reminder, name: EventId) -> Any:
        body = {**body_of(reminder, self._zone), "id": name}
        return self._events.insert(calendarId=self._calendar, sendUpdates="none", body=body)

    def _patch(self, name: EventId, body: Json, etag: ETag) -> Any:
        request = self._events.patch(calendarId=self._calendar, eventId=name, sendUpdates="none", body=body)
        if etag:
            request.headers["If-Match"] = etag
        return request

    def _delete(self, name: EventId, etag: ETag) -> Any:
        request = self._events.delete(calendarId=self._calendar, eventId=name, sendUpdates="none")
        request.headers["If-Match"] = etag
        return request

    def _get(self, name: EventId) -> Json | None:
        """Return an event, deleted ones too; None where there never was one."""
        from googleapiclient.errors import HttpError

        try:
            return self._executed(self._events.get(calendarId=self._calendar, eventId=name))
        except HttpError as err:
            if err.resp.status in (404, 410):
                return None
            raise self._translated(err) from err

    def _executed(self, request: Any) -> Json:
        return executed(request, name=self._account.name)

    def _translated(self, err: HttpError) -> SourceError:
        return translated(err, name=self._account.name, calendar=self._calendar)

    def _ref(self, name: EventId) -> Ref:
        return Ref(account=self._account.name, calendar=self._calendar, event_id=name)

    def _standee(self, raw: Json) -> Standee:
        try:
            event = event_of(raw, ref=self._ref(EventId(str(raw["id"]))), zone=ZoneInfo(self._zone))
        except (Unreadable, KeyError) as err:
            raise SourceError(
                f"{self._account.name}: Google's answer about a reminder cannot be read",
                next_step="The next sync looks at what really stands: afterword sync",
            ) from err
        return standee_of(event)

    def _provisional(self, reminder: Reminder, ref: Ref) -> Standee:
        return Standee(
            ref=ref,
            id=reminder.id,
            title=reminder.title,
            text=reminder.text,
            start=reminder.start,
            end=reminder.end,
            etag=NO_ETAG,
            mark=reminder.mark,
        )


def _batch_error() -> type[Exception]:
    from googleapiclient.errors import BatchError

    found: type[Exception] = BatchError
    return found
