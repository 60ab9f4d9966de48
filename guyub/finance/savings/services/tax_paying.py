"""Paying the tax on jasa to the state, and taking a payment back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.holding import hold_accounts
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.savings.domain.tax import KAP, KJS, JasaTaxRefusedError, checked_ntpn
from guyub.finance.savings.models import TaxPayment
from guyub.finance.savings.selectors.tax import duty_of_month
from guyub.finance.savings.services.moving import CONTEXT
from guyub.finance.savings.services.tax import require_posted
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date, month_end
from guyub.foundation.kernel.formats import MONTHS, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

TAX_KIND = "savings.jasa_tax"
EVENT, SOURCE = "pajak.jasa_simpanan", "savings.tax"
THRESHOLD = "otorisasi.ambang"
LONGEST_REASON = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTyped:
    """A payment as the treasurer tells it.

    Args:
        month: Of the tax; its first day.
        amount_rp: Whole rupiah, as it was shown: everything that is missing of the month.
        paid_on: The day of the payment.
        ntpn: The state's number of it.
        cash_place_id: Where the money came from.
    """

    month: date
    amount_rp: int
    paid_on: date
    ntpn: str
    cash_place_id: UUID | None

    @property
    def words(self) -> str:
        """``Oktober 2026``."""
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"


@dataclass(frozen=True, slots=True)
class TaxPaid:
    """What became of it: the number of the voucher, or the request that waits for a second person."""

    number: str
    approval_id: UUID | None


def pay_tax(
    *, actor: Actor, place: Cooperative, typed: TaxTyped, today: date, request_id: UUID, now: datetime
) -> TaxPaid:
    """Book the payment of a month's tax on jasa; above the threshold ask a second person first. Use-case.

    Args:
        actor: The treasurer.
        place: The own cooperative.
        typed: What was paid.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        JasaTaxRefusedError: ``unposted changed paid day ntpn again``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/regulations.md#pajak-jasa.
    """
    ntpn = checked_ntpn(typed.ntpn)

    def work() -> dict[str, str]:
        check_place(actor=actor, place=place, cash_place_id=typed.cash_place_id)
        _check(place, typed, ntpn, today)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if needs_second_person(typed.amount_rp, threshold_rp=threshold_rp):
            asked = ask(
                actor=actor,
                kind=TAX_KIND,
                facts=_plain(typed, ntpn),
                reason="Pajak jasa",
                now=now,
                request_id=request_id,
                amount_rp=typed.amount_rp,
            )
            return {"number": "", "waits": str(asked.id)}
        number = _book(place, typed, ntpn, actor.person_id, today, actor, request_id, now, part=0)
        return {"number": number, "waits": ""}

    done: dict[str, str] = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.pay_tax",
        facts=_plain(typed, ntpn),
        now=now,
        work=work,
    )
    return TaxPaid(done["number"], UUID(done["waits"]) if done["waits"] else None)


def carry_out_tax(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Book the payment that a second person agreed to. Step of the approval.

    Raises:
        JasaTaxRefusedError: The tax was counted anew or paid meanwhile.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    typed = TaxTyped(
        month=date.fromisoformat(facts["month"]),
        amount_rp=facts["amount_rp"],
        paid_on=date.fromisoformat(facts["paid_on"]),
        ntpn=facts["ntpn"],
        cash_place_id=UUID(facts["cash_place"]),
    )
    _check(place, typed, typed.ntpn, today)
    _book(place, typed, typed.ntpn, request.requested_by_id, today, actor, request.id, now, part=1)


def take_back_tax(
    *,
    actor: Actor,
    place: Cooperative,
    payment_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Take a payment back, whole, today: it was written down wrongly. Use-case.

    Returns:
        The number of the voucher.

    Raises:
        JasaTaxRefusedError: ``gone reason``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise JasaTaxRefusedError(wrong="reason")

    def work() -> str:
        hold_accounts(cooperative_id=place.id, codes=())
        mine = TaxPayment.objects.filter(cooperative_id=place.id)
        row = mine.select_related("event").filter(id=payment_id, undoes__isnull=True).first()
        if row is None or mine.filter(undoes_id=payment_id).exists():
            raise JasaTaxRefusedError(wrong="gone")
        words = f"{MONTHS[row.month.month - 1]} {row.month.year}"
        act = Act("savings.tax.taken_back", {"month": words, "reason": why}, now)
        back = take_back_event(
            place=place,
            event=row.event,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=act,
            context=CONTEXT,
        )
        TaxPayment.objects.create(
            cooperative_id=place.id,
            month=row.month,
            amount_rp=-row.amount_rp,
            paid_on=today,
            ntpn=row.ntpn,
            event_id=back.event_id,
            undoes_id=row.id,
            person_id=actor.person_id,
            recorded_at=now,
        )
        return back.posted.name

    done: str = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.take_back_tax",
        facts={"payment": payment_id, "reason": why},
        now=now,
        work=work,
    )
    return done


def _check(place: Cooperative, typed: TaxTyped, ntpn: str, today: date) -> None:
    """Refuse what does not fit, while nobody else posts."""
    hold_accounts(cooperative_id=place.id, codes=())
    require_posted(cooperative_id=place.id, month=typed.month)
    if not month_end(typed.month) < typed.paid_on <= today:
        raise JasaTaxRefusedError(wrong="day")
    missing_rp = duty_of_month(cooperative_id=place.id, month=typed.month, on=today).missing_rp
    if missing_rp <= 0:
        raise JasaTaxRefusedError(wrong="paid")
    if typed.amount_rp != missing_rp:
        raise JasaTaxRefusedError(wrong="changed", missing_rp=missing_rp)
    mine = TaxPayment.objects.filter(cooperative_id=place.id)
    undone = mine.filter(undoes__isnull=False).values("undoes_id")
    if mine.filter(ntpn=ntpn, undoes__isnull=True).exclude(id__in=undone).exists():
        raise JasaTaxRefusedError(wrong="again")


def _book(
    place: Cooperative,
    typed: TaxTyped,
    ntpn: str,
    person_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> str:
    """Post the event and keep the payment."""
    facts = {"month": typed.words, "amount": rupiah(typed.amount_rp)}
    event = EventTyped(
        kind=EVENT,
        happened_on=typed.paid_on,
        amounts={"jumlah": typed.amount_rp},
        cash_place_id=typed.cash_place_id,
        who="Kas negara",
        note=f"{typed.words}, KAP {KAP} KJS {KJS}, NTPN {ntpn}",
        source_kind=SOURCE,
    )
    booked = book_event(
        place=place,
        typed=event,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
        act=Act("savings.tax.paid", facts, now) if part == 0 else None,
        context=CONTEXT,
    )
    TaxPayment.objects.create(
        cooperative_id=place.id,
        month=typed.month,
        amount_rp=typed.amount_rp,
        paid_on=typed.paid_on,
        ntpn=ntpn,
        event_id=booked.event_id,
        person_id=person_id,
        recorded_at=now,
    )
    return booked.posted.name


def _plain(typed: TaxTyped, ntpn: str) -> dict[str, Any]:
    """What was typed, as facts: the request for a second person says them."""
    return {
        "month": typed.month.isoformat(),
        "month_words": typed.words,
        "amount_rp": typed.amount_rp,
        "amount": rupiah(typed.amount_rp),
        "paid_on": typed.paid_on.isoformat(),
        "ntpn": ntpn,
        "cash_place": str(typed.cash_place_id),
    }
