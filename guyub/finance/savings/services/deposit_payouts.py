"""A simpanan berjangka is paid out: at its day, or before it at the lower rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.deposits import (
    DepositRefusedError,
    certificate_name,
    checked_reason,
    early,
)
from guyub.finance.savings.domain.terms import DayCount
from guyub.finance.savings.models import Ending, SavingsAccount, TermPeriod
from guyub.finance.savings.selectors.jasa import last_month
from guyub.finance.savings.services.accounts import close_emptied
from guyub.finance.savings.services.deposit_maturity import mature
from guyub.finance.savings.services.deposits import last_period, savings_account, side_of
from guyub.finance.savings.services.holds import put_hold
from guyub.finance.savings.services.jasa import PARTS, end_jasa, recount
from guyub.finance.savings.services.moving import pay_out
from guyub.finance.savings.services.serving import (
    at_counter,
    open_account_of,
    served_member,
    typed_for,
)
from guyub.finance.savings.services.shifting import shift
from guyub.finance.savings.services.till import check_place
from guyub.finance.savings.services.withdrawals import PAYOUT_KIND, THRESHOLD, let_go
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

PAID, BROKEN = "savings.deposit.paid", "savings.deposit.broken"
MEMO_OUT, MEMO_GAP = "Pencairan simpanan berjangka", "Selisih jasa berjangka yang diambil lebih awal"


def take_deposit(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID,
    cash_place_id: UUID | None,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID | None:
    """Pay a deposit out whole and close it, at its day or before. Use-case.

    Before its day the running period earns the lower rate that was agreed for this; what came each month already is set
    off. Above the threshold a second person decides first, and it is held until then.

    Args:
        actor: Who pays it out; not the member.
        place: The own cooperative.
        member_id: Whose.
        account_id: Which deposit.
        cash_place_id: Where the money comes from; None: it goes to the member's simpanan sukarela.
        reason: Why it is taken before its day; of one that has matured none is asked.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The request that waits for a second person; None: it is paid.

    Raises:
        CounterRefusedError: ``member own gone``.
        DepositRefusedError: ``gone held reason``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.

    Source: docs/algorithms/term_deposits.md.
    """

    def work() -> str:
        member = served_member(place=place, member_id=member_id, actor=actor)
        if cash_place_id is not None:
            check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        given: dict[str, Any] = {"place": place, "today": today, "actor": actor}
        given |= {"request_id": request_id, "now": now}
        mature(member=member, account_id=account_id, **given)
        period = last_period(place_id=place.id, member_id=member.id, account_id=account_id)
        account = open_account_of(place=place, member=member, account_id=account_id)
        if account.held_rp:
            raise DepositRefusedError(wrong="held")
        why = "" if period.ending else checked_reason(reason)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        is_large = needs_second_person(account.balance_rp, threshold_rp=threshold_rp)
        if is_large and (cash_place_id is not None or not period.ending):
            return str(
                _asked(place, member, account, period, cash_place_id, why, today, actor, request_id, now)
            )
        _paid(place, member, period, cash_place_id, why, today, actor, request_id, now)
        return ""

    facts = {"member": member_id, "account": account_id, "cash_place": cash_place_id, "reason": reason}
    waits: str = at_counter(
        actor=actor, use_case="take_deposit", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(waits) if waits else None


def carry_out_payout(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Pay out the deposit that a second person agreed to, from the place of who asked. Step of the approval.

    Raises:
        DepositRefusedError: ``till``, ``changed``: it went on or ended since.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    facts = request.facts
    place = Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    cash_place_id = UUID(facts["cash_place"]) if facts["cash_place"] else None
    if facts["is_drawer"]:
        shift_now = open_shift_of(cooperative_id=place.id, person_id=request.requested_by_id)
        if shift_now is None or shift_now.drawer_id != cash_place_id:
            raise DepositRefusedError(wrong="till")
    member = locked_member(cooperative_id=place.id, member_id=UUID(facts["member"]))
    period = last_period(place_id=place.id, member_id=member.id, account_id=UUID(facts["account"]))
    is_over = not period.ending and period.matures_on <= today
    if is_over or (period.no, period.ending) != (facts["no"], facts["ending"]):
        raise DepositRefusedError(wrong="changed")
    let_go(place.id, request.id, actor.person_id, today)
    _paid(place, member, period, cash_place_id, facts["why"], today, actor, request.id, now)


def payout_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:  # noqa: ARG001  the approvals keep it
    """Let go of the deposit whose payment the second person refused. Step of the approval."""
    place = Cooperative.objects.get(id=request.cooperative_id)
    let_go(place.id, request.id, actor.person_id, business_date(now, Zone(place.zone)))


def _paid(
    place: Cooperative,
    member: Member,
    period: TermPeriod,
    cash_place_id: UUID | None,
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> None:
    """Bring what it earned, pay it out whole, close it."""
    account_id = period.account_id
    given: dict[str, Any] = {
        "place": place,
        "today": today,
        "actor": actor,
        "request_id": request_id,
        "now": now,
    }
    if not period.ending:
        _break(member, period, why, **given)
    end_jasa(account_id=account_id, is_emptied=True, part=2 * PARTS, **given)
    account = open_account_of(place=place, member=member, account_id=account_id)
    number = certificate_name(period.year, period.certificate_no)
    act = (
        Act(PAID, {"number": number}, now)
        if period.ending
        else Act(BROKEN, {"number": number, "reason": why}, now)
    )
    if not account.balance_rp:
        record(cooperative_id=place.id, actor=actor, act=act.act, facts=act.facts, now=now)
    elif cash_place_id is None:
        to = savings_account(place_id=place.id, member_id=member.id, on=today)
        shift(
            member_id=member.id,
            giver=side_of(account),
            taker=side_of(open_account_of(place=place, member=member, account_id=to)),
            amount_rp=account.balance_rp,
            on=today,
            memo=MEMO_OUT,
            part=2,
            act=act,
            **given,
        )
    else:
        typed = typed_for(
            member=member,
            account=account,
            amount_rp=account.balance_rp,
            cash_place_id=cash_place_id,
            on=today,
            note=number,
        )
        pay_out(typed=typed, part=2, act=act, **given)
    close_emptied(cooperative_id=place.id, account_id=account_id, on=today)


def _break(
    member: Member,
    period: TermPeriod,
    why: str,
    *,
    place: Cooperative,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> None:
    """End the running period today at its lower rate; months that were booked are counted anew.

    What came each month at the agreed rate goes back out of the simpanan sukarela that got it: the deposit brings it
    there first, so that it is there.
    """
    account = open_account_of(place=place, member=member, account_id=period.account_id)
    mine = SavingsAccount.objects.filter(cooperative_id=place.id, closed_on__isnull=True)
    to = mine.select_related("product").filter(id__in=[period.jasa_to_id] if period.is_monthly else [])
    taker = to.first()
    TermPeriod.objects.filter(cooperative_id=place.id, id=period.id).update(
        until_on=today,
        ppm=period.early_ppm,
        broken_on=today,
        ended_on=today,
        ending=Ending.DIPUTUS.value,
        note=why,
        # What was not paid yet comes with the deposit.
        jasa_to_id=period.jasa_to_id if taker else None,
    )
    last = last_month(cooperative_id=place.id)
    if taker is not None and last is not None:
        gap = early(
            amount_rp=account.balance_rp,
            agreed_ppm=period.agreed_ppm,
            early_ppm=period.early_ppm,
            day_count=DayCount(period.day_count),
            first=period.from_on,
            today=min(add_months(last, 1), today),
        )
        if gap.loss_rp:
            shift(
                place=place,
                member_id=member.id,
                giver=side_of(account),
                taker=side_of(taker),
                amount_rp=min(gap.loss_rp + 1, account.balance_rp),  # each figure is rounded down
                on=today,
                memo=MEMO_GAP,
                today=today,
                actor=actor,
                request_id=request_id,
                now=now,
                part=1,
            )
    recount(
        place=place,
        since=period.from_on,
        accounts=[account.id, *([taker.id] if taker else [])],
        reason="berjangka diambil sebelum jatuh tempo",
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
    )


def _asked(
    place: Cooperative,
    member: Member,
    account: SavingsAccount,
    period: TermPeriod,
    cash_place_id: UUID | None,
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person, and hold the deposit until then."""
    put_hold(
        cooperative_id=place.id,
        account_id=account.id,
        amount_rp=account.balance_rp,
        reason="menunggu persetujuan pencairan",
        person_id=actor.person_id,
        on=today,
        source_kind=PAYOUT_KIND,
        source_id=request_id,
    )
    shift_now = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    asked = ask(
        actor=actor,
        kind=PAYOUT_KIND,
        facts={
            "member": str(member.id),
            "name": member.file.name,
            "account": str(account.id),
            "number": certificate_name(period.year, period.certificate_no),
            "no": period.no,
            "ending": period.ending,
            "product": account.product.name,
            "amount": rupiah(account.balance_rp),
            "cash_place": str(cash_place_id) if cash_place_id else "",
            "is_drawer": shift_now is not None and shift_now.drawer_id == cash_place_id,
            "why": why,
        },
        reason=why or "Pencairan simpanan berjangka",
        now=now,
        request_id=request_id,
        concerns=member.person_id,
        amount_rp=account.balance_rp,
    )
    return asked.id
