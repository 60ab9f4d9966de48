"""The chart of accounts that this release ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from guyub.books.ledger.domain.chart import Chart, read_chart

DATA = Path(__file__).resolve().parent.parent / "data"
VERSION = 6


@cache
def chart(version: int = VERSION) -> Chart:
    """Read a version of the chart; a new version only adds to the one before."""

    def table(name: str) -> str:
        return (DATA / f"{name}.csv").read_text(encoding="utf-8")

    return read_chart(version, accounts=table("bagan"), lines=table("baris"), flows=table("arus"))
