"""One finding of `doctor`: ok, warning or failure, in words, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from core.errors import AfterwordError, SignInNeeded

OK, WARNING, FAILURE = "ok", "warning", "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one look found. `account` names whose it is; `sign_in` marks a failure that signing in again mends."""

    name: str
    verdict: str = OK
    said: str
    next_step: str = ""
    account: str = ""
    sign_in: bool = False
    seconds: float | None = None

    @property
    def called(self) -> str:
        """The account and the name, as they begin a line."""
        return f"{self.account} {self.name}".strip()

    def timed(self, seconds: float) -> Check:
        """Return it with the time it took."""
        return replace(self, seconds=seconds)

    def as_json(self) -> dict[str, Any]:
        """Return it as `doctor --json` shows it."""
        return {
            "name": self.name,
            "account": self.account or None,
            "status": self.verdict,
            "message": self.said,
            "next_step": self.next_step or None,
            "seconds": self.seconds,
        }


def guarded(examine: Callable[[], Iterable[Check]], *, name: str, account: str = "") -> list[Check]:
    """Return what one look finds, its time noted; whatever breaks it is a finding, and the next look goes on."""
    began = monotonic()
    found: list[Check] = []
    try:
        found.extend(examine())
    except AfterwordError as err:
        found.append(failed(err, name=name, account=account))
    except Exception as err:
        said = f"it could not be looked at ({type(err).__name__}: {err})".splitlines()[0]
        step = "Nothing is lost; report this line."
        found.append(Check(name=name, account=account, verdict=FAILURE, said=said, next_step=step))
    spent = round(monotonic() - began, 3)
    return [check if check.seconds is not None else check.timed(spent) for check in found]


def failed(err: AfterwordError, *, name: str, account: str = "") -> Check:
    """Return the failure that an error is."""
    return Check(
        name=name,
        account=account,
        verdict=FAILURE,
        said=err.message,
        next_step=err.next_step,
        sign_in=isinstance(err, SignInNeeded),
    )


def overall(checks: Sequence[Check]) -> str:
    """Return the worst verdict."""
    found = {check.verdict for check in checks}
    return next((verdict for verdict in (FAILURE, WARNING) if verdict in found), OK)


def status_of(checks: Sequence[Check]) -> int:
    """Return the exit status: 3 where all that fails is a sign-in, else 1 where anything fails."""
    failures = [check for check in checks if check.verdict == FAILURE]
    if not failures:
        return 0
    return 3 if all(check.sign_in for check in failures) else 1
