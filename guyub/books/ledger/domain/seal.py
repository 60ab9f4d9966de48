"""How an entry is sealed: its facts as canonical text, and the link that chains it to the one before (ADR 0039).

The text is the entry: the database reads from it what it stores, so what is hashed is what stands in the books. The
link adds what only the posting itself knows: place in the chain, id, number, day in the books, moment.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from guyub.books.ledger.domain.entries import EntryDraft

START = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_ZERO = date(2000, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
# Kept, since making one costs more than using it. Facts hold no cycles.
_WRITE = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode
_LINK = struct.Struct(">q16siiq")
# Account, unit, signed rupiah, flow, member, partner, note.
LineFacts = tuple[str, str | None, int, str, str | None, int | None, str]


def facts_text(
    *,
    place: str,
    context: str,
    series: str,
    occurred_on: str,
    phase: int,
    memo: str,
    actor: str | None,
    request: str,
    part: int,
    reverses: str | None,
    corrects: str | None,
    source_kind: str,
    source: str | None,
    file: str | None,
    lines: Sequence[LineFacts],
) -> str:
    """Write an entry's facts as canonical JSON: keys sorted, no blanks, ids and days as text, rupiah as whole numbers.

    Args:
        place: The code of the cooperative.
        context: Who posted it.
        series: Of its number.
        occurred_on: ISO day on which it happened.
        phase: See ``entries.Phase``.
        memo: What happened.
        actor: Id of the person; None: the system.
        request: Id of what was asked.
        part: Which entry of it.
        reverses: Id of the entry that it takes back.
        corrects: Id of the entry whose place it takes.
        source_kind: What it comes from.
        source: Id of the document.
        file: Id of the picture.
        lines: In their order.
    """
    facts = {
        "actor": actor,
        "context": context,
        "cooperative": place,
        "corrects": corrects,
        "file": file,
        "lines": lines,
        "memo": memo,
        "occurred_on": occurred_on,
        "part": part,
        "phase": phase,
        "request": request,
        "reverses": reverses,
        "series": series,
        "source": source,
        "source_kind": source_kind,
        "v": 1,
    }
    return _WRITE(facts)


def facts_of(draft: EntryDraft, *, place: str, context: str, actor_id: UUID | None) -> str:
    """Write the facts of a complete draft."""
    return facts_text(
        place=place,
        context=context,
        series=draft.series,
        occurred_on=draft.occurred_on.isoformat(),
        phase=int(draft.phase),
        memo=draft.memo,
        actor=_text(actor_id),
        request=str(draft.request_id),
        part=draft.part,
        reverses=_text(draft.reverses_id),
        corrects=_text(draft.corrects_id),
        source_kind=draft.source_kind,
        source=_text(draft.source_id),
        file=_text(draft.file_id),
        lines=[
            (
                line.account,
                _text(line.unit_id),
                line.amount_rp,
                line.flow,
                _text(line.member_id),
                line.partner_id,
                line.note,
            )
            for line in draft.lines
        ],
    )


def facts_hash(text: str) -> bytes:
    """Hash the facts' text: SHA-256 over its UTF-8, 32 bytes."""
    return hashlib.sha256(text.encode()).digest()


def link_hash(
    previous: bytes, chain_no: int, entry_id: bytes, number: int, days: int, posted_us: int, facts: bytes
) -> bytes:
    """Seal an entry: SHA-256 over the hash before, what the posting added, and the facts' hash.

    In this order, numbers with the big end first: previous (32 bytes), place in the chain (8), id (16), number (4),
    day in the books as days since 2000-01-01 (4), moment as microseconds since 1970 UTC (8), facts (32).
    """
    added = _LINK.pack(chain_no, entry_id, number, days, posted_us)
    return hashlib.sha256(previous + added + facts).digest()


def days_of(day: date) -> int:
    """Count a day in the books as the link does: days since 2000-01-01."""
    return (day - _DAY_ZERO).days


@dataclass(frozen=True, slots=True)
class Link:
    """What the posting itself adds to an entry's facts."""

    chain_no: int
    entry_id: UUID
    number: int
    dated_on: date
    posted_at: datetime

    def hash(self, previous: bytes, facts: bytes) -> bytes:
        """Seal the entry after the one before (``link_hash``)."""
        moment = (self.posted_at - _EPOCH) // _MICROSECOND
        days = days_of(self.dated_on)
        return link_hash(previous, self.chain_no, self.entry_id.bytes, self.number, days, moment, facts)


def first_break(entries: Iterable[tuple[Link, bytes, bytes]], *, start: bytes = START) -> int | None:
    """Check a chain from its start.

    Args:
        entries: Link, facts' hash and stored hash, in the order of the chain.
        start: The hash before the first.

    Returns:
        The first place in the chain that does not follow, or None when it holds.
    """
    previous, expected = start, 1
    for link, facts, stored in entries:
        if link.chain_no != expected or link.hash(previous, facts) != stored:
            return expected
        previous, expected = stored, expected + 1
    return None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
