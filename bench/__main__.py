"""Run the benchmarks and print one line for each figure; exit 1 when a promise is missed."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = (
    "allocate",
    "bank",
    "calc",
    "events",
    "goods",
    "imports",
    "ledger",
    "loan_days",
    "loan_payments",
    "loans",
    "members",
    "members_search",
    "network",
    "page",
    "people",
    "quota",
    "savings",
    "savings_bills",
    "savings_deposits",
    "start",
    "statements",
    "stock",
    "stock_opening",
    "till",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    is_met = True
    for name in names or BENCHMARKS:
        for figure in import_module(f"bench.{name}").measure():
            print(figure.line(), flush=True)
            is_met = is_met and figure.is_met
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
