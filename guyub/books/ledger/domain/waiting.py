"""An entry that waits for a second person: whole, as plain JSON, and back to the rupiah."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

_IDS = ("reverses_id", "corrects_id", "source_id", "file_id")


def waiting_facts(draft: EntryDraft) -> dict[str, Any]:
    """Write a complete draft down as it will be posted."""
    return {
        "occurred_on": draft.occurred_on.isoformat(),
        "memo": draft.memo,
        "series": draft.series,
        "phase": int(draft.phase),
        "part": draft.part,
        "request": str(draft.request_id),
        "source_kind": draft.source_kind,
        "lines": [
            [
                line.account,
                line.amount_rp,
                _text(line.unit_id),
                _text(line.member_id),
                line.partner_id,
                line.note,
                line.flow,
            ]
            for line in draft.lines
        ],
    } | {name: _text(getattr(draft, name)) for name in _IDS}


def waiting_draft(facts: Mapping[str, Any]) -> EntryDraft:
    """Read a draft again as ``waiting_facts`` wrote it."""
    return EntryDraft(
        occurred_on=date.fromisoformat(facts["occurred_on"]),
        memo=facts["memo"],
        series=facts["series"],
        phase=Phase(facts["phase"]),
        part=facts["part"],
        request_id=UUID(facts["request"]),
        source_kind=facts["source_kind"],
        lines=tuple(
            LineDraft(account, amount_rp, _id(unit), _id(member), partner, note, flow)
            for account, amount_rp, unit, member, partner, note, flow in facts["lines"]
        ),
        **{name: _id(facts[name]) for name in _IDS},
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
