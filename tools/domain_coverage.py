"""Run the tests of the pure rules under coverage: every branch of a rule is taken, and no list of exceptions grows.

More words go to pytest.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE = ("calculation", "canonical", "dates", "formats", "ids", "media", "money", "rows")
KERNEL = "guyub/foundation/kernel"


def main() -> int:
    """Measure, then refuse a line or branch that no test takes."""
    rules = ["guyub/**/domain/*.py", *(f"{KERNEL}/{name}.py" for name in PURE)]
    tests = [
        *sorted(str(path) for path in (ROOT / "tests").rglob("domain") if path.is_dir()),
        *(f"tests/foundation/kernel/test_{name}.py" for name in PURE),
        "tests/config/test_calc.py",
    ]
    coverage = [sys.executable, "-m", "coverage"]
    ran = subprocess.run(
        [
            *coverage,
            "run",
            "--branch",
            f"--include={','.join(rules)}",
            "-m",
            "pytest",
            "-q",
            *sys.argv[1:],
            *tests,
        ],
        cwd=ROOT,
        check=False,
    )
    report = [*coverage, "report", "--show-missing", "--skip-covered", "--fail-under=100", "--precision=1"]
    return ran.returncode or subprocess.run(report, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
