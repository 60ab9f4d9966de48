"""What of a sale is the producer's, and what the cooperative's share: to the rupiah, nothing lost between them.

The cooperative is an agent: it earns its share alone. Source: docs/algorithms/consignment.md; docs/regulations.md,
titip jual.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import LineDraft
from guyub.foundation.kernel.money import round_rp
from guyub.trade.consignment.domain.accounts import OWED, share_account

if TYPE_CHECKING:
    from uuid import UUID


class Basis(StrEnum):
    """How a share is agreed."""

    PERSEN = "PERSEN"  # a percentage of the price before discounts is the cooperative's
    SETOR = "SETOR"  # the producer gets a price for each unit, whatever it sells at


class DiscountBearer(StrEnum):
    """Who bears what was taken off the price."""

    KOPERASI = "KOPERASI"  # the cooperative's share first, what is left over the producer's
    BERSAMA = "BERSAMA"  # both, as they share the price
    PRODUSEN = "PRODUSEN"  # the producer


class LossBearer(StrEnum):
    """Who bears goods that were lost or spoilt in the shop."""

    PRODUSEN = "PRODUSEN"
    KOPERASI = "KOPERASI"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed of one product.

    Args:
        basis: How the share is agreed.
        share_rate: The cooperative's, as a fraction; 0 where a price is agreed.
        setor_rp: What the producer gets for one unit, whole rupiah; 0 where a percentage is agreed.
        factor: Base units in that unit.
        discounts: Who bears discounts.
    """

    basis: Basis
    share_rate: Decimal = Decimal(0)
    setor_rp: int = 0
    factor: int = 1
    discounts: DiscountBearer = DiscountBearer.KOPERASI


@dataclass(frozen=True, slots=True)
class Split:
    """What a sale left: to the producer, to the cooperative; whole rupiah, below zero where goods came back."""

    due_rp: int
    share_rp: int

    @property
    def turned(self) -> Split:
        """The same, taken back."""
        return Split(-self.due_rp, -self.share_rp)

    def lines(self, *, unit_id: UUID | None, member_id: UUID | None) -> list[LineDraft]:
        """Give what the books say of it: owed to the producer, earned by the cooperative; credits of a sale.

        Args:
            unit_id: The unit of business where the goods lie.
            member_id: The producer, where it is a member.
        """
        account = share_account(is_member=member_id is not None)
        drafts = (
            LineDraft(OWED, -self.due_rp, unit_id=unit_id),
            LineDraft(account, -self.share_rp, unit_id=unit_id, member_id=member_id),
        )
        return [line for line in drafts if line.amount_rp]


def full_due_rp(*, terms: Terms, qty: int, gross_rp: int) -> int:
    """Tell what the producer gets of a quantity where nothing was taken off, whole rupiah.

    Args:
        terms: What was agreed.
        qty: Base units.
        gross_rp: Quantity times price.
    """
    if terms.basis is Basis.SETOR:
        return round_rp(Fraction(terms.setor_rp * qty, terms.factor))
    return gross_rp - round_rp(gross_rp * terms.share_rate)


def split_sale(*, terms: Terms, qty: int, gross_rp: int, net_rp: int) -> Split:
    """Split what a buyer paid for one line. The two parts sum to it, and neither is below zero.

    Args:
        terms: What was agreed.
        qty: Base units sold.
        gross_rp: Quantity times price, whole rupiah.
        net_rp: What was paid in the end, discounts taken off and cash rounded.
    """
    full_rp = full_due_rp(terms=terms, qty=qty, gross_rp=gross_rp)
    off_rp = max(0, gross_rp - net_rp)
    if terms.discounts is DiscountBearer.PRODUSEN:
        due_rp = full_rp - off_rp
    elif terms.discounts is DiscountBearer.BERSAMA and off_rp:
        due_rp = round_rp(Fraction(full_rp * net_rp, gross_rp))
    else:
        due_rp = full_rp
    due_rp = max(0, min(due_rp, net_rp))
    return Split(due_rp, net_rp - due_rp)


def split_back(*, sold: Split, before: Split, back_rp: int) -> Split:
    """Split what goes back to a buyer as the sale was split, so that the last piece brings the whole back.

    Args:
        sold: How the sale was split.
        before: What went back of it earlier, both parts above zero.
        back_rp: What goes back now, whole rupiah; no more than is left.
    """
    net_rp = sold.due_rp + sold.share_rp
    gone_rp = before.due_rp + before.share_rp
    if not net_rp:
        return Split(0, 0)
    due_rp = round_rp(Fraction(sold.due_rp * (gone_rp + back_rp), net_rp)) - before.due_rp
    return Split(due_rp, back_rp - due_rp)
