"""Writes reminders into one calendar: each looked at before it is changed, each create known again by Graph itself.

One request at a time, never a batch: Outlook runs few at once, and a handful of reminders gains nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from connectors.base import Dismissed, PreconditionFailed, SignInNeeded, SourceError
from connectors.http import TOO_MANY
from connectors.outlook.events import Unreadable, event_of, moment_of, span_of, text_of
from connectors.outlook.graph import Graph, Resource, part
from connectors.outlook.own import CATEGORY, OWN, Own, has_guests, mark_property, own_of, text_print, transaction
from connectors.outlook.refusals import Absent, Conflict, Refused
from connectors.outlook.shelf import Shelf
from core.model import AccountName, CalendarId, Draft, ETag, EventId, Mark, Ref, Reminder, Standee, TouchpointId, Window
from core.notes.eml import file_names, is_our_file, mail_file
from core.sync.gather import overlaps, standee_of
from core.sync.hand import same_moment, text_digest
from core.sync.marks import digest, encode

GENERATIONS = 4
"""How often a create is tried under a new transactionId, where Graph remembers one whose event is gone."""


class OutlookSink:
    """One calendar that is written. It changes and deletes only events that carry our property and no guest (P1)."""

    def __init__(
        self, graph: Graph, shelf: Shelf, *, account: AccountName, calendar: CalendarId, home: ZoneInfo
    ) -> None:
        self._graph, self._shelf, self._home = graph, shelf, home
        self._account, self._calendar = account, calendar
        self._path = f"/me/calendars/{part(calendar)}"
        self._standing: dict[TouchpointId, list[tuple[Resource, Own]]] | None = None

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`."""
        found = self._shelf.all()
        for resource, own in (self._shelf.viewed(window) if found is None else found).values():
            if has_guests(resource):
                continue
            standee = self._standee(resource, own)
            if overlaps(standee.start, standee.end, window):
                yield standee

    def create(self, reminder: Reminder) -> Standee:
        """Write a new reminder; where one of its id stands, return that, and take away copies that should not be."""
        standing = self._known(reminder.id)
        if any(has_guests(resource) for resource, _ in standing):
            raise _theirs(reminder)
        if standing:
            (resource, own), *copies = sorted(standing, key=lambda pair: str(pair[0].get("createdDateTime") or ""))
            self._remove_copies(reminder.id, [copy for copy, _ in copies])
            return self._standee(resource, own)
        for generation in range(GENERATIONS):
            made = self._made(reminder, generation)
            if made is not None:
                resource, own = made
                if self._standing is not None:
                    self._standing[reminder.id] = [made]
                return self._standee(resource, own)
        raise SourceError(
            f'{self._account}: the reminder "{reminder.title}" could not be written',
            next_step="Try again with: afterword sync",
        )

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs; raise PreconditionFailed where the event is not as `standee.etag` says.

        The drafts are exchanged after the rest, and only then does the mark name the new ones: what is cut off between
        the two is made good by the next sync.
        """
        resource, own = self._looked_at(standee.ref, standee.etag)
        if own.id != standee.id:
            raise PreconditionFailed
        stands = self._standee(resource, own)
        attached = stands.mark.draft if stands.mark else ""
        changes, goal = _changes(resource, stands, own, replace(reminder, mark=replace(reminder.mark, draft=attached)))
        done = goal
        if changes:
            resource, done = self._changed(resource, goal, changes)
            goal = _as_it_came_back(resource, goal) if "body" in changes else goal
        if reminder.mark.draft != attached:
            self._detach(resource)
            self._attach(resource, reminder.drafts)
            goal = replace(goal, mark=encode(reminder.mark))
        if goal != done:
            resource = self._remember(resource, goal)
        return self._standee(resource, goal)

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it; absent is success; raise PreconditionFailed where it is not as `etag` (if any) says."""
        try:
            resource, own = self._looked_at(ref, etag)
        except PreconditionFailed as err:
            if isinstance(err.__cause__, Absent):
                return
            raise
        self._remove(str(resource["id"]), str(resource.get("@odata.etag") or ""))
        if self._standing is not None:
            self._standing.pop(own.id, None)

    def batch(self) -> AbstractContextManager[None]:
        """Nothing is gathered: each change is made at once."""
        return nullcontext()

    # A create.

    def _known(self, touchpoint: TouchpointId) -> list[tuple[Resource, Own]]:
        """Return what stands of a touchpoint: one query for all of ours, or one for each where that is not known."""
        if self._standing is None:
            everything = self._shelf.all()
            if everything is None:
                return list(self._shelf.named(touchpoint))
            self._standing = {}
            for resource, own in everything.values():
                self._standing.setdefault(own.id, []).append((resource, own))
        return self._standing.get(touchpoint, [])

    def _made(self, reminder: Reminder, generation: int) -> tuple[Resource, Own] | None:
        """Create the event with its drafts; None where Graph only remembers an event of this transaction, now gone."""
        own = _owned(reminder, replace(reminder.mark, draft="") if reminder.drafts else reminder.mark)
        body = {**_event(reminder, own), "transactionId": transaction(self._calendar, reminder.id, generation)}
        try:
            resource = self._posted(reminder.id, body)
        except Refused as err:
            if err.status == 409:
                return None
            raise
        goal = own
        if _is_new(resource):
            goal = _as_it_came_back(resource, own)
        elif not self._lies_here(resource):
            # A known transaction meets its event wherever the user moved it, and there it is none of this calendar's.
            return None
        if has_guests(resource):
            raise _theirs(reminder)
        try:
            if not reminder.drafts:
                resource = self._shelf.expanded(str(resource["id"]))
                found = own_of(resource) or own
                if found != own or goal == own:
                    return resource, found
                return self._remember(resource, goal), goal
            if resource.get("hasAttachments"):
                self._detach(resource)
            self._attach(resource, reminder.drafts)
            goal = replace(goal, mark=encode(reminder.mark))
            return self._remember(resource, goal), goal
        except Absent:
            return None

    def _posted(self, touchpoint: TouchpointId, body: Resource) -> Resource:
        """Create the event. Where that took more than one request, look whether Graph really met the first one."""
        sent = self._graph.sent
        resource = self._graph.post(f"{self._path}/events", body, repeatable=True)
        if self._graph.sent == sent + 1:
            return resource
        first, *copies = [each for each, _ in self._shelf.named(touchpoint)] or [resource]
        self._remove_copies(touchpoint, copies)
        return first

    # A change.

    def _changed(self, resource: Resource, goal: Own, changes: Resource) -> tuple[Resource, Own]:
        """Write the changes; where Graph says that the event changed, look whether it was this very write."""
        event_id, etag = str(resource["id"]), str(resource.get("@odata.etag") or "")
        for again in (True, False):
            try:
                return self._graph.patch(f"/me/events/{part(event_id)}", changes, etag=etag), goal
            except Absent as err:
                raise PreconditionFailed from err
            except Conflict as err:
                fresh, found = self._looked_at(self._ref(event_id), ETag(""))
                if found.mark == goal.mark and found.prints == goal.prints:
                    return fresh, found
                # Outlook sees conflicts where there are none, so the same is tried once more.
                if not again or fresh.get("@odata.etag") != etag:
                    raise PreconditionFailed from err
        raise AssertionError("unreachable: the second time returns or raises")

    def _remember(self, resource: Resource, own: Own) -> Resource:
        """Write the mark alone: it touches nothing that the user sees."""
        changes = {"singleValueExtendedProperties": [mark_property(own)]}
        return self._graph.patch(f"/me/events/{part(str(resource['id']))}", changes)

    def _remove(self, event_id: str, etag: str) -> None:
        try:
            self._graph.delete(f"/me/events/{part(event_id)}", etag=etag)
            self._shelf.done.took_away.add(event_id)
        except Absent:
            return
        except Conflict as err:
            if self._is_there(event_id):
                raise PreconditionFailed from err
        except Refused as err:
            # What lies among the deleted ones already is refused in this way.
            if err.code != "errorcannotdeleteobject" or self._is_there(event_id):
                raise

    def _remove_copies(self, touchpoint: TouchpointId, copies: Sequence[Resource]) -> None:
        """Take away what should not be twice; one that somebody is changing right now is left to the next time.

        Outlook copies our properties along with an event, so a copy is only surely ours by the transaction of its
        create: one that the user made stays.
        """
        made = {transaction(self._calendar, touchpoint, generation) for generation in range(GENERATIONS)}
        for copy in copies:
            if has_guests(copy) or str(copy.get("transactionId") or "").casefold() not in made:
                continue
            with suppress(PreconditionFailed):
                self._remove(str(copy["id"]), str(copy.get("@odata.etag") or ""))

    def _lies_here(self, resource: Resource) -> bool:
        try:
            start, end = span_of(resource)
        except Unreadable:
            return False
        return str(resource["id"]) in self._shelf.viewed(
            Window(start=start, end=max(end, start + timedelta(minutes=1)))
        )

    def _is_there(self, event_id: str) -> bool:
        try:
            self._graph.get(f"/me/events/{part(event_id)}")
        except Absent:
            return False
        return True

    def _looked_at(self, ref: Ref, etag: ETag) -> tuple[Resource, Own]:
        """Return the event as it stands; raise PreconditionFailed where it is gone, not ours, or not as `etag` says.

        If-Match goes along with the write, too, but for events no page of Microsoft's promises that it is heeded.
        """
        try:
            resource = self._shelf.expanded(ref.event_id)
        except Absent as err:
            raise PreconditionFailed from err
        own = own_of(resource)
        if own is None or has_guests(resource) or (etag and resource.get("@odata.etag") != etag):
            raise PreconditionFailed
        return resource, own

    # The drafts.

    def _attach(self, resource: Resource, drafts: Sequence[Draft]) -> None:
        for name, draft in zip(file_names(drafts), drafts, strict=True):
            body = {
                "@odata.type": "#microsoft.graph.fileAttachment",
                "name": name,
                "contentType": "message/rfc822",
                "contentBytes": base64.b64encode(mail_file(draft)).decode("ascii"),
            }
            self._attach_once(str(resource["id"]), body)

    def _attach_once(self, event_id: str, body: Resource) -> None:
        """Attach one draft. A second request would attach it twice, so after a lost answer it is looked for first.

        A mailbox that takes no attachments keeps its reminder: the draft is in the text as well.
        """
        path = f"/me/events/{part(event_id)}/attachments"
        try:
            self._graph.post(path, body)
        except SignInNeeded:
            raise
        except Absent:
            if not self._is_there(event_id):
                raise
        except Refused as err:
            if err.status == TOO_MANY:
                raise
            if err.status >= 500 and not self._attached(path, str(body["name"])):
                self._graph.post(path, body)
        except SourceError:
            if not self._attached(path, str(body["name"])):
                self._graph.post(path, body)

    def _attached(self, path: str, name: str) -> bool:
        return any(each.get("name") == name for each in self._attachments(path))

    def _attachments(self, path: str) -> list[Resource]:
        return [each for page in self._graph.pages(path, {"$select": "id,name,size"}) for each in page["value"]]

    def _detach(self, resource: Resource) -> None:
        """Take our drafts away; what the user attached stays."""
        if not resource.get("hasAttachments"):
            return
        path = f"/me/events/{part(str(resource['id']))}/attachments"
        for each in self._attachments(path):
            if is_our_file(str(each.get("name") or "")):
                with suppress(Absent):
                    self._graph.delete(f"{path}/{part(str(each['id']))}")

    # What stands.

    def _ref(self, event_id: str) -> Ref:
        return Ref(account=self._account, calendar=self._calendar, event_id=EventId(event_id))

    def _standee(self, resource: Resource, own: Own) -> Standee:
        self._shelf.keep(resource, own)
        try:
            return standee_of(event_of(resource, ref=self._ref(str(resource["id"])), home=self._home, own=own))
        except (Unreadable, KeyError) as err:
            raise SourceError(
                f"{self._account}: a reminder came back from Microsoft's calendar in a form that cannot be read",
                next_step="Try again with: afterword sync",
            ) from err


def _theirs(reminder: Reminder) -> Exception:
    """Return what says of a reminder that stands as the user's own event, since they invited somebody to it."""
    return PreconditionFailed() if reminder.revive else Dismissed()


def _event(reminder: Reminder, own: Own) -> Resource:
    return {
        "subject": reminder.title,
        "body": {"contentType": "text", "content": reminder.text},
        "start": _utc(reminder.start),
        "end": _utc(reminder.end),
        "showAs": "free",
        "sensitivity": "private",
        "isReminderOn": True,
        "reminderMinutesBeforeStart": 0,
        "categories": [CATEGORY],
        "singleValueExtendedProperties": [{"id": OWN, "value": str(reminder.id)}, mark_property(own)],
    }


def _owned(reminder: Reminder, mark: Mark) -> Own:
    """Return what an event will carry whose text is sent."""
    known = (text_print(reminder.text),)
    return Own(id=reminder.id, mark=encode(mark), prints=known, sent=digest(reminder.text))


def _changes(resource: Resource, stands: Standee, own: Own, reminder: Reminder) -> tuple[Resource, Own]:
    """Return what a PATCH has to say, and what the event carries after it."""
    changes: Resource = {}
    if stands.title != reminder.title:
        changes["subject"] = reminder.title
    if not same_moment(stands.start, reminder.start) or not same_moment(stands.end, reminder.end):
        changes |= {"start": _utc(reminder.start), "end": _utc(reminder.end)}
        if resource.get("isAllDay"):
            changes["isAllDay"] = False  # all that an all-day event takes for a time is midnight
    goal = _owned(reminder, reminder.mark)
    if reminder.text == stands.text or text_digest(stands) == digest(reminder.text):
        # The text stays, so what was sent is what it is known by.
        goal = replace(goal, prints=own.prints, sent=own.sent)
    else:
        changes["body"] = {"contentType": "text", "content": reminder.text}
    if changes or goal != own:
        changes["singleValueExtendedProperties"] = [mark_property(goal)]
    return changes, goal


def _as_it_came_back(resource: Resource, own: Own) -> Own:
    """Return `own` with the print of the text as Graph gives it back, where that differs by more than blanks."""
    came = text_print(text_of(resource))
    return own if not own.prints or came in own.prints else replace(own, prints=(*own.prints, came))


def _is_new(resource: Resource) -> bool:
    """True where an event has not been changed since it was made: a repeated create may meet one that was."""
    if resource.get("hasAttachments"):
        return False
    made, changed = (moment_of(resource.get(name)) for name in ("createdDateTime", "lastModifiedDateTime"))
    return made is None or changed is None or changed - made < timedelta(seconds=5)


def _utc(moment: datetime) -> Resource:
    return {"dateTime": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
