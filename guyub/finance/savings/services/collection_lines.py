"""The lines of a list that came back: what each pays, and paying it. Steps of ``collection_returns``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import MemberState
from guyub.community.members.services.register import lock_members
from guyub.finance.savings.domain.collecting import CollectionRefusedError, Surplus, months_words, settle_line
from guyub.finance.savings.models import DuesBill
from guyub.finance.savings.selectors.bills import last_ahead, month_of_rule
from guyub.finance.savings.selectors.collecting import asked_of
from guyub.finance.savings.selectors.owing import missing_now
from guyub.finance.savings.services.collected_cash import Returning
from guyub.finance.savings.services.dues_paying import pay_months
from guyub.foundation.kernel.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.domain.collecting import Settled
    from guyub.finance.savings.models import CollectionLine, CollectionList

LONGEST_WHO = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying(Returning):
    """One list of simpanan wajib on its way to the books."""

    found: CollectionList


def settle_lines(paying: Paying, lines: Sequence[CollectionLine]) -> dict[UUID, tuple[Settled, list[date]]]:
    """Tell what each line's money pays now: by line, with all months in their order. Step: bills are held.

    Every member's row is locked before the first posting, in one order: a payment at the counter that holds one of
    them finds the journal free.

    Raises:
        CollectionRefusedError: ``paid``, ``ahead`` or ``left``, each of a line.
    """
    place_id, until = paying.place.id, paying.found.month
    members = [line.member_id for line in lines]
    lock_members(cooperative_id=place_id, member_ids=members)
    missing = missing_now(cooperative_id=place_id, members=members, until=until)
    last = last_ahead(cooperative_id=place_id, today=paying.today)
    told: dict[UUID, tuple[Settled, list[date]]] = {}
    for line in lines:
        if not line.got_rp:
            continue
        asked, called = asked_of(line), {"slip": f"{line.rank:02d}", "name": line.member.file.name}
        surplus = Surplus(line.surplus) if line.surplus else None
        settled = settle_line(
            got_rp=line.got_rp, asked=asked, missing=missing.get(line.member_id, {}), surplus=surplus
        )
        if settled is None:
            here = missing.get(line.member_id, {})
            paid = [month for month in asked if here.get(month, 0) < asked[month]]
            raise CollectionRefusedError(wrong="paid", months=months_words(paid), **called)
        if settled.amount_rp and line.member.state not in {MemberState.AKTIF, MemberState.PASIF}:
            raise CollectionRefusedError(wrong="left", **called)
        more = _months_after(paying, line.member_id, max(asked), settled.ahead_rp, last=last)
        if more is None:
            raise CollectionRefusedError(wrong="ahead", **called)
        told[line.id] = (settled, [*settled.months, *more])
    return told


def pay_lines(paying: Paying, lines: Sequence[CollectionLine]) -> tuple[int, int]:
    """Book each line's money, one voucher for a member; what goes back is noted on its line alone. Step.

    Returns:
        What was booked and what goes back to members, whole rupiah.

    Raises:
        CollectionRefusedError: As ``settle_lines``.
        DuesRefusedError, EventRefusedError, EntryRefusedError: The books refuse it.
    """
    settled, booked_rp, back_rp = settle_lines(paying, lines), 0, 0
    for part, line in enumerate(lines):
        if line.id not in settled:
            continue
        one, months = settled[line.id]
        line.back_rp = one.back_rp
        back_rp += one.back_rp
        if not one.amount_rp:
            continue
        paid = pay_months(
            place=paying.place,
            member_id=line.member_id,
            months=months,
            amount_rp=one.amount_rp,
            cash_place_id=paying.cash_place_id,
            on=paying.today,
            who=line.member.file.name[:LONGEST_WHO],
            today=paying.today,
            actor=paying.actor,
            request_id=paying.request_id,
            now=paying.now,
            part=part,
        )
        line.event_id = paid.event_id
        booked_rp += one.amount_rp
    return booked_rp, back_rp


def _months_after(
    paying: Paying, member_id: UUID, month: date, rest_rp: int, *, last: date
) -> list[date] | None:
    """Give the months after one that money pays; None where it is more than they may take until ``last``."""
    if not rest_rp:
        return []
    months = []
    place_id = paying.place.id
    bills = DuesBill.objects.filter(cooperative_id=place_id, member_id=member_id, month__gt=month)
    misses = {bill.month: bill.amount_rp - bill.paid_rp - bill.waived_rp for bill in bills}
    while rest_rp > 0:
        month = add_months(month, 1)
        if month > last:
            return None
        rule = misses.get(month)
        misses_rp = month_of_rule(cooperative_id=place_id, month=month).amount_rp if rule is None else rule
        if misses_rp:
            months.append(month)
            rest_rp -= misses_rp
    return months
