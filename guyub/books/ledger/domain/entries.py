"""What an entry is before it is posted: lines that make sense, balanced in total and for each unit of business.

Amounts are signed whole rupiah: debit above zero, credit below. A line on a cash account carries the line of the cash
flow statement it belongs to, found from what stands against it in the same entry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.chart import Mark
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.domain.chart import Chart

MOST_RP = 10**15 - 1  # the most that a spreadsheet holds exactly; one digit more would look like a NIK
MOST_LINES = 2_000
LONGEST_MEMO = 200
LONGEST_NOTE = 120
BETWEEN_CASH = "ANTAR_KAS"
GENERAL = "JU"  # the series of the general journal


class Phase(IntEnum):
    """When in the year's work an entry belongs: the closing entry must not erase the year's result."""

    ORDINARY = 0
    ADJUSTMENT = 1
    CLOSING = 2


class EntryRefusedError(DomainError):
    """An entry is not posted; ``wrong`` says why.

    By its lines, in this order: ``memo series lines amount account unbalanced``; by hand: ``register``; by the books:
    ``unopened reused before future closed unknown closed_account control unit reversed target``. Facts where they help:
    ``account``, ``date``.
    """

    code: ClassVar[str] = "ledger.entry.refused"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line: an account's code, signed rupiah, and what else is known.

    Args:
        account: Its code, such as ``1.1.03`` or ``1.1.03.01``.
        amount_rp: Whole rupiah, debit above zero and credit below.
        unit_id: The unit of business; None: the cooperative as a whole.
        member_id: The member it concerns.
        partner_id: The other cooperative, where two trade with each other.
        note: A few words of its own.
        flow: The line of the cash flow statement; found by ``complete``, for cash accounts alone.
    """

    account: str
    amount_rp: int
    unit_id: UUID | None = None
    member_id: UUID | None = None
    partner_id: int | None = None
    note: str = ""
    flow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry to be posted.

    Args:
        occurred_on: The day it happened, in the cooperative's zone.
        memo: What happened, in a few words.
        lines: Two or more.
        request_id: Of the use-case.
        part: Which entry of the use-case, where it posts several: 0, 1, 2.
        series: Of its number: two to four capital letters.
        phase: Ordinary, adjustment or closing.
        reverses_id: The entry that this one takes back whole.
        corrects_id: The entry, taken back already, whose place this one takes.
        source_kind: What it comes from, such as ``retail.sale``; "" for a typed one.
        source_id: The document it comes from.
        file_id: The picture of the paper.
    """

    occurred_on: date
    memo: str
    lines: Sequence[LineDraft]
    request_id: UUID
    part: int = 0
    series: str = GENERAL
    phase: Phase = Phase.ORDINARY
    reverses_id: UUID | None = None
    corrects_id: UUID | None = None
    source_kind: str = ""
    source_id: UUID | None = None
    file_id: UUID | None = None

    @property
    def total_rp(self) -> int:
        """The sum of its debits."""
        return sum(line.amount_rp for line in self.lines if line.amount_rp > 0)


def entry_name(series: str, year: int, number: int) -> str:
    """Write an entry's number as people see it: ``JU-2026-0012``."""
    return f"{series}-{year}-{number:04}"


def complete(draft: EntryDraft, chart: Chart) -> EntryDraft:
    """Check an entry's lines and add what posting adds: flows of cash lines, and *antar unit* lines.

    Raises:
        EntryRefusedError: See there; the first rule that is broken, in the documented order.
    """
    memo = " ".join(draft.memo.split())
    if not memo or len(memo) > LONGEST_MEMO:
        raise EntryRefusedError(wrong="memo")
    if not (draft.series.isascii() and draft.series.isalpha() and draft.series.isupper()) or not (
        2 <= len(draft.series) <= 4
    ):
        raise EntryRefusedError(wrong="series")
    _check_lines(draft.lines, chart)
    lines = [*_with_flows(draft.lines, chart)]
    lines += _between_units(lines, chart)
    if len(lines) > MOST_LINES:
        raise EntryRefusedError(wrong="lines")
    assert sum(line.amount_rp for line in lines) == 0  # noqa: S101  our own mistake, not the caller's
    return replace(draft, memo=memo, lines=tuple(lines))


def _check_lines(lines: Sequence[LineDraft], chart: Chart) -> None:
    if not 2 <= len(lines) <= MOST_LINES or any(len(line.note) > LONGEST_NOTE for line in lines):
        raise EntryRefusedError(wrong="lines")
    for line in lines:
        if type(line.amount_rp) is not int or not 0 < abs(line.amount_rp) <= MOST_RP:
            raise EntryRefusedError(wrong="amount")
        try:
            mark = chart.above(line.account).mark
        except KeyError as error:
            raise EntryRefusedError(wrong="account", account=line.account) from error
        if mark is Mark.ANTAR_UNIT:  # posting adds these lines itself
            raise EntryRefusedError(wrong="control", account=line.account)
    if sum(line.amount_rp for line in lines):
        debit = sum(line.amount_rp for line in lines if line.amount_rp > 0)
        credit = -sum(line.amount_rp for line in lines if line.amount_rp < 0)
        raise EntryRefusedError(wrong="unbalanced", debit_rp=debit, credit_rp=credit)


def _between_units(lines: Iterable[LineDraft], chart: Chart) -> list[LineDraft]:
    """Bring each unit to balance: what one unit gives another, it is owed."""
    sums: dict[UUID | None, int] = {}
    for line in lines:
        sums[line.unit_id] = sums.get(line.unit_id, 0) + line.amount_rp
    account = chart.marked(Mark.ANTAR_UNIT).code
    return [LineDraft(account, -sum_rp, unit_id=unit) for unit, sum_rp in sums.items() if sum_rp]


def _with_flows(lines: Sequence[LineDraft], chart: Chart) -> Iterable[LineDraft]:
    """Give each cash line its flow, splitting it where the entry pays for things of several flows.

    Cash that only moves between cash accounts is ANTAR_KAS, which adds to nothing. The rest takes, flow by flow, what
    stands against it; all amounts of one account keep their sum, and so do all amounts of one flow.
    """
    is_cash = [chart.above(line.account).mark is Mark.CASH for line in lines]
    against: dict[str, int] = {}
    for line, cash in zip(lines, is_cash, strict=True):
        if not cash:
            flow = chart.above(line.account).flow
            against[flow] = against.get(flow, 0) - line.amount_rp
    wanted = [(flow, amount) for flow, amount in against.items() if amount]
    moving = _moving(lines, is_cash)
    direction = 1 if sum(moving.values()) >= 0 else -1
    # Flows that go with the cash first; those against it (bought and sold in one entry) fall to the last line.
    wanted.sort(key=lambda pair: (pair[1] * direction < 0, pair[0]))
    last = max((place for place, amount in moving.items() if amount), default=None)
    for place, line in enumerate(lines):
        if not is_cash[place]:
            yield line
            continue
        between = line.amount_rp - moving[place]
        if between:
            yield replace(line, amount_rp=between, flow=BETWEEN_CASH)
        yield from _shares(line, moving[place], wanted, is_last=place == last)


def _moving(lines: Sequence[LineDraft], is_cash: Sequence[bool]) -> dict[int, int]:
    """Tell how much of each cash line (by its place) leaves or enters cash; the rest moves between cash accounts."""
    cash = {place: line.amount_rp for place, line in enumerate(lines) if is_cash[place]}
    net = sum(cash.values())
    left = abs(net)
    moving = dict.fromkeys(cash, 0)
    for place, amount in cash.items():
        if amount * net > 0:
            share = min(left, abs(amount))
            moving[place] = share if net > 0 else -share
            left -= share
    return moving


def _shares(
    line: LineDraft, moving: int, wanted: list[tuple[str, int]], *, is_last: bool
) -> Iterable[LineDraft]:
    """Give a cash line's share of the flows, taking it from what is wanted."""
    while wanted and (moving or is_last):
        flow, amount = wanted[0]
        if not is_last and abs(amount) > abs(moving):
            yield replace(line, amount_rp=moving, flow=flow)
            wanted[0] = flow, amount - moving
            return
        yield replace(line, amount_rp=amount, flow=flow)
        del wanted[0]
        moving -= amount


def taken_back(
    lines: Sequence[LineDraft],
    *,
    memo: str,
    series: str,
    occurred_on: date,
    reverses_id: UUID,
    request_id: UUID,
    phase: Phase,
    part: int = 0,
) -> EntryDraft:
    """Give the entry that takes another back whole: every stored line with its sign turned, flows and units kept.

    The result is complete: it does not go through ``complete`` again.
    """
    return EntryDraft(
        occurred_on=occurred_on,
        memo=memo[:LONGEST_MEMO],
        lines=tuple(replace(line, amount_rp=-line.amount_rp) for line in lines),
        request_id=request_id,
        part=part,
        series=series,
        phase=phase,
        reverses_id=reverses_id,
    )
