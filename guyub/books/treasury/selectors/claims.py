"""Claims as their pages, the inbox and the home page show them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q, Sum

from guyub.books.treasury.domain.claims import ClaimState, claim_number, state_of
from guyub.books.treasury.models import Claim
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

CLAIM_KIND, LARGE_KIND, REPAYMENT_KIND = "treasury.claim", "treasury.claim_large", "treasury.claim_repayment"
ACCOUNT = "2.1.04"  # what the cooperative owes to who paid for it
# Approved, and the money not given back yet: what stands on that account.
OWED = Q(booked__isnull=False, paid__isnull=True, taken_back__isnull=True)


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """One claim; ``asks_to_pay`` where a second person was asked to pay it and has not answered."""

    id: UUID
    name: str
    person_id: UUID
    person: str
    spent_on: date
    choice: str
    amount_rp: int
    note: str
    no_receipt_why: str
    has_receipt: bool
    filed_at: datetime
    state: ClaimState
    approval_id: UUID
    booked_entry_id: UUID | None
    paid_entry_id: UUID | None
    paid_on: date | None
    back_entry_id: UUID | None
    asks_to_pay: UUID | None


@dataclass(frozen=True, slots=True)
class PersonClaims(Row):
    """What one person has open: all of it, and what is approved and may be paid."""

    person_id: UUID
    person: str
    claims: tuple[ClaimRow, ...]

    @property
    def open_rp(self) -> int:
        """Whole rupiah, approved or not."""
        return sum(claim.amount_rp for claim in self.claims)

    @property
    def owed_rp(self) -> int:
        """Whole rupiah that are approved."""
        return sum(claim.amount_rp for claim in self.claims if claim.state is ClaimState.DISETUJUI)

    @property
    def can_be_paid(self) -> bool:
        """True where something is approved and nobody was asked to pay it."""
        return any(claim.state is ClaimState.DISETUJUI and not claim.asks_to_pay for claim in self.claims)


@dataclass(frozen=True, slots=True)
class ClaimsWaiting(Row):
    """What waits: for a decision, for the money, and of one person's own; whole rupiah and counts."""

    to_decide: int
    to_decide_rp: int
    to_pay: int
    to_pay_rp: int
    own: int
    own_rp: int
    oldest_on: date | None

    @property
    def open_rp(self) -> int:
        """Everything that is open."""
        return self.to_decide_rp + self.to_pay_rp


def asked_at(now: datetime) -> Q:
    """Find the claims that wait for a decision; after its time a request may not be decided any more."""
    return Q(approval__state=State.PENDING.value, approval__expires_at__gt=now)


def open_at(now: datetime) -> Q:
    """Find the claims that wait for a decision or for the money."""
    return OWED | asked_at(now)


def claims_waiting(*, cooperative_id: int, person_id: UUID, now: datetime) -> ClaimsWaiting:
    """Count what waits in a cooperative and for one person. Needs its scope; one query.

    ``to_decide`` holds the claims of others alone: nobody decides an own one.
    """
    asked, mine = asked_at(now), Q(person_id=person_id)
    found = Claim.objects.filter(open_at(now), cooperative_id=cooperative_id).aggregate(
        to_decide=Count("id", filter=asked & ~mine),
        to_decide_rp=Sum("amount_rp", filter=asked & ~mine, default=0),
        to_pay=Count("id", filter=OWED),
        to_pay_rp=Sum("amount_rp", filter=OWED, default=0),
        own=Count("id", filter=mine),
        own_rp=Sum("amount_rp", filter=mine, default=0),
        oldest_on=Min("spent_on"),
    )
    return ClaimsWaiting(**found)


def open_claims(*, cooperative_id: int, now: datetime, person_id: UUID | None = None) -> list[PersonClaims]:
    """List what is open, person by person, the oldest first; of one person alone where one is named. One query."""
    rows = _rows(
        _of(cooperative_id, person_id)
        .filter(open_at(now))
        .order_by("person__name", "person_id", "spent_on", "id"),
        now,
    )
    return [
        PersonClaims(person_id, name, tuple(claims))
        for (person_id, name), claims in groupby(rows, lambda row: (row.person_id, row.person))
    ]


def closed_claims(
    *, cooperative_id: int, now: datetime, person_id: UUID | None = None, most: int = 30
) -> list[ClaimRow]:
    """List what is paid, rejected, withdrawn, expired or taken back, the newest first. One query."""
    rows = _of(cooperative_id, person_id).exclude(open_at(now)).order_by("-filed_at", "-id")
    return _rows(rows[:most], now)


def one_claim(
    *, cooperative_id: int, claim_id: UUID, now: datetime, person_id: UUID | None = None
) -> ClaimRow | None:
    """Find one claim; of one person alone where one is named. One query."""
    return next(iter(_rows(_of(cooperative_id, person_id).filter(id=claim_id), now)), None)


def receipt_of(*, cooperative_id: int, claim_id: UUID, person_id: UUID | None = None) -> StoredFile | None:
    """Give the picture of a claim's receipt; of one person's claim alone where one is named."""
    receipt = _of(cooperative_id, person_id).filter(id=claim_id).values("receipt_id")
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=receipt).first()


def claim_details(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what the one who decides should see of a claim."""
    return [("Tanggal nota", facts["on"]), ("Catatan", facts["note"] or "–"), ("Nota", facts["receipt"])]


def _of(cooperative_id: int, person_id: UUID | None) -> Any:
    mine = Claim.objects.filter(cooperative_id=cooperative_id)
    if person_id:
        mine = mine.filter(person_id=person_id)
    return mine.select_related("person", "approval", "booked", "paid", "taken_back", "repayment")


def _rows(claims: Iterable[Claim], now: datetime) -> list[ClaimRow]:
    return [
        ClaimRow(
            claim.id,
            claim_number(claim.year, claim.number),
            claim.person_id,
            claim.person.name,
            claim.spent_on,
            claim.choice,
            claim.amount_rp,
            claim.note,
            claim.no_receipt_why,
            claim.receipt_id is not None,
            claim.filed_at,
            standing(claim, now),
            claim.approval_id,
            claim.booked.entry_id if claim.booked else None,
            claim.paid.entry_id if claim.paid else None,
            claim.paid.happened_on if claim.paid else None,
            claim.taken_back.entry_id if claim.taken_back else None,
            claim.repayment_id if is_asked_to_pay(claim, now) else None,
        )
        for claim in claims
    ]


def standing(claim: Claim, now: datetime) -> ClaimState:
    """Tell where a claim stands; its approval must be read already or is one query."""
    approval = State(claim.approval.state)
    if approval is State.PENDING and now >= claim.approval.expires_at:
        approval = State.EXPIRED
    return state_of(
        approval, is_paid=claim.paid_id is not None, is_taken_back=claim.taken_back_id is not None
    )


def is_asked_to_pay(claim: Claim, now: datetime) -> bool:
    """Tell whether a second person was asked to pay a claim and may still answer."""
    asked = claim.repayment
    return asked is not None and asked.state == State.PENDING.value and now < asked.expires_at
