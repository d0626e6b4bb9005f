"""`python -m benchmarks [--quick] [--json FILE] [NAME...]`: measures, and prints each figure beside its target."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cases import CASES, Setup
from benchmarks.measure import CommandFailed, compile_sources
from benchmarks.rows import Row, head


def main() -> int:
    """Run the cases asked for; return 1 where one could not be measured. A missed target is told, not an error."""
    asked = _arguments()
    compile_sources()
    began = time.perf_counter()
    print(f"{_machine()}{', a tenth of the sizes' if asked.quick else ''}\n\n{head()}")
    rows: list[Row] = []
    failed = False
    for name in asked.names or CASES:
        try:
            for row in _measured(name, quick=asked.quick):
                rows.append(row)
                print(row.line(), flush=True)
        except CommandFailed as err:
            failed = True
            print(f"{name} could not be measured: {err}", flush=True)
    _notes(rows, quick=asked.quick)
    missed = sum(not row.met for row in rows)
    print(f"{len(rows) - missed} of {len(rows)} targets met, {time.perf_counter() - began:.0f} s in all")
    if asked.json:
        _write_json(asked.json, rows, quick=asked.quick)
    return int(failed)


def _measured(name: str, *, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as scratch:
        yield from CASES[name](Setup(scratch=Path(scratch), divisor=10 if quick else 1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time and memory, beside a yardstick.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(CASES)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in CASES]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are: {', '.join(CASES)}")
    return asked


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()}, {platform.python_implementation()} {platform.python_version()}"
    )


def _notes(rows: Sequence[Row], *, quick: bool) -> None:
    print()
    for row in rows:
        if row.detail:
            print(f"{row.what}: {row.detail}")
    if quick:
        print("The targets hold for the full sizes: at a tenth, starting the program weighs ten times as much.")


def _write_json(path: Path, rows: Sequence[Row], *, quick: bool) -> None:
    document = {"machine": _machine(), "quick": quick, "rows": [row.as_json() for row in rows]}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
