"""Who covers what on a sheet: as it is chosen, and again after the sheet was written anew. Steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.group_meetings import CoverHow, MeetingRefusedError, shared_evenly
from guyub.finance.loans.selectors.group_meetings import covers_read, on_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from guyub.finance.loans.models import MeetingLine, MeetingLoan

    Covers = tuple[tuple[UUID | None, int], ...]


def covers_chosen(
    row: MeetingLoan,
    how: CoverHow,
    typed: Mapping[UUID | None, int],
    lines: Sequence[MeetingLine],
    loans: Sequence[MeetingLoan],
) -> Covers:
    """Give who covers a loan, in whole rupiah, as somebody chose it.

    Args:
        row: The loan.
        how: The way.
        typed: Of the typed way: by member, None for the fund.
        lines: Everybody on the sheet.
        loans: Every loan on it.

    Raises:
        MeetingRefusedError: ``cover nobody payer absent``, each with a name.
    """
    name, short_rp = row.line.member.file.name, on_sheet(row).short_rp
    if how is CoverHow.KETIK:
        return _typed(row, typed, lines, short_rp)
    if not short_rp:
        raise MeetingRefusedError(wrong="cover", name=name, short_rp=0)
    if how is CoverHow.DANA:
        return ((None, short_rp),)
    payers = _who_may_share(row, lines, loans)
    if not payers:
        raise MeetingRefusedError(wrong="nobody", name=name)
    return shared_evenly(short_rp, payers)


def covers_again(lines: Sequence[MeetingLine], loans: Sequence[MeetingLoan]) -> int:
    """Let the covers of a sheet follow what is short now; those that do not fit any more go. Writes the rows' fields.

    Returns:
        How many loans lost covers that somebody had chosen.
    """
    gone = 0
    for row in loans:
        if not row.how:
            continue
        how, typed = CoverHow(row.how), dict(covers_read(row.covers))
        try:
            covers = covers_chosen(row, how, typed, lines, loans)
        except MeetingRefusedError:
            row.how, row.covers = "", []
            gone += 1
        else:
            row.covers = [[str(by) if by else None, rp] for by, rp in covers]
    return gone


def _typed(
    row: MeetingLoan, typed: Mapping[UUID | None, int], lines: Sequence[MeetingLine], short_rp: int
) -> Covers:
    borrower, there = row.line.member, {line.member_id: line for line in lines}
    covers = tuple((by, rp) for by, rp in typed.items() if rp)
    for by, _ in covers:
        if by is None:
            continue
        if by not in there:
            raise MeetingRefusedError(wrong="payer", name=borrower.file.name)
        if not there[by].is_present:
            raise MeetingRefusedError(wrong="absent", name=there[by].member.file.name)
    total_rp = sum(rp for _, rp in covers)
    is_own = any(by == borrower.id for by, _ in covers)
    if is_own or any(rp < 0 for _, rp in covers) or not 0 < total_rp <= short_rp:
        raise MeetingRefusedError(wrong="cover", name=borrower.file.name, short_rp=short_rp)
    return covers


def _who_may_share(
    row: MeetingLoan, lines: Sequence[MeetingLine], loans: Sequence[MeetingLoan]
) -> list[UUID]:
    """Give who is there and brings all that is due of the own loans: who is short covers nobody else by rule."""
    short = {one.line_id for one in loans if on_sheet(one).short_rp}
    return [
        line.member_id
        for line in lines
        if line.is_present and line.id not in short and line.id != row.line_id
    ]
