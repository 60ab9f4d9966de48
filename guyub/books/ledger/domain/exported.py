"""A journal as a file: JSON Lines, one entry a line, to be verified anywhere without any database.

A line holds what the chain covers: the entry's canonical facts, what posting added, and its hash. It is canonical
itself: whatever byte of it is changed, it is no longer the line that its own content would be written as, or its hash
does not follow.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.seal import days_of, facts_text
from guyub.books.ledger.domain.verifying import JournalCheck, SealedEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guyub.books.ledger.domain.chart import Chart
    from guyub.books.ledger.domain.verifying import Anchor

LINE_KEYS = {"chain_no", "dated_on", "facts", "hash", "id", "number", "posted_us"}


@dataclass(frozen=True, slots=True)
class _Read:
    place: str
    entry: SealedEntry


def exported_line(entry: SealedEntry) -> str:
    """Write an entry as one line of the file, its line break included."""
    return (
        f'{{"chain_no":{entry.chain_no},"dated_on":"{entry.dated_on}","facts":{entry.text},"hash":"{entry.hash.hex()}",'
        f'"id":"{UUID(bytes=entry.entry_id)}","number":{entry.number},"posted_us":{entry.posted_us}}}\n'
    )


def verify_file(lines: Iterable[bytes], *, chart: Chart, anchor: Anchor | None = None) -> JournalCheck:
    """Check an exported journal.

    Args:
        lines: Of the file, each with its line break, as bytes.
        chart: Which accounts there are; a cooperative's own count as the ones above them.
        anchor: What paper says of it; its cooperative must be the file's.

    Returns:
        The finished check: its findings are empty where everything holds.
    """

    @cache
    def account_of(code: str) -> tuple[str, bool] | None:
        try:
            above = chart.above(code)
        except KeyError:
            return None
        return above.owner, above.mark is Mark.CASH

    check = JournalCheck(account_of=account_of, flows=chart.flows, anchors=[anchor] if anchor else [])
    check.place = anchor.place if anchor else ""
    for at, line in enumerate(lines, 1):
        try:
            read = _read(line)
            check.place = check.place or read.place
            if read.place != check.place:
                check.find("koperasi", f"Baris {at}", check.place, read.place)
            check.take(read.entry)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError, struct.error):
            check.find("file", f"Baris {at}")
    check.finish()
    return check


def _read(line: bytes) -> _Read:
    """Read one line; any of several errors says that it is none."""
    raw = json.loads(line)
    if raw.keys() != LINE_KEYS:
        raise ValueError("other facts")
    facts = raw["facts"]
    lines = [_line(piece) for piece in facts["lines"]]
    text = _text(facts, lines)
    dated_on = date.fromisoformat(raw["dated_on"])
    entry = SealedEntry(
        chain_no=raw["chain_no"],
        entry_id=UUID(raw["id"]).bytes,
        series=facts["series"],
        year=dated_on.year,
        number=raw["number"],
        occurred_on=date.fromisoformat(facts["occurred_on"]).isoformat(),
        dated_on=dated_on.isoformat(),
        days=days_of(dated_on),
        posted_us=raw["posted_us"],
        context=facts["context"],
        phase=facts["phase"],
        line_count=len(lines),
        total_rp=sum(line[2] for line in lines if line[2] > 0),
        lines_in_order=True,
        lines=lines,
        text=text,
        facts_hash=hashlib.sha256(text.encode()).digest(),
        hash=bytes.fromhex(raw["hash"]),
    )
    if exported_line(entry).encode() != line:
        raise ValueError("not as it would be written")
    return _Read(facts["cooperative"], entry)


def _text(facts: dict[str, Any], lines: list[Any]) -> str:
    """Write the facts anew: only what belongs there, in its order."""
    named = {key: value for key, value in facts.items() if key not in {"cooperative", "v", "lines"}}
    return facts_text(place=facts["cooperative"], lines=lines, **named)


def _line(piece: list[Any]) -> tuple[str, str | None, int, str, str | None, int | None, str]:
    account, unit, amount_rp, flow, member, partner, note = piece
    if type(amount_rp) is not int or not isinstance(account, str):
        raise TypeError("no amount on an account")
    return account, unit, amount_rp, flow, member, partner, note
