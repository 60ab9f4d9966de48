"""Run the tests of the pure rules under coverage: every branch of a rule is taken, and no list of exceptions grows.

A test that Hypothesis feeds runs unwatched, for being watched doubles its time; one that alone takes a branch is marked
``watched``.
More words go to pytest.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PURE = ("calculation", "canonical", "dates", "formats", "ids", "media", "money", "rows")
KERNEL = "guyub/foundation/kernel"


class Watch:
    """Coverage while modules are read and while tests run; not while pytest prepares them."""

    def __init__(self, rules: list[str]) -> None:
        """Watch these files from now on."""
        self.coverage = coverage.Coverage(branch=True, include=rules)
        self.coverage.start()

    def pytest_collection_finish(self) -> None:
        """All modules are read."""
        self.coverage.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[None]:
        """Watch a test, unless what it is given is drawn and it is not marked."""
        from hypothesis import is_hypothesis_test  # pytest is the first to read it

        if is_hypothesis_test(pyfuncitem.obj) and not pyfuncitem.get_closest_marker("watched"):
            return (yield)
        self.coverage.start()
        try:
            return (yield)
        finally:
            self.coverage.stop()


def main() -> int:
    """Measure, then refuse a line or branch that no test takes."""
    tests = [
        *sorted(str(path) for path in (ROOT / "tests").rglob("domain") if path.is_dir()),
        *(str(ROOT / f"tests/foundation/kernel/test_{name}.py") for name in PURE),
        str(ROOT / "tests/config/test_calc.py"),
    ]
    watch = Watch(["guyub/**/domain/*.py", *(f"{KERNEL}/{name}.py" for name in PURE)])
    ended = int(pytest.main(["-q", *sys.argv[1:], *tests], plugins=[watch]))
    if ended:
        return ended
    taken = watch.coverage.report(show_missing=True, skip_covered=True, precision=1)
    return 0 if taken == 100 else 2


if __name__ == "__main__":
    sys.exit(main())
