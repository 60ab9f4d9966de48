"""Paying from a fund: a benefit by its rule, or for a purpose; against the rule only by a decision."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.funds import (
    LONGEST_NAME,
    LONGEST_PURPOSE,
    FundRefusedError,
    FundUse,
    Movement,
    breach_of,
    check_stay,
    key_of,
    rule_on,
)
from guyub.books.treasury.models import FundPayout
from guyub.books.treasury.services.fund_steps import (
    decision_number,
    fund_locked,
    keep_funds_once,
    move_by_event,
    rules_in,
)
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.models import Fund
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative, StoredFile

PROOF_KIND = "BUKTI_DANA"
Document = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutTyped:
    """A payment as the fund's keeper tells it.

    Args:
        paid_on: The day of the payment.
        amount_rp: Whole rupiah.
        cash_place_id: Where the money comes from.
        benefit: Which benefit, of a fund that has them.
        beneficiary: Who got it; of a benefit never shown but to the keeper.
        member_id: Of the register of members, where it is known.
        since: First day of the visit or the stay.
        until: Its last day, inside; None: the first.
        purpose: What for, of a fund without benefits.
        decision_id: The decision that allows it, where the rule alone does not.
        no_proof_why: Why there is no picture.
    """

    paid_on: date
    amount_rp: int
    cash_place_id: UUID
    benefit: str = ""
    beneficiary: str = ""
    member_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    purpose: str = ""
    decision_id: UUID | None = None
    no_proof_why: str = ""


def pay_out(
    *,
    actor: Actor,
    place: Cooperative,
    fund_id: UUID,
    typed: PayoutTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    proof: Document | None = None,
) -> UUID:
    """Pay from a fund: a benefit by the rule of the first day of the stay, or for a purpose. Use-case.

    Against the rule only a decision allows it, which is shown with the payment for ever. Twice for one day of a stay
    nobody is paid, decision or not. Who got a benefit stands neither in the journal nor in the trail.

    Args:
        actor: Who pays.
        place: Whose.
        fund_id: Which fund.
        typed: What is paid, to whom, what for.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        proof: Name and content of its picture; kept private, for the fund's keeper alone.

    Returns:
        The movement's id.

    Raises:
        FundRefusedError: See its fact ``wrong``.
        EventRefusedError, EntryRefusedError: The cash place or the books refuse it.
    """
    typed = _trimmed(typed, has_proof=proof is not None)

    def work() -> str:
        fund = fund_locked(place, fund_id)  # stays and times a year are counted while nobody else pays
        payout = FundPayout(
            cooperative_id=place.id, fund=fund, no_proof_why="" if proof else typed.no_proof_why
        )
        is_benefit = fund.use == FundUse.SANTUNAN
        if is_benefit:
            _grant(fund, payout, typed, today=today)
        else:
            _purpose(payout, typed)
        payout.proof = _stored(place, proof, now) if proof else None
        payout.movement_id = move_by_event(
            fund,
            Movement.PEMBAYARAN,
            -typed.amount_rp,
            on=typed.paid_on,
            cash_place_id=typed.cash_place_id,
            who="" if is_benefit else typed.beneficiary,
            file_id=None if is_benefit else payout.proof_id,
            place=place,
            actor=actor,
            request_id=request_id,
            today=today,
            now=now,
            act=Act("treasury.fund.paid", _said(place, fund, payout, typed), now),
        )
        payout.save(force_insert=True)
        return str(payout.movement_id)

    digest = hashlib.sha256(proof[1]).hexdigest() if proof else None
    facts = asdict(typed) | {"fund": fund_id, "proof": digest}
    done = keep_funds_once(
        actor=actor, use_case="treasury.pay_fund", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def _trimmed(typed: PayoutTyped, *, has_proof: bool) -> PayoutTyped:
    """Take spare spaces from the words, and check what can be checked without the fund."""
    benefit, beneficiary, purpose, why = (
        " ".join(text.split())
        for text in (typed.benefit, typed.beneficiary, typed.purpose, typed.no_proof_why)
    )
    if not 1 <= typed.amount_rp <= MOST_RP:
        raise FundRefusedError(wrong="pay")
    if len(benefit) > LONGEST_NAME:
        raise FundRefusedError(wrong="benefit")
    if len(beneficiary) > LONGEST_NAME:
        raise FundRefusedError(wrong="who")
    if len(purpose) > LONGEST_PURPOSE:
        raise FundRefusedError(wrong="purpose")
    if len(why) > LONGEST_PURPOSE or not (has_proof or why):
        raise FundRefusedError(wrong="proof")
    return replace(typed, benefit=benefit, beneficiary=beneficiary, purpose=purpose, no_proof_why=why)


def _grant(fund: Fund, payout: FundPayout, typed: PayoutTyped, *, today: date) -> None:
    """Fill in a benefit, and refuse what the rule and no decision allows."""
    if not typed.benefit:
        raise FundRefusedError(wrong="benefit")
    if not typed.beneficiary:
        raise FundRefusedError(wrong="who")
    if typed.since is None:
        raise FundRefusedError(wrong="stay")
    since, until = typed.since, typed.until or typed.since
    check_stay(since=since, until=until, today=today)
    key = str(typed.member_id) if typed.member_id else key_of(typed.beneficiary)
    held = FundPayout.objects.filter(
        cooperative_id=fund.cooperative_id, fund=fund, beneficiary_key=key, benefit=typed.benefit, undone=None
    )
    if held.filter(since__lte=until, until__gte=since).exists():
        raise FundRefusedError(wrong="again")
    breach = breach_of(
        rule_on(rules_in(fund), since),
        benefit=typed.benefit,
        amount_rp=typed.amount_rp,
        times_before=held.filter(since__year=since.year).count(),
    )
    if breach and not typed.decision_id:
        raise breach
    payout.benefit, payout.beneficiary, payout.beneficiary_key = typed.benefit, typed.beneficiary, key
    payout.member_id, payout.since, payout.until = typed.member_id, since, until
    payout.decision_id = typed.decision_id if breach else None


def _purpose(payout: FundPayout, typed: PayoutTyped) -> None:
    if not typed.purpose:
        raise FundRefusedError(wrong="purpose")
    payout.purpose, payout.beneficiary = typed.purpose, typed.beneficiary
    payout.decision_id = typed.decision_id


def _said(place: Cooperative, fund: Fund, payout: FundPayout, typed: PayoutTyped) -> dict[str, str]:
    """Give what the trail says of a payment: the fund, the amount, the decision; nobody's name."""
    number = decision_number(place, payout.decision_id) if payout.decision_id else ""
    return {
        "name": fund.name,
        "amount": rupiah(typed.amount_rp),
        "decided": f", dengan keputusan {number}" if number else "",
    }


def _stored(place: Cooperative, proof: Document, now: datetime) -> StoredFile:
    return store_photo(
        cooperative_id=place.id,
        content=proof[1],
        original_name=proof[0],
        kind=PROOF_KIND,
        title="Bukti pembayaran dana",
        now=now,
    )
