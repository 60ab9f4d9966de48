"""A quota over 57 outlets and 900,000 buyers: asking, setting aside, and taking 100,000 buyers in from lists."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

BUYERS, LISTED = "900,000 buyers", "100,000 buyers"


def measure() -> Iterator[Figure]:
    """Fill one database with buyers and what they bought, and ask it as the tills' addresses do."""
    with migrated_database(mode="test") as environment:
        subprocess.run([sys.executable, "-m", "bench.quota_buyers"], env=environment, check=True)
        asked = _told("bench.quota_asker", environment)
        listed = _told("bench.quota_lists", environment)
    for name in ("asking by a NIK", "setting aside for a sale"):
        values = tuple(asked[name])
        yield Figure(f"{name} among {BUYERS}, p95", "ms", values, limit=30, is_at_least=False)
    yield Figure(
        f"setting aside for a sale among {BUYERS}",
        "decisions/s",
        tuple(ours for ours, _ in asked["rates"]),
        limit=0.3,
        is_at_least=True,
        floors=tuple(floor for _, floor in asked["rates"]),
    )
    yield Figure(f"{LISTED} taken in from lists", "s", tuple(listed), limit=60, is_at_least=False)


def _told(program: str, environment: dict[str, str]) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", program], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)
