"""Claims: filed by whoever paid, approved by another, booked, paid back, undone."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.claims import (
    LIVE,
    LONGEST_REASON,
    ClaimRefusedError,
    check_claim,
    claim_number,
)
from guyub.books.treasury.models import Claim
from guyub.books.treasury.selectors.claims import (
    CLAIM_KIND,
    LARGE_KIND,
    is_asked_to_pay,
    standing,
)
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.services.booking import Booked, EventTyped, book_event, take_back_event
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.kernel.models import StoredFile

BOOKED = "klaim.catat"
SOURCE, RECEIPT_KIND = "treasury.claim", "NOTA_KLAIM"
THRESHOLD = "otorisasi.ambang"
Document = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTyped:
    """A claim as the person who paid tells it; ``is_another`` says that it is no repetition of a like one."""

    spent_on: date
    choice: str
    amount_rp: int
    note: str = ""
    no_receipt_why: str = ""
    is_another: bool = False


def file_claim(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ClaimTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    receipt: Document | None = None,
) -> UUID:
    """Ask for the money that one paid for the cooperative. Use-case.

    Another person is asked to approve it, two where it is above ``otorisasi.ambang``; nobody approves an own claim.
    What the books would refuse is refused before anybody is asked.

    Args:
        actor: Who paid; the claim is theirs.
        place: The cooperative.
        typed: What was paid.
        today: The business date.
        request_id: Made once per intention; the request for a second person bears it.
        now: The moment, aware.
        receipt: Name and content of its picture; kept private.

    Returns:
        The claim's id.

    Raises:
        ClaimRefusedError: ``choice amount day note receipt same_receipt twice``.
        EntryRefusedError: The books refuse it.
        FileRefusedError: The picture is not kept.

    Source: docs/regulations.md, second person.
    """
    note, why = " ".join(typed.note.split()), " ".join(typed.no_receipt_why.split())
    check_claim(
        spent_on=typed.spent_on,
        today=today,
        amount_rp=typed.amount_rp,
        choice=typed.choice,
        choices=kinds()[BOOKED].choices,
        note=note,
        has_receipt=receipt is not None,
        no_receipt_why=why,
    )
    digest = hashlib.sha256(receipt[1]).hexdigest() if receipt else ""

    def work() -> str:
        claim = _new(actor, place, typed, today=today, now=now)
        claim.note, claim.no_receipt_why = note, "" if receipt else why
        rehearse(lambda: _book(place, claim, actor, request_id=request_id, today=today, now=now))
        # The counter is locked from here on: two who file at once see each other's receipt.
        claim.number = next_number(cooperative_id=place.id, series="treasury.claim", year=today.year)
        claim.receipt = _stored(place, claim, receipt, now) if receipt else None
        _refuse_repeated(claim, is_another=typed.is_another, now=now)
        claim.approval = _ask_for(actor, claim, today=today, request_id=request_id, now=now)
        claim.save(force_insert=True)
        return str(claim.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.CLAIM,
            request_id=request_id,
            use_case="treasury.file_claim",
            facts=asdict(typed) | {"receipt": digest},
            now=now,
            work=work,
        )
    )


def _new(actor: Actor, place: Cooperative, typed: ClaimTyped, *, today: date, now: datetime) -> Claim:
    return Claim(
        id=uuid7(),
        cooperative_id=place.id,
        year=today.year,
        person_id=actor.person_id,
        spent_on=typed.spent_on,
        choice=typed.choice,
        amount_rp=typed.amount_rp,
        filed_at=now,
    )


def carry_out_claim(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Book an approved claim: the expense, and what is owed to who paid. Step of the last approval.

    The one who approved posts it: who claims has no right to.

    Raises:
        EntryRefusedError: The books refuse it meanwhile; the request stays open.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    claims = Claim.objects.select_for_update(no_key=True).filter(cooperative_id=place.id)
    claim = claims.get(approval_id=request.id)
    today = business_date(now, Zone(place.zone))
    booked = _book(place, claim, actor, request_id=request.id, today=today, now=now)
    claims.filter(id=claim.id).update(booked_id=booked.event_id)


def take_back_claim(
    *,
    actor: Actor,
    place: Cooperative,
    claim_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take an approved claim out of the books again, before it is paid. Use-case.

    Args: as of ``undo_repayment``.

    Raises:
        ClaimRefusedError: ``reason``; ``gone`` (not booked, or taken back already), ``paid``, ``waiting``.
        EntryRefusedError: The books refuse it.
    """
    why = reason_checked(reason)

    def work() -> None:
        claim = claims_locked(place).filter(id=claim_id).first()
        if claim is None or claim.booked is None or claim.taken_back_id:
            raise ClaimRefusedError(wrong="gone")
        if claim.paid_id:
            raise ClaimRefusedError(wrong="paid")
        if is_asked_to_pay(claim, now):
            raise ClaimRefusedError(wrong="waiting")
        back = take_back_event(
            place=place,
            event=claim.booked,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("treasury.claim.taken_back", {"number": str(claim), "reason": why}, now),
        )
        these_claims(place, [claim]).update(taken_back_id=back.event_id)

    keep_claims_once(
        actor=actor,
        use_case="treasury.take_back_claim",
        claim_id=claim_id,
        reason=reason,
        request_id=request_id,
        now=now,
        work=work,
    )


def keep_claims_once(
    *,
    actor: Actor,
    use_case: str,
    claim_id: UUID,
    reason: str,
    request_id: UUID,
    now: datetime,
    work: Callable[[], None],
) -> None:
    """Do one act of the treasurer on a claim, or nothing where it was done before."""
    act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case=use_case,
        facts={"claim": claim_id, "reason": reason},
        now=now,
        work=work,
    )


def reason_checked(reason: str) -> str:
    """Take spare spaces from a reason.

    Raises:
        ClaimRefusedError: ``reason``: none, or longer than 60 characters.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise ClaimRefusedError(wrong="reason")
    return why


def rehearse(book: Callable[[], Booked]) -> None:
    """Let the books judge without keeping it: whoever is asked should not be asked in vain."""
    before = transaction.savepoint()
    book()
    transaction.savepoint_rollback(before)


def _refuse_repeated(claim: Claim, *, is_another: bool, now: datetime) -> None:
    """Refuse a receipt that came before (its small copy tells), and a like claim that nobody says is another one."""
    digest = claim.receipt.sha256 if claim.receipt else ""
    like = Q(person_id=claim.person_id, spent_on=claim.spent_on, amount_rp=claim.amount_rp)
    rows = Claim.objects.filter(like | Q(receipt__sha256=digest), cooperative_id=claim.cooperative_id)
    for held in rows.select_related("approval", "receipt").order_by("filed_at", "id"):
        if standing(held, now) not in LIVE:
            continue
        if digest and held.receipt and held.receipt.sha256 == digest:
            raise ClaimRefusedError(wrong="same_receipt", number=str(held))
        if not is_another:
            raise ClaimRefusedError(wrong="twice", number=str(held))


def _stored(place: Cooperative, claim: Claim, receipt: Document, now: datetime) -> StoredFile:
    return store_photo(
        cooperative_id=place.id,
        content=receipt[1],
        original_name=receipt[0],
        kind=RECEIPT_KIND,
        title=str(claim),
        issued_on=claim.spent_on,
        now=now,
    )


def _ask_for(actor: Actor, claim: Claim, *, today: date, request_id: UUID, now: datetime) -> ApprovalRequest:
    """Ask one other person, or two above the threshold."""
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=claim.cooperative_id, on=today))
    is_large = needs_second_person(claim.amount_rp, threshold_rp=threshold_rp)
    return ask(
        actor=actor,
        kind=LARGE_KIND if is_large else CLAIM_KIND,
        facts={
            "number": str(claim),
            "what": claim.choice,
            "amount": rupiah(claim.amount_rp),
            "on": day(claim.spent_on),
            "note": claim.note,
            "receipt": "ada, buka dari Klaim nota"
            if claim.receipt_id
            else f"tidak ada: {claim.no_receipt_why}",
        },
        reason=claim.note,
        request_id=request_id,
        amount_rp=claim.amount_rp,
        now=now,
    )


def _book(
    place: Cooperative, claim: Claim, actor: Actor, *, request_id: UUID, today: date, now: datetime
) -> Booked:
    typed = EventTyped(
        kind=BOOKED,
        happened_on=claim.spent_on,
        amounts={"jumlah": claim.amount_rp},
        choice=claim.choice,
        note=claim_number(claim.year, claim.number or 0),
        file_id=claim.receipt_id,
        source_kind=SOURCE,
        source_id=claim.id,
    )
    return book_event(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, is_late=True
    )


def claims_locked(place: Cooperative) -> QuerySet[Claim]:
    """Lock claims in one order: two who pay or take back at the same moment take turns."""
    rows = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(cooperative_id=place.id)
    return rows.select_related("person", "approval", "booked", "repayment").order_by("id")


def these_claims(place: Cooperative, claims: Sequence[Claim]) -> QuerySet[Claim]:
    """Give the rows of claims that are locked already, to write what came of them."""
    return Claim.objects.filter(cooperative_id=place.id, id__in=[claim.id for claim in claims])
