"""Entries of the free journal that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.waiting import waiting_draft
from guyub.foundation.approvals.selectors.requests import inbox, one_request
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from guyub.books.ledger.domain.entries import EntryDraft
    from guyub.foundation.approvals.selectors.requests import RequestRow
    from guyub.foundation.identity.domain.roles import Actor

JOURNAL_KIND = "ledger.journal"


@dataclass(frozen=True, slots=True)
class WaitingLine(Row):
    """One line of it: debit and credit apart, whole rupiah, None on the other side."""

    code: str
    account_name: str
    debit_rp: int | None
    credit_rp: int | None


@dataclass(frozen=True, slots=True)
class WaitingEntry(Row):
    """What is asked, by whom, and the entry as it will be posted: the right one, where two belong together."""

    approval_id: UUID
    said: str
    requested_by: str
    occurred_on: date
    memo: str
    total_rp: int
    has_document: bool
    lines: tuple[WaitingLine, ...]


def waiting_entries(*, actor: Actor, now: datetime) -> list[WaitingEntry]:
    """List what waits in the actor's cooperative. Needs its scope; three queries."""
    return [_entry(row) for row in inbox(actor=actor, now=now) if row.kind == JOURNAL_KIND]


def waiting_document(*, actor: Actor, approval_id: UUID, now: datetime) -> StoredFile | None:
    """Give the picture of a waiting entry's paper: who decides must have seen it. None where it has none."""
    row = one_request(actor=actor, request_id=approval_id, now=now)
    file_id = _draft(row.facts).file_id if row and row.kind == JOURNAL_KIND else None
    if file_id is None:
        return None
    return StoredFile.objects.filter(cooperative_id=actor.cooperative_id, id=file_id).first()


def waiting_details(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what a waiting entry holds: its day, each line, whether there is a paper."""
    draft, names = _draft(facts), facts["accounts"]
    return [
        ("Tanggal", day(draft.occurred_on)),
        *(
            (
                f"{line.account} {names.get(line.account, '')}",
                f"{'debit' if line.amount_rp > 0 else 'kredit'} {rupiah(abs(line.amount_rp))}",
            )
            for line in draft.lines
        ),
        ("Bukti", "ada, buka dari Buku & laporan, Jurnal" if draft.file_id else "tanpa foto"),
    ]


def _draft(facts: Mapping[str, Any]) -> EntryDraft:
    """Read the entry that is asked for: the right one, where it comes with the taking back of another."""
    return waiting_draft(facts["entries"][-1])


def _entry(row: RequestRow) -> WaitingEntry:
    draft, names = _draft(row.facts), row.facts["accounts"]
    return WaitingEntry(
        approval_id=row.request_id,
        said=row.said,
        requested_by=row.requested_by,
        occurred_on=draft.occurred_on,
        memo=draft.memo,
        total_rp=draft.total_rp,
        has_document=draft.file_id is not None,
        lines=tuple(
            WaitingLine(
                line.account,
                names.get(line.account, ""),
                line.amount_rp if line.amount_rp > 0 else None,
                -line.amount_rp if line.amount_rp < 0 else None,
            )
            for line in draft.lines
        ),
    )
