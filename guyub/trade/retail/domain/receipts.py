"""A receipt: one layout, set as text of 32 or 48 letters, as bytes for a printer, and as a message.

What it says of people: the cashier, the member by name and number, the last four digits of a NIK where a rationed good
asks for it, and nothing else. Source: docs/algorithms/receipts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.kernel.formats import clock, day, number
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.price_rules import KIND_WORDS, rule_words
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.escpos import escpos_of
from guyub.trade.retail.domain.paper import Divider, Pair, Square, Words, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from guyub.trade.inventory.domain.price_rules import PriceRule
    from guyub.trade.retail.domain.baskets import Tender
    from guyub.trade.retail.domain.paper import Element

KIND_PAID: Mapping[TenderKind, str] = {
    TenderKind.CASH: "Tunai",
    TenderKind.QRIS: "QRIS",
    TenderKind.TRANSFER: "Transfer",
    TenderKind.CREDIT: "Bon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop(Row):
    """Who sells, as it stands at the top.

    Args:
        name: Of the cooperative.
        lines: Address and phone.
        thanks: What stands at the end.
    """

    name: str
    lines: Sequence[str] = ()
    thanks: str = "Terima kasih sudah berbelanja di koperasi Anda."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine(Row):
    """One line of goods.

    Args:
        name: Of the product; a long one runs over several lines.
        quantity: In words: ``2 sak``, ``1,25 kg``.
        price_rp: Of one such unit.
        gross_rp: Quantity times price.
        discount_rp: What is taken off.
        why: The reason of the discount.
        rule: The ceiling that the buyer may hold the price against.
        notes: What else is said of it, such as empty cylinders that came back.
    """

    name: str
    quantity: str
    price_rp: int
    gross_rp: int
    discount_rp: int = 0
    why: str = ""
    rule: PriceRule | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPart(Row):
    """What a receipt says to a member.

    Args:
        name: Of the member.
        number: Of the membership.
        counted_rp: What of this purchase counts for the SHU.
        year_rp: What counted this year, this purchase in it; None: not known without network.
        owed_rp: What the member owes on bon after it; None: nothing is said.
    """

    name: str
    number: str
    counted_rp: int
    year_rp: int | None = None
    owed_rp: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Row):
    """A receipt before it is set. Whole rupiah.

    Args:
        shop: Who sells.
        till_number: The till's own number, device and sequence: ``K1-000318``; there from the first moment.
        number: The cooperative's number; empty: the sale is not with the server yet.
        at: When, in the cooperative's own zone.
        zone: Its name: ``WIB``.
        cashier: Who sold.
        lines: The goods.
        discount_rp: What is taken off the whole.
        discount_why: Why.
        charges: What is put on top, with its word: ``("Pajak", 10_450)``.
        total_rp: What is owed before cash is rounded.
        rounding_rp: What rounding the cash added; below zero: took off.
        tenders: How it is paid, as handed over.
        change_rp: What came back.
        member: What it says to a member; None: no member bought.
        buyer_nik: The NIK that a rationed good asked for, shown by its last four digits; empty: none did.
        deposit_rp: What was left for containers in cash, or given back, beside the total.
        returns: The number of the receipt whose goods come back; empty: it is a sale.
        copy: 1 the first print, 2 the second, and so on.
        void_why: Why it was voided; empty: it stands.
        is_demo: It is invented.
        qr: What a QR code at the end holds; empty: there is none.
    """

    shop: Shop
    till_number: str
    at: datetime
    zone: str
    cashier: str
    lines: Sequence[ReceiptLine]
    total_rp: int
    tenders: Sequence[Tender]
    number: str = ""
    discount_rp: int = 0
    discount_why: str = ""
    charges: Sequence[tuple[str, int]] = ()
    rounding_rp: int = 0
    change_rp: int = 0
    member: MemberPart | None = None
    buyer_nik: str = ""
    deposit_rp: int = 0
    returns: str = ""
    copy: int = 1
    void_why: str = ""
    is_demo: bool = False
    qr: str = ""

    @property
    def opens_drawer(self) -> bool:
        """True where cash goes in or out as it is printed: never for a copy."""
        return self.copy == 1 and any(tender.kind is TenderKind.CASH for tender in self.tenders)


def till_number(*, device: str, number: int) -> str:
    """Write a till's own number of a receipt, known without network: ``K1-000318``.

    Args:
        device: The short code of the device, one of its own in the cooperative.
        number: Of the receipts of this device, from one without gaps.
    """
    return f"{device}-{number:06}"


def amount_words(base_qty: int, *, factor: int) -> str:
    """Write how many of a unit there are, as the till prints it: 1,250 g in kg is ``1,25``, 3 pieces are ``3``.

    Args:
        base_qty: Base units, zero or more.
        factor: Base units in one unit.

    Returns:
        As many places as the unit needs, at most six, the last one rounded half up, no zeros at the end.
    """
    whole, rest = divmod(base_qty, factor)
    written = str(factor)
    is_tens = written.rstrip("0") == "1"
    places = min(6, len(written) - is_tens)
    scaled = (2 * rest * 10**places + factor) // (2 * factor)
    part = f"{scaled:0{places}}".rstrip("0") if rest else ""
    return f"{number(whole)},{part}" if part else number(whole)


def layout(receipt: Receipt) -> tuple[Element, ...]:
    """Say what stands on a receipt from top to bottom; the one source of all its forms."""
    return (
        *_head(receipt),
        Divider(),
        *(element for line in receipt.lines for element in _goods(line)),
        Divider(),
        *_sums(receipt),
        *_payments(receipt),
        *_member(receipt),
        Divider(),
        *_foot(receipt),
    )


def receipt_text(receipt: Receipt, *, columns: int) -> str:
    """Set a receipt as text of so many letters a line."""
    return text_of(layout(receipt), columns=columns)


def receipt_bytes(receipt: Receipt, *, columns: int, cuts: bool = True) -> bytes:
    """Set a receipt for a printer of so many letters a line; the drawer opens where cash moves and it is no copy.

    Raises:
        ValueError: Its QR code holds more than 504 bytes.
    """
    return escpos_of(layout(receipt), columns=columns, opens_drawer=receipt.opens_drawer, cuts=cuts)


def receipt_message(receipt: Receipt) -> str:
    """Set a receipt as a message that the cashier sends by hand: bold between stars, without columns and QR code."""
    lines: list[str] = []
    for element in layout(receipt):
        if isinstance(element, Divider):
            lines.append("")
        elif isinstance(element, Pair):
            joint = " = " if element.indent else ": "
            lines.append(_starred(f"{element.left}{joint}{element.right}", is_bold=element.is_bold))
        elif isinstance(element, Words):
            lines.append(_starred(element.text, is_bold=element.is_bold))
    return "\n".join(lines).strip() + "\n"


def _head(receipt: Receipt) -> Iterator[Element]:
    yield from _marks(receipt)
    yield Words(text=receipt.shop.name, is_centred=True, is_bold=True)
    for line in receipt.shop.lines:
        yield Words(text=line, is_centred=True)
    yield Divider()
    if receipt.returns:
        yield Words(text=f"RETUR dari nota {receipt.returns}", is_bold=True)
    if receipt.number:
        yield Pair(left="Nota", right=receipt.number)
    yield Pair(left="Nomor kasir", right=receipt.till_number)
    if not receipt.number:
        yield Words(text="Nomor nota koperasi menyusul.")
    yield Pair(left=day(receipt.at.date()), right=f"{clock(receipt.at)} {receipt.zone}")
    yield Pair(left="Kasir", right=receipt.cashier)
    if receipt.member:
        yield Pair(left="Anggota", right=receipt.member.name)
        yield Pair(left="Nomor anggota", right=receipt.member.number)
    if receipt.buyer_nik:
        yield Pair(left="NIK pembeli", right=masked(receipt.buyer_nik))


def _marks(receipt: Receipt) -> Iterator[Element]:
    """What nobody may overlook: at the top, and again at the end."""
    if receipt.is_demo:
        yield Words(text="CONTOH, BUKAN NOTA", is_centred=True, is_bold=True)
    if receipt.void_why:
        yield Words(text="DIBATALKAN", is_centred=True, is_bold=True, is_wide=True)
        yield Words(text=receipt.void_why, is_centred=True)
    if receipt.copy > 1:
        yield Words(text=f"SALINAN ke-{receipt.copy}", is_centred=True, is_bold=True)


def _goods(line: ReceiptLine) -> Iterator[Element]:
    yield Words(text=line.name)
    yield Pair(left=f"{line.quantity} × {number(line.price_rp)}", right=number(line.gross_rp), indent=2)
    if line.discount_rp:
        yield Pair(left=f"Potongan, {line.why}", right=number(-line.discount_rp), indent=2)
    if line.rule:
        yield Words(text=f"{KIND_WORDS[line.rule.kind]} {rule_words(line.rule)}", indent=2)
    for note in line.notes:
        yield Words(text=note, indent=2)


def _sums(receipt: Receipt) -> Iterator[Element]:
    goods_rp = sum(line.gross_rp - line.discount_rp for line in receipt.lines)
    if receipt.discount_rp or receipt.charges:
        yield Pair(left="Jumlah", right=number(goods_rp))
    if receipt.discount_rp:
        yield Pair(left=f"Potongan, {receipt.discount_why}", right=number(-receipt.discount_rp))
    for word, amount_rp in receipt.charges:
        yield Pair(left=word, right=number(amount_rp))
    word = "KEMBALI" if receipt.returns else "TOTAL"
    yield Pair(left=word, right=number(receipt.total_rp), is_bold=True, is_wide=True)


def _payments(receipt: Receipt) -> Iterator[Element]:
    if receipt.rounding_rp:
        yield Pair(left="Pembulatan tunai", right=number(receipt.rounding_rp))
        paid = "Dikembalikan" if receipt.returns else "Dibayar"
        yield Pair(left=paid, right=number(receipt.total_rp + receipt.rounding_rp))
    if receipt.deposit_rp:
        word = "Jaminan kembali" if receipt.returns else "Jaminan wadah"
        yield Pair(left=word, right=number(receipt.deposit_rp))
    for tender in receipt.tenders:
        yield Pair(left=KIND_PAID[tender.kind], right=number(tender.amount_rp))
    if receipt.change_rp:
        yield Pair(left="Uang kembali", right=number(receipt.change_rp))


def _member(receipt: Receipt) -> Iterator[Element]:
    if receipt.member is None:
        return
    yield Divider()
    yield Pair(left="Dihitung untuk SHU Anda", right=number(receipt.member.counted_rp))
    if receipt.member.year_rp is not None:
        yield Pair(left="Belanja Anda tahun ini", right=number(receipt.member.year_rp))
    if receipt.member.owed_rp is not None:
        yield Pair(left="Bon Anda sekarang", right=number(receipt.member.owed_rp))


def _foot(receipt: Receipt) -> Iterator[Element]:
    hotlines = dict.fromkeys(line.rule.hotline for line in receipt.lines if line.rule and line.rule.hotline)
    if hotlines:
        yield Words(text=f"Harga di atas HET? Lapor ke {', '.join(hotlines)}.", is_centred=True)
    yield Words(text=receipt.shop.thanks, is_centred=True)
    if receipt.qr:
        yield Square(receipt.qr)
    yield from _marks(receipt)


def _starred(text: str, *, is_bold: bool) -> str:
    bare = text.replace("*", "").strip()
    return f"*{bare}*" if is_bold else bare
