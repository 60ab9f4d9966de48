"""Orders to suppliers: what stands in one, the steps it takes, where it stands by what came, was billed and paid."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_LINES = 200
MOST_QTY = 10**12
MOST_LINE_RP = 10**12
MOST_TOLERANCE = 100
LONGEST_NOTE = 200
SHORTEST_WHY, LONGEST_WHY = 5, 200
PERCENT = 100


class PurchaseRefusedError(DomainError):
    """An order is not written or does not take a step; ``wrong`` says why.

    By what was typed: ``lines`` (none, or more than 200), ``unknown`` (a text that names no product), ``twice`` (a
    product in two lines), ``qty``, ``price`` (zero or less), ``tolerance``, ``case`` (no whole cases; fact ``case``),
    ``least`` (less than the supplier delivers; fact ``least``), ``note``, ``why``, ``expected`` (a day that is over);
    fact ``product`` where one line is meant. By what is kept: ``partner``, ``location``, ``product``, ``gone``,
    ``step`` (it stands elsewhere by now), ``received`` (goods came of it), ``supplier`` (nobody delivers it).
    """

    code: ClassVar[str] = "procurement.purchase.refused"


class OrderState(StrEnum):
    """What was decided of an order."""

    RANCANGAN = "RANCANGAN"
    MENUNGGU = "MENUNGGU"  # for a second person
    DISETUJUI = "DISETUJUI"
    DIKIRIM = "DIKIRIM"
    SELESAI = "SELESAI"  # nothing more is to come
    BATAL = "BATAL"


class OrderStep(StrEnum):
    """What is done with an order."""

    CHANGE = "CHANGE"
    SUBMIT = "SUBMIT"
    SEND = "SEND"
    RECEIVE = "RECEIVE"
    FINISH = "FINISH"
    CANCEL = "CANCEL"


_S = OrderState
STEPS: Mapping[OrderStep, frozenset[OrderState]] = {
    OrderStep.CHANGE: frozenset({_S.RANCANGAN}),
    OrderStep.SUBMIT: frozenset({_S.RANCANGAN}),
    OrderStep.SEND: frozenset({_S.DISETUJUI}),
    OrderStep.RECEIVE: frozenset({_S.DISETUJUI, _S.DIKIRIM}),
    OrderStep.FINISH: frozenset({_S.DISETUJUI, _S.DIKIRIM}),
    OrderStep.CANCEL: frozenset({_S.RANCANGAN, _S.MENUNGGU, _S.DISETUJUI, _S.DIKIRIM}),
}


def refuse_step(state: OrderState, step: OrderStep) -> None:
    """Refuse a step that an order does not take from where it stands.

    Raises:
        PurchaseRefusedError: ``step``.
    """
    if state not in STEPS[step]:
        raise PurchaseRefusedError(wrong="step")


class Standing(StrEnum):
    """Where an order stands, by what was decided and by what came of it."""

    RANCANGAN = "RANCANGAN"
    MENUNGGU = "MENUNGGU"
    DISETUJUI = "DISETUJUI"
    DIKIRIM = "DIKIRIM"
    SEBAGIAN = "SEBAGIAN"  # a part of the goods came
    DITERIMA = "DITERIMA"
    DITAGIH = "DITAGIH"
    LUNAS = "LUNAS"
    SELESAI = "SELESAI"  # closed before anything came
    BATAL = "BATAL"


STANDING_WORDS: Mapping[Standing, str] = {
    Standing.RANCANGAN: "Rancangan",
    Standing.MENUNGGU: "Menunggu persetujuan",
    Standing.DISETUJUI: "Disetujui",
    Standing.DIKIRIM: "Dikirim",
    Standing.SEBAGIAN: "Diterima sebagian",
    Standing.DITERIMA: "Diterima penuh",
    Standing.DITAGIH: "Ditagih",
    Standing.LUNAS: "Lunas",
    Standing.SELESAI: "Ditutup",
    Standing.BATAL: "Batal",
}
# More may come of these.
RUNNING = frozenset({OrderState.DISETUJUI, OrderState.DIKIRIM})


@dataclass(frozen=True, slots=True)
class Progress(Row):
    """What came of an order.

    Args:
        has_come: Something of it was received.
        is_whole: All of it was, within the tolerance of each line.
        unbilled_rp: What came of it and is on no bill, whole rupiah.
        unbilled_qty: The same in base units.
        open_rp: What of the bills of its goods is not paid.
    """

    has_come: bool = False
    is_whole: bool = False
    unbilled_rp: int = 0
    unbilled_qty: int = 0
    open_rp: int = 0


def standing_of(state: OrderState, progress: Progress) -> Standing:
    """Tell where an order stands.

    Billed and paid are told once nothing more is to come: all of it came, or the rest was given up.
    """
    if state not in {*RUNNING, OrderState.SELESAI}:
        return Standing(state.value)
    if not progress.has_come:
        return Standing(state.value)
    if not progress.is_whole and state is not OrderState.SELESAI:
        return Standing.SEBAGIAN
    if progress.unbilled_rp or progress.unbilled_qty:
        return Standing.DITERIMA
    return Standing.DITAGIH if progress.open_rp else Standing.LUNAS


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order.

    Args:
        product_id: Which product.
        unit_id: In which unit its price is told.
        qty: Base units.
        price_rp: Of one unit, whole rupiah.
        tolerance_percent: By how much what comes may differ without a word.
    """

    product_id: UUID
    unit_id: UUID
    qty: int
    price_rp: int
    tolerance_percent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTyped:
    """An order as it is written.

    Args:
        partner_id: To whom.
        location_id: Where the goods shall come.
        lines: What, at most 200.
        expected_on: When; None: by the partner's own terms.
        note: For the supplier, at most 200 letters.
    """

    partner_id: UUID
    location_id: UUID
    lines: Sequence[OrderLine]
    expected_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a supplier delivers one product: base units in a case, and the least it delivers; 1 and 0: any."""

    case_qty: int = 1
    least_qty: int = 0


def line_amount_rp(*, qty: int, price_rp: int, factor: int) -> int:
    """Tell what a line comes to, whole rupiah, rounded half up.

    Args:
        qty: Base units.
        price_rp: Of one unit.
        factor: Base units in that unit.
    """
    return round_rp(price_rp * qty) if factor == 1 else (2 * price_rp * qty + factor) // (2 * factor)


def checked_lines(lines: Sequence[OrderLine], *, names: Mapping[UUID, str]) -> Sequence[OrderLine]:
    """Refuse lines that say nothing or too much.

    Args:
        lines: As typed.
        names: Of the products that are there and open.

    Raises:
        PurchaseRefusedError: ``lines``, then line by line ``product qty price tolerance twice``.
    """
    if not 0 < len(lines) <= MOST_LINES:
        raise PurchaseRefusedError(wrong="lines")
    seen = set()
    for line in lines:
        name = names.get(line.product_id)
        if name is None:
            raise PurchaseRefusedError(wrong="product")
        if not 0 < line.qty <= MOST_QTY:
            raise PurchaseRefusedError(wrong="qty", product=name)
        if not 0 < line.price_rp <= MOST_LINE_RP:
            raise PurchaseRefusedError(wrong="price", product=name)
        if not 0 <= line.tolerance_percent <= MOST_TOLERANCE:
            raise PurchaseRefusedError(wrong="tolerance", product=name)
        if line.product_id in seen:
            raise PurchaseRefusedError(wrong="twice", product=name)
        seen.add(line.product_id)
    return lines


def refuse_terms(*, qty: int, terms: Terms, product: str, case: str, least: str) -> None:
    """Refuse a quantity that the supplier does not deliver.

    Args:
        qty: Base units.
        terms: How the supplier delivers it.
        product: Its name.
        case: The case in words.
        least: The least quantity in words.

    Raises:
        PurchaseRefusedError: ``least``, ``case``.
    """
    if qty < terms.least_qty:
        raise PurchaseRefusedError(wrong="least", product=product, least=least)
    if qty % terms.case_qty:
        raise PurchaseRefusedError(wrong="case", product=product, case=case)


def checked_note(written: str) -> str:
    """Give a note without spare spaces.

    Raises:
        PurchaseRefusedError: ``note``: longer than 200 letters.
    """
    note = " ".join(written.split())
    if len(note) > LONGEST_NOTE:
        raise PurchaseRefusedError(wrong="note")
    return note


def checked_why(written: str, refusal: type[DomainError] = PurchaseRefusedError) -> str:
    """Give a reason without spare spaces.

    Args:
        written: As typed.
        refusal: The class of what is refused.

    Raises:
        DomainError: ``why``: shorter than 5 letters or longer than 200.
    """
    why = " ".join(written.split())
    if not SHORTEST_WHY <= len(why) <= LONGEST_WHY:
        raise refusal(wrong="why")
    return why


def most_received(*, ordered_qty: int, tolerance_percent: int) -> int:
    """Tell how many base units may come of a line without a word: the tolerance rounded down."""
    return ordered_qty + ordered_qty * tolerance_percent // PERCENT


def least_received(*, ordered_qty: int, tolerance_percent: int) -> int:
    """Tell with how many base units a line is whole: the tolerance rounded down."""
    return ordered_qty - ordered_qty * tolerance_percent // PERCENT


def total_rp_of(amounts: Iterable[int]) -> int:
    """Sum what lines come to, whole rupiah."""
    return sum(amounts)
