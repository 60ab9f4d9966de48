"""The fund of a group at the counter: paid in, given back; a large sum with a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.selectors.groups import seated_people
from guyub.community.members.services.groups import hold_seats
from guyub.finance.loans.domain.group_funds import LONGEST_NOTE, FundRefusedError
from guyub.finance.loans.domain.group_meetings import MOST_RP, FundCause
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.group_fund_steps import cash_of_fund, locked_fund, move_fund, require_fund
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.domain.events import CashSide
    from guyub.community.members.selectors.groups import Seated
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

FUND_KIND = "loans.group_fund"
THRESHOLD = "otorisasi.ambang"


@dataclass(frozen=True, slots=True)
class FundMoved:
    """What came of it: the voucher and its event, what the fund holds in rupiah; or the request that waits."""

    voucher: str
    event_id: UUID | None
    balance_rp: int
    waits_for: UUID | None = None


def pay_into_fund(
    *,
    actor: Actor,
    place: Cooperative,
    group_id: UUID,
    member_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> FundMoved:
    """Take a member's payment into the fund of the group, today. Use-case.

    Args:
        actor: Who takes loans' money.
        place: The own cooperative.
        group_id: Whose fund.
        member_id: Who pays; sits in the group.
        amount_rp: Whole rupiah above zero.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        FundRefusedError: ``group member amount``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        member, _ = _seated(place.id, group_id, member_id)
        _check_amount(amount_rp)
        cash_place, side = _till(actor, place, cash_place_id)
        fund = locked_fund(cooperative_id=place.id, group_id=group_id)
        act = Act("loans.group_fund.paid_in", {"group": member.group, "amount": rupiah(amount_rp)}, now)
        booked = cash_of_fund(
            place=place, fund=fund, amount_rp=amount_rp, cash_place_id=cash_place, side=side, who=member.name,
            note=member.group, on=today, today=today, actor=actor, request_id=request_id, now=now, act=act,
        )  # fmt: skip
        move_fund(
            fund=fund, amount_rp=amount_rp, cause=FundCause.SETOR, on=today, entry_id=booked.posted.entry_id,
            actor=actor, now=now, member_id=member_id,
        )  # fmt: skip
        return _told(booked.posted.name, booked.event_id, fund.balance_rp)

    facts = {"group": group_id, "member": member_id, "amount_rp": amount_rp, "cash_place": cash_place_id}
    return _once(actor, "pay_into_fund", facts, request_id, now, work)


def give_fund_back(
    *,
    actor: Actor,
    place: Cooperative,
    group_id: UUID,
    member_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    note: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> FundMoved:
    """Give money of the fund back to the group, into the hands of one of its members. Use-case.

    Above ``otorisasi.ambang`` a second person decides, and nothing leaves the fund until then.

    Args, as of ``pay_into_fund``, and:
        member_id: Who receives it for the group.
        note: Why, at most 60 letters; it stands in the journal.

    Raises:
        FundRefusedError: ``group member amount note own short``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """
    why = " ".join(note.split())

    def work() -> dict[str, Any]:
        member, people = _seated(place.id, group_id, member_id)
        _check_amount(amount_rp)
        if not why or len(why) > LONGEST_NOTE:
            raise FundRefusedError(wrong="note")
        if actor.person_id in {one.person_id for one in people}:
            raise FundRefusedError(wrong="own")
        cash_place, side = _till(actor, place, cash_place_id)
        fund = locked_fund(cooperative_id=place.id, group_id=group_id)
        require_fund(fund, amount_rp)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if needs_second_person(amount_rp, threshold_rp=threshold_rp):
            waits = _asked(place, member, amount_rp, cash_place, why, actor, request_id, now)
            return _told("", None, fund.balance_rp) | {"waits": str(waits)}
        giving = _Giving(place, group_id, member, amount_rp, cash_place, side, why, today, now)
        act = Act("loans.group_fund.given_back", giving.facts, now)
        return giving.done(actor, request_id, act)

    facts = {
        "group": group_id,
        "member": member_id,
        "amount_rp": amount_rp,
        "cash_place": cash_place_id,
        "note": why,
    }
    return _once(actor, "give_fund_back", facts, request_id, now, work)


def carry_out_fund_back(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Give back what a second person agreed to, from the place of who asked. Step of the approval.

    Raises:
        FundRefusedError: ``till member short``: something happened since.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    cash_place_id, group_id = UUID(facts["cash_place"]), UUID(facts["group"])
    if facts["is_drawer"]:
        shift = open_shift_of(cooperative_id=place.id, person_id=request.requested_by_id)
        if shift is None or shift.drawer_id != cash_place_id:
            raise FundRefusedError(wrong="till")
    member, _ = _seated(place.id, group_id, UUID(facts["member"]))
    today = business_date(now, Zone(place.zone))
    giving = _Giving(
        place, group_id, member, request.amount_rp or 0, cash_place_id, None, facts["why"], today, now
    )
    giving.done(actor, request.id, None)


@dataclass(frozen=True, slots=True)
class _Giving:
    """Money of a fund on its way back."""

    place: Cooperative
    group_id: UUID
    member: Seated
    amount_rp: int
    cash_place_id: UUID
    side: CashSide | None
    why: str
    today: date
    now: datetime

    @property
    def facts(self) -> dict[str, str]:
        return {"group": self.member.group, "amount": rupiah(self.amount_rp), "reason": self.why}

    def done(self, actor: Actor, request_id: UUID, act: Act | None) -> dict[str, Any]:
        fund = locked_fund(cooperative_id=self.place.id, group_id=self.group_id)
        require_fund(fund, self.amount_rp)
        booked = cash_of_fund(
            place=self.place, fund=fund, amount_rp=-self.amount_rp, cash_place_id=self.cash_place_id,
            side=self.side, who=self.member.name, note=f"{self.member.group} {self.why}"[:120],
            on=self.today, today=self.today, actor=actor, request_id=request_id, now=self.now,
            part=0 if act else 1, act=act,
        )  # fmt: skip
        move_fund(
            fund=fund, amount_rp=-self.amount_rp, cause=FundCause.KEMBALI, on=self.today,
            entry_id=booked.posted.entry_id, actor=actor, now=self.now, member_id=self.member.member_id,
            note=self.why,
        )  # fmt: skip
        return _told(booked.posted.name, booked.event_id, fund.balance_rp)


def _seated(place_id: int, group_id: UUID, member_id: UUID) -> tuple[Seated, list[Seated]]:
    """Give a member who sits in a group and goes on sitting there until the transaction ends, and all who do."""
    hold_seats(cooperative_id=place_id, group_id=group_id)
    people = seated_people(cooperative_id=place_id, group_id=group_id)
    if not people:
        raise FundRefusedError(wrong="group")
    found = next((one for one in people if one.member_id == member_id), None)
    if found is None:
        raise FundRefusedError(wrong="member")
    return found, people


def _check_amount(amount_rp: int) -> None:
    if not 0 < amount_rp <= MOST_RP:
        raise FundRefusedError(wrong="amount")


def _till(actor: Actor, place: Cooperative, cash_place_id: UUID | None) -> tuple[UUID, CashSide | None]:
    inquiry = till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    (till,) = asked(inquiry)
    return judge_till(actor=actor, place=place, till=till), till.side


def _asked(
    place: Cooperative,
    member: Seated,
    amount_rp: int,
    cash_place_id: UUID,
    why: str,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> UUID:
    shift = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    request = ask(
        actor=actor,
        kind=FUND_KIND,
        facts={
            "group_name": member.group,
            "name": member.name,
            "amount": rupiah(amount_rp),
            "why": why,
            "group": str(member.group_id),
            "member": str(member.member_id),
            "cash_place": str(cash_place_id),
            "is_drawer": shift is not None and shift.drawer_id == cash_place_id,
        },
        reason=why,
        concerns=member.person_id,
        request_id=request_id,
        amount_rp=amount_rp,
        now=now,
    )
    return request.id


def _told(voucher: str, event_id: UUID | None, balance_rp: int) -> dict[str, Any]:
    return {"voucher": voucher, "event": str(event_id) if event_id else "", "balance_rp": balance_rp}


def _once(
    actor: Actor, name: str, facts: dict[str, Any], request_id: UUID, now: datetime, work: Any
) -> FundMoved:
    done = once(actor, Action.TAKE_LOANS, name, facts, request_id, now, work)
    event, waits = done["event"], done.get("waits", "")
    return FundMoved(
        done["voucher"], UUID(event) if event else None, done["balance_rp"], UUID(waits) if waits else None
    )
