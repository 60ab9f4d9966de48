"""A payment on a loan at the counter: the whole use-case beside the floor that its own rows set."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure() -> Iterator[Figure]:
    """Take instalments into a cashier's drawer, slice by slice, the floor's in turn with ours."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "bench.loan_payer"],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    rounds = json.loads(done.stdout)
    yield Figure(
        "taking a payment on a loan, replayed and sealed",
        "payments/s",
        tuple(ours for ours, _ in rounds),
        limit=0.3,
        is_at_least=True,
        floors=tuple(floor for _, floor in rounds),
    )
