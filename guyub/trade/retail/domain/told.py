"""What a till tells of a sale or of its shift, read strictly: an event that does not tie is refused before the books.

The till's page and the server reckon alike (``tests/golden/till_baskets.json``); what comes is judged all the same,
since a device is not ours to trust. Source: docs/algorithms/till_sync.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.domain.catalogue import AUDIENCES
from guyub.trade.retail.domain.baskets import (
    LONGEST_WHY,
    MOST_LINES,
    MOST_PRICE_RP,
    MOST_QTY,
    SHORTEST_WHY,
    TenderKind,
)
from guyub.trade.subsidised.domain.told import read_rations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from guyub.trade.subsidised.domain.told import RationTold

MOST_RP = 10**12
LONGEST_TEXT = 80
_KINDS = {kind.value: kind for kind in TenderKind}
_NUMBER = re.compile(r"K([1-9][0-9]{0,5})-([0-9]{1,9})", re.ASCII)


class TillEventUnreadError(DomainError):
    """A till told something that cannot be read, or that does not tie; ``wrong`` says what.

    ``field`` (missing, or not what must stand there), ``ties`` (not what the others come to); fact ``name``.
    """

    code: ClassVar[str] = "retail.till_event.unread"


class TillEventRefusedError(DomainError):
    """What a till told is not entered until a person has mended what stands against it; ``wrong`` says why.

    ``till`` (the device has no place and drawer), ``cashier`` (never sold here by then), ``member``, ``product`` and
    ``unit`` (none of this cooperative; fact ``line``), ``terms`` (goods of others that no agreement ever held; fact
    ``line``), ``bank`` (a transfer, and the till names no account), ``safe``
    (a drop, and the till names no safe), ``sale`` (no such sale here), ``voided`` (taken back
    before), ``returned`` (goods of it went back before), ``settled`` (its bon was paid, or its QRIS confirmed),
    ``kept`` (it is not paid here as the till says it was), ``way`` (a member's money comes in cash or by transfer),
    ``qty`` and ``amount`` (more goes back
    than is left of what was bought or paid; fact ``line``), ``number`` (of another row of numbers, or used before; fact
    ``number``), ``shift`` (no such shift is open).
    """

    code: ClassVar[str] = "retail.till_event.refused"
    answers_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """One line of a sale as the till sold it. Whole rupiah, whole base units.

    Args:
        product_id: What.
        unit_id: In which unit it was sold.
        factor: Base units in one such unit, as the till knew it.
        base_qty: How many base units.
        price_rp: What ``price_qty`` base units cost.
        price_qty: Base units that the price is of.
        audience: Whose price it is.
        gross_rp: Quantity times price.
        discount_rp: What was taken off, its share of the whole's in it.
        own_discount_rp: What of that was the line's own.
        reason: Why its own was.
        net_rp: What was paid for it in the end.
        rounding_rp: What rounding the cash added to it; below zero: took off.
    """

    product_id: UUID
    unit_id: UUID
    factor: int
    base_qty: int
    price_rp: int
    price_qty: int
    audience: str
    gross_rp: int
    discount_rp: int
    own_discount_rp: int
    reason: str
    net_rp: int
    rounding_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleTold:
    """A sale as the till made it; its sums tie.

    Args:
        series: The till's own row of numbers: ``1`` of ``K1-0318``.
        number: Its number in that row.
        shift_id: The shift, by the till's own id.
        cashier_id: Who sold, a person.
        member_id: Which member bought; None: somebody else.
        lines: What was sold.
        discount_rp: What was taken off the whole.
        reason: Why.
        subtotal_rp: All lines before discounts.
        total_rp: What was owed before cash was rounded.
        rounding_rp: What rounding added; below zero: took off.
        tenders: What was kept of each way of paying.
        change_rp: What came back in cash.
        reference: Of a QRIS code or a transfer.
        agreed_by: The second person who agreed to a discount; None: none was asked.
        rations: Its rationed lines, each with who bought.
    """

    series: int
    number: int
    shift_id: UUID
    cashier_id: UUID
    member_id: UUID | None
    lines: Sequence[LineTold]
    discount_rp: int
    reason: str
    subtotal_rp: int
    total_rp: int
    rounding_rp: int
    tenders: Mapping[TenderKind, int]
    change_rp: int
    reference: str
    agreed_by: UUID | None = None
    rations: Sequence[RationTold] = ()

    @property
    def paid_rp(self) -> int:
        """What the buyer paid in the end."""
        return self.total_rp + self.rounding_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidTold:
    """A whole sale that a till took back within its shift.

    Args:
        series: The till's own row of numbers.
        number: Of the void in that row.
        shift_id: The shift.
        cashier_id: Who took it back.
        sale_id: Which sale.
        reason: Why, as printed.
        agreed_by: The second person; None: none was asked.
        has_pin: Somebody typed a PIN, at least the cashier's own.
    """

    series: int
    number: int
    shift_id: UUID
    cashier_id: UUID
    sale_id: UUID
    reason: str
    agreed_by: UUID | None
    has_pin: bool = False


def read_sale(body: Any) -> SaleTold:
    """Read the body of ``sale.made``.

    Raises:
        TillEventUnreadError: A field is not what it must be, or the sums do not tie.
        RationUnreadError: A rationed line is not what it must be.
    """
    told = Told(body)
    rows = told.rows("lines")
    series, number = told.number()
    discount = told.inner("discount")
    sale = SaleTold(
        series=series,
        number=number,
        shift_id=told.id_of("shift_id"),
        cashier_id=told.id_of("cashier_id"),
        member_id=told.maybe_id("member_id"),
        lines=tuple(_line(row) for row in rows),
        discount_rp=told.whole("discount_rp", usual=0),
        reason=discount.text("reason"),
        subtotal_rp=told.whole("subtotal_rp"),
        total_rp=told.whole("total_rp"),
        rounding_rp=told.whole("rounding_rp", least=-MOST_PRICE_RP, usual=0),
        tenders=kinds_told(told),
        change_rp=told.whole("change_rp", usual=0),
        reference=told.text("reference"),
        agreed_by=told.second(),
        rations=read_rations(told.body),
    )
    _check_sale(sale)
    return sale


def read_void(body: Any) -> VoidTold:
    """Read the body of ``sale.voided``.

    Raises:
        TillEventUnreadError: A field is not what it must be.
    """
    told = Told(body)
    series, number = told.number()
    return VoidTold(
        series=series,
        number=number,
        shift_id=told.id_of("shift_id"),
        cashier_id=told.id_of("cashier_id"),
        sale_id=told.id_of("sale_id"),
        reason=told.why(),
        agreed_by=told.second(),
        has_pin=told.maybe_id("agreed_by") is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTold:
    """What a till told of its shift: opened, money taken out, counted and closed, or another cashier.

    Args:
        shift_id: The shift, by the till's own id.
        cashier_id: Who did it.
        amount_rp: The float at opening, what was dropped, or what was counted; 0 of another cashier.
        note: A few words.
    """

    shift_id: UUID
    cashier_id: UUID
    amount_rp: int
    note: str


def read_shift(body: Any, *, amount: str = "") -> ShiftTold:
    """Read the body of ``shift.opened``, ``cash.dropped``, ``cashier.changed`` or ``shift.closed``.

    Args:
        body: As the till sealed it.
        amount: The name of its amount; empty: it has none.

    Raises:
        TillEventUnreadError: A field is not what it must be.
    """
    told = Told(body)
    return ShiftTold(
        shift_id=told.id_of("shift_id"),
        cashier_id=told.id_of("cashier_id"),
        amount_rp=told.whole(amount) if amount else 0,
        note=told.text("note"),
    )


class Told:
    """A body whose fields are asked for by name and kind."""

    def __init__(self, body: Any) -> None:
        if not isinstance(body, dict):
            raise TillEventUnreadError(wrong="field", name="body")
        self.body = body

    def whole(self, name: str, *, least: int = 0, most: int = MOST_RP, usual: int | None = None) -> int:
        """Give a whole number between two limits, both inside."""
        value = self.body.get(name, usual)
        if type(value) is not int or not least <= value <= most:
            raise TillEventUnreadError(wrong="field", name=name)
        return value

    def text(self, name: str) -> str:
        """Give a short text; empty where there is none."""
        value = self.body.get(name) or ""
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise TillEventUnreadError(wrong="field", name=name)
        return value

    def why(self) -> str:
        """Give a reason."""
        reason = " ".join(self.text("reason").split())
        if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
            raise TillEventUnreadError(wrong="field", name="reason")
        return reason

    def id_of(self, name: str) -> UUID:
        """Give an id."""
        found = self.maybe_id(name)
        if found is None:
            raise TillEventUnreadError(wrong="field", name=name)
        return found

    def maybe_id(self, name: str) -> UUID | None:
        """Give an id, or None where nothing stands there."""
        written = self.text(name)
        found = id_in(written) if written else None
        if written and found is None:
            raise TillEventUnreadError(wrong="field", name=name)
        return found

    def second(self) -> UUID | None:
        """Give the second person who agreed; the own PIN is none."""
        agreed_by = self.maybe_id("agreed_by")
        return agreed_by if agreed_by != self.id_of("cashier_id") else None

    def number(self) -> tuple[int, int]:
        """Give the till's own number: the row, and the place in it."""
        found = _NUMBER.fullmatch(self.text("number"))
        if found is None or not int(found[2]):
            raise TillEventUnreadError(wrong="field", name="number")
        return int(found[1]), int(found[2])

    def rows(self, name: str, *, most: int = MOST_LINES, least: int = 1) -> list[Told]:
        """Give a list of inner bodies."""
        value = self.body.get(name)
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise TillEventUnreadError(wrong="field", name=name)
        return [Told(row) for row in value]

    def inner(self, name: str) -> Told:
        """Give an inner body; an empty one where there is none."""
        return Told(self.body.get(name) or {})


def _line(told: Told) -> LineTold:
    factor = told.whole("factor", least=1, most=MOST_QTY)
    return LineTold(
        product_id=told.id_of("product_id"),
        unit_id=told.id_of("unit_id"),
        factor=factor,
        base_qty=told.whole("base_qty", least=1, most=MOST_QTY),
        price_rp=told.whole("price_rp", least=1, most=MOST_PRICE_RP),
        price_qty=told.whole("price_qty", least=1, most=MOST_QTY, usual=factor),
        audience=_audience(told),
        gross_rp=told.whole("gross_rp"),
        discount_rp=told.whole("discount_rp", usual=0),
        own_discount_rp=told.whole("own_discount_rp", usual=0),
        reason=told.inner("discount").text("reason"),
        net_rp=told.whole("net_rp"),
        rounding_rp=told.whole("rounding_rp", least=-MOST_PRICE_RP, usual=0),
    )


def _audience(told: Told) -> str:
    audience = told.text("audience") or AUDIENCES[0]
    if audience not in AUDIENCES:
        raise TillEventUnreadError(wrong="field", name="audience")
    return audience


def kinds_told(told: Told, name: str = "tenders") -> dict[TenderKind, int]:
    """Give what was kept, or given back, of each way of paying; each stands there once.

    Args:
        told: The body.
        name: Under which name it stands there.

    Raises:
        TillEventUnreadError: ``field``.
    """
    found: dict[TenderKind, int] = {}
    for row in told.rows(name, least=0, most=len(TenderKind)):
        kind = row.text("kind")
        if kind not in _KINDS or _KINDS[kind] in found:
            raise TillEventUnreadError(wrong="field", name=name)
        found[_KINDS[kind]] = row.whole("amount_rp", least=1)
    return found


def _check_sale(sale: SaleTold) -> None:
    for line in sale.lines:
        _check_line(line)
    if TenderKind.CREDIT in sale.tenders and sale.member_id is None:
        raise TillEventUnreadError(wrong="field", name="member_id")
    discounts_rp = sum(line.discount_rp for line in sale.lines)
    sums = {
        "subtotal_rp": (sale.subtotal_rp, sum(line.gross_rp for line in sale.lines)),
        "discount_rp": (sale.discount_rp, discounts_rp - sum(line.own_discount_rp for line in sale.lines)),
        "total_rp": (sale.total_rp, sale.subtotal_rp - discounts_rp),
        "rounding_rp": (sale.rounding_rp, sum(line.rounding_rp for line in sale.lines)),
        "tenders": (sale.paid_rp, sum(sale.tenders.values())),
    }
    for name, (told_rp, comes_to_rp) in sums.items():
        if told_rp != comes_to_rp:
            raise TillEventUnreadError(wrong="ties", name=name)


def _check_line(line: LineTold) -> None:
    # Half a rupiah up, or down to the whole one where it has a ceiling: less than one off in either case.
    off = abs(line.gross_rp * line.price_qty - line.base_qty * line.price_rp)
    if off >= line.price_qty:
        raise TillEventUnreadError(wrong="ties", name="gross_rp")
    if line.net_rp != line.gross_rp - line.discount_rp + line.rounding_rp:
        raise TillEventUnreadError(wrong="ties", name="net_rp")
    if line.own_discount_rp > line.discount_rp:
        raise TillEventUnreadError(wrong="ties", name="own_discount_rp")
