"""The statutory book of members' savings: what each member has saved of each kind on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class MemberSavings(Row):
    """What one member has saved of each kind, in the order of SavingsKind; rupiah. A candidate has no number."""

    number: str
    name: str
    amounts_rp: tuple[int, ...]

    @property
    def total_rp(self) -> int:
        """All kinds together."""
        return sum(self.amounts_rp)


def savings_book(
    *, cooperative_id: int, on: date, text: str = "", first: int = 0, most: int
) -> tuple[list[MemberSavings], int, tuple[int, ...]]:
    """List what members have saved by the end of a day, by number, candidates at the end. Three queries.

    Args:
        cooperative_id: Whose members.
        on: The day, which is inside.
        text: A part of a name, or a number; "" for everybody.
        first: How many rows come before those wanted.
        most: How many are wanted.

    Returns:
        The rows, how many there are, and the sum of each kind over all of them in the order of SavingsKind; rupiah.
    """
    held = _held(cooperative_id, on)
    if text:
        digits = text.upper().removeprefix("A-").lstrip("0")
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
        held = held.filter(
            Q(member__number=int(digits)) if is_number else Q(member__file__name__icontains=text)
        )
    people = held.values("member_id", "member__number", "member__file__name").annotate(**_by_kind())
    ordered = people.order_by(F("member__number").asc(nulls_last=True), "member__file__name", "member_id")
    sums: dict[str, Any] = held.aggregate(**_by_kind())
    rows = [
        MemberSavings(
            member_number(row["member__number"]) if row["member__number"] else "",
            row["member__file__name"],
            _amounts(row),
        )
        for row in ordered[first : first + most]
    ]
    return rows, held.values("member_id").distinct().count(), _amounts(sums)


def _held(cooperative_id: int, on: date) -> QuerySet[SavingsAccount]:
    """The accounts with what was on them at the end of a day: the opening, and what moved until then."""
    movements = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account_id=OuterRef("id"), on__lte=on
    ).order_by()
    moved = movements.values("account_id").annotate(sum=Sum("amount_rp")).values("sum")
    opening = Case(When(opened_on__lte=on, then=F("opening_rp")), default=Value(0))
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id)
    return rows.annotate(saved_rp=opening + Coalesce(Subquery(moved), Value(0)))


def _by_kind() -> dict[str, Sum]:
    return {f"{kind.value.lower()}_rp": Sum("saved_rp", filter=Q(kind=kind.value)) for kind in SavingsKind}


def _amounts(row: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(int(row[f"{kind.value.lower()}_rp"] or 0) for kind in SavingsKind)
