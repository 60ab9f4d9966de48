"""`guyub calc` answers in under 150 ms of its own: a whole process less the bare interpreter's start."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 15
YEAR = {"from": "2026-01-01", "to": "2026-12-31", "opening": 1_000_000, "annual_rate": "0.06"}
LOAN = {
    "principal": 12_000_000,
    "method": "annuity",
    "rate": "0.18",
    "instalments": 24,
    "disbursed_on": "2026-01-15",
}
RULES = (
    ("nik", {"nik": "3573034105900001"}),
    ("allocate", {"supply": 25, "claims": [{"id": "A", "demand": 40}, {"id": "B", "demand": 10}]}),
    ("ean13", {"code": "8998866200301"}),
    ("loan-schedule", LOAN),
    ("loan-state", {"loan": LOAN, "events": [{"on": "2026-02-15", "kind": "repayment", "amount": 600_000}]}),
    ("kolektibilitas", {"loans": [{"id": "1", "outstanding": 1_000_000, "days_overdue": 100}]}),
    ("time-value", {"function": "pmt", "rate": "0.01", "nper": 24, "pv": -1_000_000}),
    ("savings-interest", YEAR | {"compounding": "daily"}),
)


def _milliseconds(*command: str, given: str = "") -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], input=given, capture_output=True, text=True, check=True)
    return (time.perf_counter() - started) * 1000


def measure() -> Iterator[Figure]:
    """Time each rule in turn with a bare `python -c pass` and take the difference inside the round."""
    for rule, given in RULES:
        own = []
        for _ in range(ROUNDS):
            bare = _milliseconds("-c", "pass")
            own.append(_milliseconds("-m", "guyub", "calc", rule, given=json.dumps(given)) - bare)
        yield Figure(f"calc {rule}, own time", "ms", tuple(own), limit=150, is_at_least=False)
