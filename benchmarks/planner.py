"""Times the planner alone, in this process: prints the median seconds of `plan` and how many touchpoints it made."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from cli import calm_collector
from core.ids import derive
from core.model import Interview, InterviewId, Kind, Me, Person, PersonId, Plan, Policy, ProcessId
from core.timeline.plan import plan

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto", country="CA", subdivision="ON")
ROUNDS = 3


def interviews(processes: int) -> list[Interview]:
    """Return the interviews of so many processes, strewn over 180 days before and 365 after now, a person each."""
    return [_interview(process, place) for process in range(processes) for place in range(ROUNDS)]


def _interview(process: int, place: int) -> Interview:
    random = Random(process)  # noqa: S311 - the same processes every time
    first = NOW + timedelta(days=random.randint(-180, 350), hours=random.randint(0, 7))
    start = first + timedelta(days=7 * place)
    name = InterviewId(derive("interview", str(process), str(place)))
    email = f"person-{place}@company-{process}.example"
    return Interview(
        id=name,
        aliases=(name,),
        uid=f"{process}-{place}@example",
        process=ProcessId(derive("process", str(process))),
        kind=Kind.INTERVIEW,
        company=f"Company {process}",
        role="Backend Engineer",
        people=(Person(id=PersonId(derive("person", email)), name=f"Dana Number {process}", email=email),),
        start=start,
        end=start + timedelta(hours=1),
        first_seen=min(start, NOW) - timedelta(days=10),
    )


def planned(meetings: list[Interview]) -> Plan:
    """Return the plan for `meetings` as the default policy makes it."""
    return plan(interviews=meetings, outcomes={}, past=(), policy=Policy(), me=ME, busy=(), now=NOW)


def main() -> None:
    """Plan for as many processes as the first argument says, as often as the second says."""
    calm_collector()  # as the program itself runs
    meetings, rounds = interviews(int(sys.argv[1])), int(sys.argv[2])
    planned(meetings[:ROUNDS])  # loads what a plan needs, so that only planning is timed
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        made = planned(meetings)
        taken.append(time.perf_counter() - began)
    print(median(taken), len(made.touchpoints))


if __name__ == "__main__":
    main()
