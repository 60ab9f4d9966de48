"""What is agreed with a producer, brought to the form in which it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.consignment.domain.shares import Basis, DiscountBearer, LossBearer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_GOODS = 30
MOST_RATE = Decimal("0.9")
MOST_RP = 10**9
LONGEST_NAME, LONGEST_NOTE = 60, 200


class AgreementRefusedError(DomainError):
    """Consignment is not agreed, changed or ended; ``wrong`` says why.

    Of a product, fact ``product``: ``unknown`` (as typed), ``twice``, ``rate`` (not above zero, or above 90 percent),
    ``setor`` (a price not above zero), ``unit`` (not the product's), ``taken`` (another agreement holds it), ``own``
    (goods of the cooperative's own lie there or did), ``waiting`` (other terms begin tomorrow already). Of the whole:
    ``goods`` (none, or more than 30), ``days`` (it ends before it begins), ``name`` and ``note`` (too long),
    ``partner`` (none here, or ended), ``member`` (none here), ``location``, ``gone``, ``ended``, ``stock`` (goods still
    lie there; fact ``held``), ``number`` (not a number; fact ``said``), ``why``.
    """

    code: ClassVar[str] = "consignment.agreement.refused"


class Settles(StrEnum):
    """How often a producer is paid."""

    HARIAN = "HARIAN"
    MINGGUAN = "MINGGUAN"
    BULANAN = "BULANAN"


SETTLES_WORDS: Mapping[str, str] = {
    Settles.HARIAN: "tiap hari",
    Settles.MINGGUAN: "tiap minggu",
    Settles.BULANAN: "tiap bulan",
}
DISCOUNT_WORDS: Mapping[str, str] = {
    DiscountBearer.KOPERASI: "dari bagian koperasi dulu",
    DiscountBearer.BERSAMA: "dibagi menurut bagian",
    DiscountBearer.PRODUSEN: "dari bagian penitip",
}
LOSS_WORDS: Mapping[str, str] = {
    LossBearer.PRODUSEN: "ditanggung penitip",
    LossBearer.KOPERASI: "diganti koperasi",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodTerms:
    """One product as it is agreed.

    Args:
        product_id: Which.
        unit_id: The unit that a price is of.
        basis: A code of ``Basis``.
        share_rate: The cooperative's, as a fraction.
        setor_rp: What the producer gets for one unit, whole rupiah.
    """

    product_id: UUID
    unit_id: UUID
    basis: str
    share_rate: Decimal = Decimal(0)
    setor_rp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTyped:
    """An agreement as it is told.

    Args:
        partner_id: The producer, one of the partners.
        member_id: The same as a member; None: it is none.
        location_id: Where the goods lie and are sold.
        from_on: The first day.
        until_on: The last day; None: until one ends it.
        settles: A code of ``Settles``.
        losses: Who bears what is lost; of ``LossBearer``.
        discounts: Who bears discounts; of ``DiscountBearer``.
        goods: At least one.
        shown_name: The trade name that the public page may show, since the producer agreed to it; empty: none.
        note: At most 200 letters.
    """

    partner_id: UUID
    location_id: UUID
    from_on: date
    goods: Sequence[GoodTerms]
    member_id: UUID | None = None
    until_on: date | None = None
    settles: str = Settles.MINGGUAN
    losses: str = LossBearer.PRODUSEN
    discounts: str = DiscountBearer.KOPERASI
    shown_name: str = ""
    note: str = ""


def checked_terms(typed: GoodTerms, *, product: str) -> GoodTerms:
    """Give what is agreed of one product with one basis alone.

    Raises:
        AgreementRefusedError: ``rate setor``.
    """
    if typed.basis == Basis.SETOR:
        if not 0 < typed.setor_rp <= MOST_RP:
            raise AgreementRefusedError(wrong="setor", product=product)
        return replace(typed, basis=Basis.SETOR, share_rate=Decimal(0))
    if not 0 < typed.share_rate <= MOST_RATE:
        raise AgreementRefusedError(wrong="rate", product=product)
    return replace(typed, basis=Basis.PERSEN, setor_rp=0)


def checked_agreement(typed: AgreementTyped, *, names: Mapping[UUID, str]) -> AgreementTyped:
    """Give an agreement in the form in which it is kept.

    Args:
        typed: As it is told.
        names: Of the products that there are.

    Raises:
        AgreementRefusedError: ``goods days name note``, then product by product ``unknown twice rate setor``.
    """
    if not 0 < len(typed.goods) <= MOST_GOODS:
        raise AgreementRefusedError(wrong="goods")
    if typed.until_on and typed.until_on < typed.from_on:
        raise AgreementRefusedError(wrong="days")
    shown_name, note = " ".join(typed.shown_name.split()), " ".join(typed.note.split())
    if len(shown_name) > LONGEST_NAME:
        raise AgreementRefusedError(wrong="name")
    if len(note) > LONGEST_NOTE:
        raise AgreementRefusedError(wrong="note")
    kept: dict[UUID, GoodTerms] = {}
    for one in typed.goods:
        product = names.get(one.product_id)
        if product is None:
            raise AgreementRefusedError(wrong="unknown", product="")
        if one.product_id in kept:
            raise AgreementRefusedError(wrong="twice", product=product)
        kept[one.product_id] = checked_terms(one, product=product)
    return replace(
        typed,
        goods=tuple(kept.values()),
        shown_name=shown_name,
        note=note,
        settles=Settles(typed.settles),
        losses=LossBearer(typed.losses),
        discounts=DiscountBearer(typed.discounts),
    )
