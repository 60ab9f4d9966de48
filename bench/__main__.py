"""Run the benchmarks and print one line for each figure; exit 1 when a promise is missed or a ratio worsened."""

from __future__ import annotations

import sys
from importlib import import_module

from bench import BENCHMARKS, results


def main(words: list[str]) -> int:
    """Run the named benchmarks, or all; keep what they say, or hold it against what was kept."""
    options = {word for word in words if word.startswith("-")}
    if unknown := options - {"--keep", "--check"}:
        sys.exit(f"unknown: {' '.join(sorted(unknown))}; known: --keep, --check")
    is_good = True
    for name in [word for word in words if word not in options] or BENCHMARKS:
        figures = []
        for figure in import_module(f"bench.{name}").measure():
            print(figure.line(), flush=True)
            figures.append(figure)
        worse = results.worsened(figures, results.kept_figures(name)) if "--check" in options else []
        print(*worse, sep="\n", end="\n" if worse else "", flush=True)
        is_good = is_good and not worse and all(figure.is_met for figure in figures)
        if "--keep" in options:
            results.keep(name, figures)
            results.write_page()
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
