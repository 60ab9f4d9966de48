"""The offers that stand in an address: what was typed, and the offer that is read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from guyub.finance.loans.domain.offers import (
    MOST_OFFERS,
    AmountOffer,
    GoodsOffer,
    OfferRefusedError,
    RateOffer,
    cost_of,
)
from guyub.finance.loans.domain.terms import Every, Fee
from guyub.finance.loans.web.offer_fields import EXAMPLES, FORMS, KINDS, METHODS, PERS, REFUSED_AT, UNITS
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.web.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from guyub.finance.loans.domain.offers import Offer
    from guyub.finance.loans.web.offer_fields import Field

    T = TypeVar("T")

LONGEST = 40
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_PERCENT = re.compile(r"(\d{1,5}(?:[.,]\d{1,6})?)\s*%?", re.ASCII)


@dataclass(frozen=True)
class Shown(Row):
    """One field of the form, as it is drawn."""

    field: Field
    id: str
    value: str
    error: str

    @property
    def choices(self) -> list[dict[str, object]]:
        """What a select offers."""
        return [
            {"value": value, "label": label, "selected": value == self.value}
            for value, label in (self.field.choices or {}).items()
        ]


@dataclass
class Slot(Row):
    """A place for one offer: its kind, what was typed into it, and what is amiss there."""

    position: int
    kind: str
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    offer: Offer | None = None

    @property
    def kind_words(self) -> str:
        """How the kind is called."""
        return KINDS[self.kind]

    @property
    def name(self) -> str:
        """What the offer is called, its kind where nothing was typed."""
        return self.typed.get("nama") or self.kind_words

    @property
    def is_example(self) -> bool:
        """True where nothing of an example was changed."""
        return (self.kind, self.typed) in EXAMPLES

    @property
    def is_blank(self) -> bool:
        """True where nothing was typed; a chosen word alone says nothing."""
        return not any(self.typed.get(one.name) for one in _fields(self.kind) if not one.choices)

    @property
    def rows(self) -> list[list[Shown]]:
        """The fields as they are drawn."""
        return [
            [
                Shown(
                    one,
                    f"{one.name}{self.position}",
                    self.typed.get(one.name, ""),
                    self.errors.get(one.name, ""),
                )
                for one in row
            ]
            for row in FORMS[self.kind]
        ]

    def read(self) -> None:
        """Make an offer of what was typed, or say beside each field what is amiss."""
        reader = Reader(self.typed, self.errors)
        offer = _READERS[self.kind](reader, self.name)
        if self.errors:
            return
        try:
            cost_of(offer)
        except DomainError as refusal:
            at = REFUSED_AT[self.kind].get(str(refusal.facts.get("field")), FORMS[self.kind][1][0].name)
            self.errors[at] = sentence(refusal)
        else:
            self.offer = offer


@dataclass(frozen=True)
class Reader:
    """Reads fields; what is not understood is said beside each and counts as nothing."""

    typed: Mapping[str, str]
    errors: dict[str, str]

    def amount(self, name: str, *, is_optional: bool = False) -> int:
        """Read rupiah."""
        return self._read(name, parse_rp, is_optional=is_optional, none=0)

    def number(self, name: str) -> int:
        """Read how many."""
        return self._read(name, _number, is_optional=False, none=0)

    def rate(self, name: str) -> Fraction:
        """Read percents."""
        return self._read(name, _percent, is_optional=False, none=Fraction(0))

    def fee(self, name: str) -> Fee | None:
        """Read rupiah, or percents where they are marked so; None where nothing was typed."""
        if not self.typed.get(name):
            return None
        if self.typed[name].endswith("%"):
            return Fee(name="potongan", rate=self.rate(name))
        return Fee(name="potongan", amount=self.amount(name))

    def every(self) -> Every:
        """Read the rhythm."""
        return Every(UNITS[self.typed["tiap"]])

    def _read(self, name: str, reads: Callable[[str], T], *, is_optional: bool, none: T) -> T:
        written = self.typed.get(name, "")
        if not written and is_optional:
            return none
        try:
            if not written:
                raise OfferRefusedError(wrong="missing")
            return reads(written)
        except DomainError as refusal:
            self.errors[name] = sentence(refusal)
            return none


def slots_of(asked: Mapping[str, str]) -> list[Slot]:
    """Read the offers of an address, unread ones as examples; of too many the first."""
    found = [
        (asked[f"jenis{at}"], at) for at in range(1, MOST_OFFERS + 1) if asked.get(f"jenis{at}") in KINDS
    ]
    told = [
        (kind, {one.name: _typed(asked, f"{one.name}{at}", one) for one in _fields(kind)})
        for kind, at in found
    ]
    return [
        Slot(position, kind, {name: value for name, value in typed.items() if value})
        for position, (kind, typed) in enumerate(told or EXAMPLES, 1)
    ]


def changed(slots: Sequence[Slot], asked: Mapping[str, str]) -> list[tuple[str, dict[str, str]]] | None:
    """Give the offers after one is added or taken away; None where neither was asked for.

    Raises:
        OfferRefusedError: ``many``.
    """
    told = [(slot.kind, slot.typed) for slot in slots]
    if f"jenis{MOST_OFFERS + 1}" in asked or (asked.get("tambah") in KINDS and len(told) >= MOST_OFFERS):
        raise OfferRefusedError(wrong="many", most=MOST_OFFERS)
    if asked.get("tambah") in KINDS:
        return [*told, (asked["tambah"], {})]
    if len(told) > 1 and asked.get("hapus") in {str(slot.position) for slot in slots}:
        return [one for at, one in enumerate(told, 1) if str(at) != asked["hapus"]]
    return None


def query_of(told: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """Write offers into an address, as short as they are."""
    return urlencode(
        [
            pair
            for at, (kind, typed) in enumerate(told, 1)
            for pair in [(f"jenis{at}", kind), *((f"{name}{at}", value) for name, value in typed.items())]
        ]
    )


def _fields(kind: str) -> list[Field]:
    return [one for row in FORMS[kind] for one in row]


def _typed(asked: Mapping[str, str], name: str, one: Field) -> str:
    written = " ".join(asked.get(name, "").split())[:LONGEST]
    return written if not one.choices or written in one.choices else next(iter(one.choices))


def _number(written: str) -> int:
    if not _NUMBER.fullmatch(written):
        raise OfferRefusedError(wrong="number", written=written)
    return int(written)


def _percent(written: str) -> Fraction:
    match = _PERCENT.fullmatch(written)
    if match is None:
        raise OfferRefusedError(wrong="percent", written=written)
    return Fraction(match[1].replace(",", ".")) / 100


def _rate_offer(reader: Reader, name: str) -> RateOffer:
    return RateOffer(
        name=name,
        principal_rp=reader.amount("pokok"),
        method=METHODS[reader.typed["cara"]][0],
        rate=reader.rate("suku"),
        per=PERS[reader.typed["per"]],
        number=reader.number("kali"),
        every=reader.every(),
        kept=reader.fee("potong"),
        each_rp=reader.amount("iuran", is_optional=True),
    )


def _amount_offer(reader: Reader, name: str) -> AmountOffer:
    return AmountOffer(
        name=name,
        received_rp=reader.amount("diterima"),
        instalment_rp=reader.amount("angsur"),
        number=reader.number("kali"),
        every=reader.every(),
        named_rp=reader.amount("disebut") if reader.typed.get("disebut") else None,
    )


def _goods_offer(reader: Reader, name: str) -> GoodsOffer:
    return GoodsOffer(
        name=name,
        price_rp=reader.amount("harga"),
        instalment_rp=reader.amount("angsur"),
        number=reader.number("kali"),
        every=reader.every(),
        down_payment_rp=reader.amount("muka", is_optional=True),
        kept=reader.fee("potong"),
    )


_READERS: Mapping[str, Callable[[Reader, str], Offer]] = {
    "pinjaman": _rate_offer,
    "titil": _amount_offer,
    "cicilan": _goods_offer,
}
