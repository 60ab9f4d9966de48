"""What secures a loan, as its page and its papers show it, and what is missing before it may be paid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.groups import seated_people
from guyub.finance.loans.domain.securities import PLEDGE_WORDS, Pledge, missing_security
from guyub.finance.loans.models import (
    Collateral,
    Guarantee,
    GuaranteeCall,
    GuarantorRepayment,
    Loan,
    LoanEvent,
)
from guyub.finance.savings.selectors.movements import movement_undone
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, joined

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.models import StoredFile


@dataclass(frozen=True, slots=True)
class GuaranteeRow(Row):
    """One surety; whole rupiah. ``account`` is "" for the word alone.

    ``paid_rp`` is what its savings paid for the borrower, ``back_rp`` what of it came back.
    """

    guarantee_id: UUID
    member_id: UUID
    person_id: UUID
    name: str
    number: str
    amount_rp: int
    account: str
    held_rp: int
    signed_on: date
    released_on: date | None
    paid_rp: int
    back_rp: int

    @property
    def owed_rp(self) -> int:
        """What the borrower owes the guarantor."""
        return self.paid_rp - self.back_rp

    @property
    def is_live(self) -> bool:
        """It was not let go."""
        return self.released_on is None


@dataclass(frozen=True, slots=True)
class CollateralRow(Row):
    """One thing in keeping, or that was; whole rupiah, ``share_ppm`` in millionths."""

    collateral_id: UUID
    kind: Pledge
    thing: str
    paper_no: str
    owner: str
    value_rp: int
    share_ppm: int
    counted_rp: int
    has_photo: bool
    kept_at: str
    received_on: date
    received_by: str
    returned_on: date | None
    returned_to: str
    returned_by: str

    @property
    def kind_words(self) -> str:
        """What people call it."""
        return PLEDGE_WORDS[self.kind]

    @property
    def is_kept(self) -> bool:
        """It was not given back."""
        return self.returned_on is None


@dataclass(frozen=True, slots=True)
class Securities(Row):
    """All that secures a loan, and what is missing before it may be paid out: of which kind, above which amount."""

    guarantees: tuple[GuaranteeRow, ...]
    things: tuple[CollateralRow, ...]
    missing: tuple[str, int] | None

    @property
    def owed_rp(self) -> int:
        """What the borrower owes guarantors, whole rupiah."""
        return sum(row.owed_rp for row in self.guarantees)

    @property
    def live(self) -> list[GuaranteeRow]:
        """Who stands surety now."""
        return [row for row in self.guarantees if row.is_live]

    @property
    def kept(self) -> list[CollateralRow]:
        """What is in keeping now."""
        return [row for row in self.things if row.is_kept]


def missing_inquiry(*, cooperative_id: int, loan_id: UUID) -> Inquiry[tuple[str, int] | None]:
    """Ask what a loan still needs before it may be paid out: ``guarantor`` or ``collateral``; None: nothing."""

    def read(
        loans: list[tuple[int, int | None, int | None]], sureties: list[Any], things: list[Any]
    ) -> tuple[str, int] | None:
        if not loans:
            return None
        principal_rp, guarantor_above_rp, collateral_above_rp = loans[0]
        return missing_security(
            principal_rp=principal_rp,
            guarantor_above_rp=guarantor_above_rp,
            collateral_above_rp=collateral_above_rp,
            guarantors=len(sureties),
            things=len(things),
        )

    return joined(
        Inquiry.kept(_limits, cooperative_id, loan_id, read=list),
        Inquiry.kept(_live_ids, cooperative_id, loan_id, read=list),
        Inquiry.kept(_kept_ids, cooperative_id, loan_id, read=list),
        read=read,
    )


def securities_inquiry(*, cooperative_id: int, loan_id: UUID) -> Inquiry[Securities]:
    """Ask for all that secures a loan, what was let go and given back too."""
    return joined(
        Inquiry.of(
            _sureties(cooperative_id, loan_id), read=lambda rows: tuple(_surety(*row) for row in rows)
        ),
        Inquiry.of(_things(cooperative_id, loan_id), read=lambda rows: tuple(_thing(*row) for row in rows)),
        missing_inquiry(cooperative_id=cooperative_id, loan_id=loan_id),
        read=Securities,
    )


def who_answers(loan: Loan) -> set[UUID]:
    """Give the persons who would pay for a loan and so decide nothing about it: guarantors, those in its group.

    At most two queries.
    """
    rows = Guarantee.objects.filter(cooperative_id=loan.cooperative_id, loan_id=loan.id)
    found = set(rows.filter(released_on__isnull=True).values_list("member__person_id", flat=True))
    if loan.group_id is not None:
        mates = seated_people(cooperative_id=loan.cooperative_id, group_id=loan.group_id)
        found |= {one.person_id for one in mates}
    return found


def collateral_photo(*, cooperative_id: int, loan_id: UUID, collateral_id: UUID) -> StoredFile | None:
    """Find the picture of a thing; None: there is none. One query."""
    rows = Collateral.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id, id=collateral_id)
    row = rows.select_related("photo").first()
    return row.photo if row else None


def standing_calls(cooperative_id: int) -> QuerySet[GuaranteeCall]:
    """Give the calls whose payment stands: what was taken back is owed to nobody."""
    undoing = LoanEvent.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("event_id"))
    return GuaranteeCall.objects.filter(~Exists(undoing), cooperative_id=cooperative_id)


def standing_repayments(cooperative_id: int) -> QuerySet[GuarantorRepayment]:
    """Give what came back and was not taken back since: whoever takes the guarantor's deposit back takes this."""
    undone = movement_undone(cooperative_id=cooperative_id, movement=OuterRef("movement_id"))
    return GuarantorRepayment.objects.filter(~undone, cooperative_id=cooperative_id)


def guarantees_owed(cooperative_id: int) -> Any:
    """Give guarantees with what their savings paid (``paid``) and what of it came back (``back``)."""
    paid, back = (
        Coalesce(
            Subquery(
                rows.filter(guarantee_id=OuterRef("id"))
                .values("guarantee_id")
                .annotate(rp=Sum("amount_rp"))
                .values("rp")
            ),
            0,
        )
        for rows in (standing_calls(cooperative_id), standing_repayments(cooperative_id))
    )
    return Guarantee.objects.filter(cooperative_id=cooperative_id).annotate(paid=paid, back=back)


def _limits(cooperative_id: int, loan_id: UUID) -> QuerySet[Loan, Any]:
    rows = Loan.objects.filter(cooperative_id=cooperative_id, id=loan_id)
    return rows.values_list("principal_rp", "terms__guarantor_above_rp", "terms__collateral_above_rp")


def _live_ids(cooperative_id: int, loan_id: UUID) -> QuerySet[Guarantee, Any]:
    rows = Guarantee.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id, released_on__isnull=True)
    return rows.values_list("id")


def _kept_ids(cooperative_id: int, loan_id: UUID) -> QuerySet[Collateral, Any]:
    rows = Collateral.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id, returned_on__isnull=True)
    return rows.values_list("id")


def _sureties(cooperative_id: int, loan_id: UUID) -> QuerySet[Guarantee, Any]:
    rows: QuerySet[Guarantee, Any] = guarantees_owed(cooperative_id).filter(loan_id=loan_id)
    names = (
        "id", "member_id", "member__person_id", "member__file__name", "member__number", "amount_rp",
        "account__product__name", "hold__amount_rp", "signed_on", "released_on",
    )  # fmt: skip
    return rows.order_by("signed_on", "id").values_list(*names, "paid", "back")


def _surety(
    id_: UUID,
    member_id: UUID,
    person_id: UUID,
    name: str,
    number: int | None,
    amount_rp: int,
    account: str | None,
    held_rp: int | None,
    signed_on: date,
    released_on: date | None,
    paid_rp: int,
    back_rp: int,
) -> GuaranteeRow:
    return GuaranteeRow(
        id_,
        member_id,
        person_id,
        name,
        member_number(number) if number else "",
        amount_rp,
        account or "",
        held_rp or 0,
        signed_on,
        released_on,
        int(paid_rp),
        int(back_rp),
    )


def _things(cooperative_id: int, loan_id: UUID) -> QuerySet[Collateral, Any]:
    rows = Collateral.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)
    names = (
        "id", "kind", "thing", "paper_no", "owner", "value_rp", "share_ppm", "counted_rp", "photo_id", "kept_at",
        "received_on", "received_by__name", "returned_on", "returned_to", "returned_by__name",
    )  # fmt: skip
    return rows.order_by("received_on", "id").values_list(*names)


def _thing(
    id_: UUID, kind: str, thing: str, paper_no: str, owner: str, value_rp: int, share_ppm: int, counted_rp: int,
    photo_id: UUID | None, kept_at: str, received_on: date, received_by: str, returned_on: date | None,
    returned_to: str, returned_by: str | None,
) -> CollateralRow:  # fmt: skip
    return CollateralRow(
        id_,
        Pledge(kind),
        thing,
        paper_no,
        owner,
        value_rp,
        share_ppm,
        counted_rp,
        photo_id is not None,
        kept_at,
        received_on,
        received_by,
        returned_on,
        returned_to,
        returned_by or "",
    )
