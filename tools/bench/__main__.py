"""Measure every part, print the table and keep it; or only print what is named: `python -m bench lanes`."""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from datetime import date
from pathlib import Path
from types import ModuleType

import torch

from bench import gif, hall, lanes, machine, maps, networks, own, page, startup, stepping
from bench.table import Row, table

PARTS: dict[str, ModuleType] = {
    "lanes": lanes,
    "hall": hall,
    "maps": maps,
    "networks": networks,
    "own": own,
    "stepping": stepping,
    "gif": gif,
    "startup": startup,
    "page": page,
}
"""In the order of the table. A part is a file with ABOUT, and `measure` that gives rows."""
KEPT = Path(__file__).parents[2] / "docs" / "benchmarks.md"

ABOUT = """\
# Benchmarks

`make bench` wrote this: {date}, in {seconds:.0f} s, on {machine}. Load before it: {load}.

A ratio is Kudari's figure divided by the reference's, both measured in this one run. Figures differ from machine to
machine, ratios less. torch has one thread, as in the server.
"""


def measured(name: str) -> list[Row]:
    """A part's rows. One that fails says so in the table and keeps nobody from the others."""
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    begun = time.monotonic()
    try:
        rows: list[Row] = PARTS[name].measure()
    except Exception as error:
        traceback.print_exc()
        rows = [Row(name, f"FAILED: {error!r:.80}", failed=True)]
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return rows


def main() -> None:
    """Exit with 1 where a part failed. A floor that is missed is said: this measures, and tests nothing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Kudari against named references.")
    parser.add_argument("part", nargs="*", help=f"what to measure: {', '.join(PARTS)}. All by default.")
    asked = parser.parse_args().part
    if unknown := set(asked) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    # Ended from outside, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    torch.set_num_threads(1)
    load, begun = machine.load(), time.monotonic()
    print(f"On {machine.words()}. Load: {load}.", file=sys.stderr)
    found = {name: measured(name) for name in asked or PARTS}
    rows = [row for part in found.values() for row in part]
    print(table(rows))
    if not asked:
        about = ABOUT.format(date=date.today(), seconds=time.monotonic() - begun, machine=machine.words(), load=load)
        parts = [
            f"## {str(PARTS[name].__doc__).rstrip('.')}\n{PARTS[name].ABOUT}\n{table(part)}\n"
            for name, part in found.items()
        ]
        KEPT.write_text("\n".join([about, *parts]))
    if failed := [row.what for row in rows if row.failed]:
        sys.exit(f"Failed: {'; '.join(failed)}")


if __name__ == "__main__":
    main()
