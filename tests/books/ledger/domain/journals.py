"""Journals without a database: sealed and chained as posting would."""

import datetime as dt
import hashlib
from dataclasses import replace
from uuid import UUID

from guyub.books.ledger.domain.exported import exported_line
from guyub.books.ledger.domain.seal import START, days_of, facts_text, link_hash
from guyub.books.ledger.domain.verifying import SealedEntry

PLACE = "35.73.03.1003"
LINES = (
    ("6.1.02", None, 200_000, "", None, None, ""),
    ("1.1.02", None, -200_000, "BEBAN", None, None, "tunai"),
)


def entry(
    chain_no, *, previous=START, number=None, day=dt.date(2026, 11, 25), lines=LINES, place=PLACE, **more
):
    """Make one sealed entry after the hash before."""
    facts = {
        "place": place,
        "context": "ledger",
        "series": "JU",
        "occurred_on": day.isoformat(),
        "phase": 0,
        "memo": f"Listrik “gerai” {chain_no}",
        "actor": None,
        "request": str(UUID(int=chain_no)),
        "part": 0,
        "reverses": None,
        "corrects": None,
        "source_kind": "",
        "source": None,
        "file": None,
        "lines": lines,
    } | more
    text = facts_text(**facts)
    sealed = hashlib.sha256(text.encode()).digest()
    entry_id, number, moment = UUID(int=chain_no).bytes, number or chain_no, 1_764_000_000_000_000 + chain_no
    return SealedEntry(
        chain_no=chain_no,
        entry_id=entry_id,
        series=facts["series"],
        year=day.year,
        number=number,
        occurred_on=facts["occurred_on"],
        dated_on=day.isoformat(),
        days=days_of(day),
        posted_us=moment,
        context=facts["context"],
        phase=facts["phase"],
        line_count=len(lines),
        total_rp=sum(line[2] for line in lines if line[2] > 0),
        lines_in_order=True,
        lines=lines,
        text=text,
        facts_hash=sealed,
        hash=link_hash(previous, chain_no, entry_id, number, days_of(day), moment, sealed),
    )


def journal(count, **more):
    """Make a chain of entries."""
    made, previous = [], START
    for chain_no in range(1, count + 1):
        made.append(entry(chain_no, previous=previous, **more))
        previous = made[-1].hash
    return made


def exported(count, **more):
    """Make the lines of a file."""
    return [exported_line(one).encode() for one in journal(count, **more)]


def changed(one, **more):
    """Give an entry that says something else than was sealed."""
    return replace(one, **more)
