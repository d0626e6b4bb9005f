"""The yardstick: parses a whole `.ics` file, or every file of a folder, with the icalendar library and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

from icalendar import Calendar


def main() -> None:
    """Parse what the first argument names and print how many events it holds."""
    place = Path(sys.argv[1])
    files = sorted(place.glob("*.ics")) if place.is_dir() else [place]
    events = 0
    for file in files:
        calendar = Calendar.from_ical(file.read_bytes())
        events += sum(one.name == "VEVENT" for one in calendar.subcomponents)
    print(events)


if __name__ == "__main__":
    main()
