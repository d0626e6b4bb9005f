"""What a sync reports: values that the command line prints and scripts read as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from core.model import AccountName, Interview, InterviewId
from core.recognise.directives import hint
from core.runs import Failing, Runs, ended
from core.sync.apply import Applied
from core.sync.outlook import Outlook, stands
from core.sync.ports import Connected
from core.sync.pull import Pulled, named
from core.sync.reconcile import Change, Create, Delete, Move, Update, Verdict

SIGN_IN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountResult:
    """How one account did. `status` is ok, sign_in_needed or failed; `error` is one sentence, or None."""

    name: AccountName
    kind: str
    status: str = "ok"
    requests: int = 0
    events_changed: int = 0
    error: str | None = None
    braked: bool = False
    """True where it answered but is not believed (P7)."""
    rested: bool = False
    """True where it was not asked, having failed too often."""
    refused: bool = False
    """True where it answered, and only single reminders could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewCounts:
    """How the known interviews differ from those of the sync before."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCounts:
    """What was done to reminders (or, in a dry run, would be)."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """One sync. `changes` are those decided on; `warnings` are sentences for stderr."""

    dry_run: bool
    accounts: tuple[AccountResult, ...]
    interviews: InterviewCounts
    reminders: ReminderCounts
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    announced: frozenset[AccountName] = frozenset()
    """Accounts whose ended sign-in a notice in the calendar now tells."""
    outlook: Outlook | None = field(default=None, repr=False)

    @property
    def status(self) -> str:
        """ok, partial or failed."""
        bad = sum(account.status != "ok" for account in self.accounts)
        wrote = self.reminders.created + self.reminders.updated + self.reminders.deleted
        answered = any(account.braked or account.refused for account in self.accounts)
        if bad and bad == len(self.accounts) and not answered and (self.dry_run or not wrote):
            return "failed"
        return "partial" if bad or self.reminders.failed else "ok"

    @property
    def exit_status(self) -> int:
        """3 where an account needs signing in, 4 where some failed, 1 where all did, else 0 (section 6)."""
        if any(account.status == "sign_in_needed" for account in self.accounts):
            return 3
        return {"ok": 0, "partial": 4, "failed": 1}[self.status]

    def as_json(self, *, duration_s: float) -> dict[str, Any]:
        """Return the document of `sync --json`."""
        return {
            "status": self.status,
            "dry_run": self.dry_run,
            "accounts": [
                {
                    "name": a.name,
                    "kind": a.kind,
                    "status": a.status,
                    "requests": a.requests,
                    "events_changed": a.events_changed,
                    "error": a.error,
                }
                for a in self.accounts
            ],
            "interviews": {
                "new": self.interviews.new,
                "changed": self.interviews.changed,
                "withdrawn": self.interviews.withdrawn,
                "total": self.interviews.total,
            },
            "reminders": {
                "created": self.reminders.created,
                "updated": self.reminders.updated,
                "deleted": self.reminders.deleted,
                "unchanged": self.reminders.unchanged,
                "failed": self.reminders.failed,
            },
            "warnings": list(self.warnings),
            "duration_s": round(duration_s, 3),
        }


def account_results(connected: Sequence[Connected], pulled: Pulled, done: Applied) -> tuple[AccountResult, ...]:
    """Return how each account did; the hidden one in the home only where it failed."""
    results = []
    for one in connected:
        name = one.account.name
        trouble, write = pulled.trouble.get(name), done.trouble.get(name)
        status = trouble.status if trouble else ("failed" if write else "ok")
        if write is not None and write.exit_status == SIGN_IN:
            status = "sign_in_needed"
        error = trouble.error if trouble else (named(name, write) if write else None)
        if one.hidden and error is None:
            continue
        results.append(
            AccountResult(
                name=name,
                kind=one.account.kind,
                status=status,
                requests=one.account.requests,
                events_changed=pulled.changed.get(name, 0),
                error=error,
                braked=bool(trouble and trouble.braked),
                rested=bool(trouble and trouble.rested),
                refused=trouble is None and write is not None and name not in done.down,
            )
        )
    return tuple(results)


def failing_after(
    runs: Runs, result: SyncResult, *, known: Iterable[AccountName], now: datetime
) -> Mapping[AccountName, Failing]:
    """Return who fails after a sync. A calendar that is not believed, or refuses a reminder, has answered: its account
    is asked every time.
    """
    outcomes = [
        (account.name, "ok" if account.braked or account.refused else account.status, account.error or "")
        for account in result.accounts
        if not account.rested
    ]
    failing = ended(runs, outcomes, known=known, now=now)
    return {name: replace(one, announced=one.announced or name in result.announced) for name, one in failing.items()}


def interview_counts(before: Sequence[Interview], after: Sequence[Interview], now: datetime) -> InterviewCounts:
    """Return how the interviews changed; `total` counts those that stand."""
    stood: dict[InterviewId, Interview] = {a: i for i in before if stands(i, now) for a in i.aliases}
    known = {alias for interview in before for alias in interview.aliases}
    new = changed = withdrawn = 0
    for interview in after:
        old = next((stood[alias] for alias in interview.aliases if alias in stood), None)
        if not stands(interview, now):
            withdrawn += old is not None
        elif old is None:
            new += not known & set(interview.aliases)
            changed += bool(known & set(interview.aliases))
        else:
            changed += _differs(old, interview)
    return InterviewCounts(
        new=new, changed=changed, withdrawn=withdrawn, total=sum(stands(interview, now) for interview in after)
    )


def _differs(old: Interview, new: Interview) -> bool:
    fields = ("start", "end", "kind", "company", "role", "stage", "title", "people", "decision_by", "directives")
    return any(getattr(old, name) != getattr(new, name) for name in fields)


def reminder_counts(verdict: Verdict, changes: Sequence[Change], done: Applied, *, dry_run: bool) -> ReminderCounts:
    """Return what was done, or in a dry run what would be."""
    if not dry_run:
        return ReminderCounts(
            created=done.created,
            updated=done.updated,
            deleted=done.deleted,
            unchanged=len(verdict.kept),
            failed=done.failed,
        )
    return ReminderCounts(
        created=sum(isinstance(change, Create | Move) for change in changes),
        updated=sum(isinstance(change, Update) for change in changes),
        deleted=sum(isinstance(change, Delete | Move) for change in changes),
        unchanged=len(verdict.kept),
    )


def told_of(
    verdict: Verdict, changes: Sequence[Change], interviews: Sequence[Interview], *, limit: int, now: datetime
) -> tuple[str, ...]:
    """Return what was left for the next sync or has to stay, and what the user wrote that could not be read."""
    left = len(verdict.changes) - len(changes)
    held = f"one run makes at most {limit} changes; {left} more are left for the next: afterword sync"
    unread = (
        f'{interview.title or interview.company or interview.id}: could not read the line "{line}"; {hint(line)}'
        for interview in interviews
        for line in interview.directives.unread
    )
    places = Counter(f"{s.ref.account}/{s.ref.calendar}" for s in verdict.stuck if s.start > now)
    stuck = (
        f"{place} cannot be written: the reminders that stand in it ({count}) stay as they are. To have them written "
        f"elsewhere: afterword calendars ignore {place}"
        for place, count in places.items()
    )
    return tuple(dict.fromkeys((*([held] if left else []), *stuck, *unread)))
