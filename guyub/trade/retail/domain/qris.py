"""QRIS: the text in the square, read and written field by field, and held against what the cooperative knows.

``TTLLvalue`` over and over: two digits of tag, two of length in characters, the value; some values are fields again.
The last field is a check sum over everything before it. Of a printed sticker (static) the till makes a code for one
payment (dynamic): it takes the amount and a reference, and never a fee. Source: docs/algorithms/qris.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT, INITIATION, CATEGORY, CURRENCY, AMOUNT = "00", "01", "52", "53", "54"
TIP, FIXED_FEE, PERCENT_FEE = "55", "56", "57"
COUNTRY, NAME, CITY, POSTAL_CODE, ADDITIONAL, CRC = "58", "59", "60", "61", "62", "63"
NATIONAL = "51"
REFERENCE = "05"  # inside ADDITIONAL
RUPIAH, INDONESIA = "360", "ID"
STATIC, DYNAMIC = "static", "dynamic"
LONGEST_VALUE = 99
LONGEST_AMOUNT = 13
LONGEST_REFERENCE = 25
_ACQUIRERS = frozenset(f"{tag:02}" for tag in range(26, 46))
_TEMPLATES = frozenset(f"{tag:02}" for tag in range(26, 52)) | {ADDITIONAL, "64"}
_HEAD = re.compile(r"\d{4}", re.ASCII)
_END = re.compile(r"6304[0-9A-Fa-f]{4}", re.ASCII)
_NMID = re.compile(r"ID\d{13}", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d*", re.ASCII)
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)\.\d+", re.ASCII)
_PERCENT = re.compile(r"\d{1,2}(?:\.\d{1,2})?", re.ASCII)
_REFERENCE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 ./-]{{0,{LONGEST_REFERENCE - 1}}}", re.ASCII)
_PERSON = re.compile(r"\d{16}", re.ASCII)


class QrisFault(StrEnum):
    """Why a text cannot be a code, in the order in which it is looked at."""

    EMPTY = "empty"
    BLANKS = "blanks"  # around it
    TEXT = "text"  # signs that no code holds, such as a line break
    LENGTH = "length"  # a field is shorter than it says, or says nothing readable
    FORMAT = "format"  # does not begin with 000201
    NO_CRC = "no_crc"  # does not end in its check sum
    CRC = "crc"
    TWICE = "twice"  # a field stands there twice


class StickerFault(StrEnum):
    """What of a sound code does not fit the cooperative's own sticker."""

    COUNTRY = "country"
    CURRENCY = "currency"
    MISSING = "missing"  # a field that every sticker has
    NMID = "nmid"  # none, or not ID and thirteen digits
    OTHER = "other"  # another merchant's
    DYNAMIC = "dynamic"  # made for one payment
    AMOUNT = "amount"  # holds an amount
    FEE = "fee"  # asks for a tip or a fee


class QrisRefusedError(DomainError):
    """No code is made; ``wrong`` says why. Facts: ``field`` and the sentence ``message``.

    ``payload`` (not a code; fact ``fault``), ``sticker`` (not the cooperative's own; fact ``fault``), ``amount`` (zero,
    not whole rupiah, too long), ``fee`` (zero, or not a percentage below a hundred), ``ceiling`` (a fee on goods whose
    price is set), ``reference`` (empty, too long, or a person's number).
    """

    code: ClassVar[str] = "retail.qris.refused"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: two digits of tag, and its value."""

    tag: str
    value: str

    @property
    def written(self) -> str:
        """As it stands in a code."""
        return f"{self.tag}{len(self.value):02}{self.value}"


@dataclass(frozen=True, slots=True)
class Fee:
    """What a code asks on top: a fixed amount, or a percentage, as written; the other is empty."""

    amount: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class Qris:
    """A sound code: its fields in their order, and the check sum in upper case."""

    fields: tuple[Field, ...]
    crc: str

    def value(self, tag: str) -> str | None:
        """Give the value of a field; None: it is not there."""
        return next((field.value for field in self.fields if field.tag == tag), None)

    def inner(self, tag: str) -> Mapping[str, str]:
        """Give the fields inside a field, by tag; empty where it is not there."""
        return {field.tag: field.value for field in fields_of(self.value(tag) or "") or ()}

    @property
    def initiation(self) -> str | None:
        """Whether it is for many payments (``static``) or for one (``dynamic``); None: it does not say."""
        return {"11": STATIC, "12": DYNAMIC}.get(self.value(INITIATION) or "")

    @property
    def acquirer_domain(self) -> str | None:
        """Who takes the payment for the merchant, such as ``ID.CO.BANK.WWW``; of several the first."""
        tag = next((field.tag for field in self.fields if field.tag in _ACQUIRERS), None)
        return self.inner(tag).get("00") if tag else None

    @property
    def national_merchant_id(self) -> str | None:
        """The NMID: whose code it is, in the whole country."""
        return self.inner(NATIONAL).get("02")

    @property
    def merchant_criteria(self) -> str | None:
        """The class of the merchant, by which the bank's cost goes: UMI, UKE, UME, UBE, URE."""
        return self.inner(NATIONAL).get("03")


def crc_of(text: str) -> str:
    """Calculate the check sum of a code up to and including ``6304``: CRC-16/CCITT-FALSE over UTF-8.

    Args:
        text: Without the four digits themselves.

    Returns:
        Four hexadecimal digits in upper case.
    """
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def computed_crc(payload: str) -> str | None:
    """Give the check sum that a text should end in; None where it does not end like a code."""
    ends = payload.isprintable() and _END.fullmatch(payload[-8:])
    return crc_of(payload[:-4]) if ends else None


def fields_of(text: str) -> tuple[Field, ...] | None:
    """Cut a text into its fields; None where a length does not fit. Lengths count characters, not bytes."""
    fields, at = [], 0
    while at < len(text):
        head = text[at : at + 4]
        if _HEAD.fullmatch(head) is None:
            return None
        end = at + 4 + int(head[2:])
        if end > len(text):
            return None
        fields.append(Field(head[:2], text[at + 4 : end]))
        at = end
    return tuple(fields)


def read_qris(payload: str) -> Qris | QrisFault:
    """Read a code of any country; a check sum in lower case is accepted, blanks around the code are not.

    Args:
        payload: As scanned or pasted.

    Returns:
        The code, or the first fault in the order of ``QrisFault``.
    """
    if not payload.strip():
        return QrisFault.EMPTY
    if payload != payload.strip():
        return QrisFault.BLANKS
    if not payload.isprintable():
        return QrisFault.TEXT
    fields = fields_of(payload)
    if fields is None or not all(_is_whole(field) for field in fields):
        return QrisFault.LENGTH
    if fields[0] != Field(FORMAT, "01"):
        return QrisFault.FORMAT
    crc = computed_crc(payload)
    if crc is None or fields[-1].tag != CRC:
        return QrisFault.NO_CRC
    if fields[-1].value.upper() != crc:
        return QrisFault.CRC
    if len({field.tag for field in fields}) < len(fields):
        return QrisFault.TWICE
    return Qris(fields, crc)


def sticker_faults(qris: Qris, *, own_nmid: str | None = None) -> tuple[StickerFault, ...]:
    """Hold a code against what a sticker of the cooperative must be, as it is stored and at each check on the wall.

    Args:
        qris: As read from the sticker.
        own_nmid: The cooperative's NMID; None: not known yet, the code is about to be stored.

    Returns:
        All faults, in the order of ``StickerFault``; none: it is the cooperative's sticker.

    Source: docs/regulations.md#qris.
    """
    nmid = qris.national_merchant_id
    is_nmid = nmid is not None and _NMID.fullmatch(nmid) is not None
    found = {
        StickerFault.COUNTRY: qris.value(COUNTRY) != INDONESIA,
        StickerFault.CURRENCY: qris.value(CURRENCY) != RUPIAH,
        StickerFault.MISSING: not all(
            (qris.value(CATEGORY), qris.value(NAME), qris.value(CITY), qris.acquirer_domain)
        ),
        StickerFault.NMID: not is_nmid,
        StickerFault.OTHER: is_nmid and own_nmid is not None and nmid != own_nmid,
        StickerFault.DYNAMIC: qris.initiation != STATIC,
        StickerFault.AMOUNT: qris.value(AMOUNT) is not None,
        StickerFault.FEE: any(qris.value(tag) is not None for tag in (TIP, FIXED_FEE, PERCENT_FEE)),
    }
    return tuple(fault for fault, is_found in found.items() if is_found)


def with_amount(qris: Qris, *, amount: str, fee: Fee | None = None, reference: str | None = None) -> str:
    """Make a code for one payment of a code: amount, tip and fee stand directly before the country.

    What stood there of amount, tip and fee goes; a reference takes the place of an older one.

    Args:
        qris: A sound code, static or dynamic.
        amount: As it is to stand there: whole rupiah, or with a decimal point in another currency; above zero.
        fee: What is asked on top; None: nothing.
        reference: By which the payment is found again, at most 25 letters, digits, blanks, ``.``, ``/``, ``-``.

    Returns:
        The new code.

    Raises:
        QrisRefusedError: ``amount``, ``fee``, ``reference``.
    """
    asked = [Field(AMOUNT, _checked_amount(amount, qris.value(CURRENCY))), *_fee_fields(fee)]
    kept = [
        field
        for field in qris.fields
        if field.tag not in {FORMAT, INITIATION, AMOUNT, TIP, FIXED_FEE, PERCENT_FEE, CRC}
    ]
    at = next((at for at, field in enumerate(kept) if field.tag == COUNTRY), len(kept))
    fields = [Field(FORMAT, "01"), Field(INITIATION, "12"), *kept[:at], *asked, *kept[at:]]
    if reference is not None:
        fields = _with_reference(fields, qris, reference)
    text = "".join(field.written for field in fields) + f"{CRC}04"
    return text + crc_of(text)


def payment_code(
    sticker: str,
    *,
    own_nmid: str,
    amount_rp: int,
    reference: str,
    has_ceiling: bool,
    fee: Fee | None = None,
) -> str:
    """Make the code that the till shows for one sale: the exact total, a short reference, nothing about the buyer.

    Args:
        sticker: The payload of the cooperative's sticker as stored.
        own_nmid: The cooperative's NMID.
        amount_rp: What is left to pay by QRIS, whole rupiah above zero.
        reference: The number of the receipt; no name and no NIK.
        has_ceiling: A good in the basket has a HET: no fee then, however small.
        fee: What the buyer is asked on top.

    Raises:
        QrisRefusedError: ``payload``, ``sticker``, ``ceiling``, ``reference``, ``amount``, ``fee``.
    """
    qris = read_qris(sticker)
    if isinstance(qris, QrisFault):
        raise refused("payload", "payload", "Kode QRIS ini tidak utuh.", fault=qris.value)
    faults = sticker_faults(qris, own_nmid=own_nmid)
    if faults:
        raise refused("sticker", "sticker", "Kode QRIS ini bukan stiker koperasi.", fault=faults[0].value)
    if fee is not None and has_ceiling:
        raise refused("ceiling", "fee", "Barang dengan HET tidak boleh ditambah biaya.")
    if _PERSON.search(reference):
        raise refused("reference", "reference", "Acuan pembayaran tidak boleh memuat nomor orang.")
    return with_amount(qris, amount=str(amount_rp), fee=fee, reference=reference)


def refused(wrong: str, field: str, message: str, **facts: object) -> QrisRefusedError:
    """Make a refusal of a code."""
    return QrisRefusedError(wrong=wrong, field=field, message=message, **facts)


def _is_whole(field: Field) -> bool:
    return field.tag not in _TEMPLATES or fields_of(field.value) is not None


def _checked_amount(amount: str, currency: str | None) -> str:
    is_decimal = currency != RUPIAH and _DECIMAL.fullmatch(amount) is not None and bool(amount.strip("0."))
    if len(amount) > LONGEST_AMOUNT or not (is_decimal or _WHOLE.fullmatch(amount)):
        raise refused("amount", "amount", "Jumlah harus rupiah utuh di atas nol, paling panjang 13 angka.")
    return amount


def _fee_fields(fee: Fee | None) -> Sequence[Field]:
    if fee is None:
        return ()
    if fee.amount and not fee.percent and len(fee.amount) <= LONGEST_AMOUNT and _WHOLE.fullmatch(fee.amount):
        return Field(TIP, "02"), Field(FIXED_FEE, fee.amount)
    if fee.percent.strip("0.") and not fee.amount and _PERCENT.fullmatch(fee.percent):
        return Field(TIP, "03"), Field(PERCENT_FEE, fee.percent)
    raise refused("fee", "fee", "Biaya harus rupiah utuh di atas nol, atau persen di bawah seratus.")


def _with_reference(fields: Sequence[Field], qris: Qris, reference: str) -> list[Field]:
    """Put a reference among the additional fields, in the order of tags where they are in order."""
    if _REFERENCE.fullmatch(reference) is None:
        raise refused("reference", "reference", "Acuan paling panjang 25 huruf atau angka, dan tidak kosong.")
    inner = {**qris.inner(ADDITIONAL), REFERENCE: reference}
    text = "".join(Field(tag, value).written for tag, value in sorted(inner.items()))
    if len(text) > LONGEST_VALUE:
        raise refused("reference", "reference", "Kode ini tidak punya tempat untuk acuan sepanjang itu.")
    others = [field for field in fields if field.tag != ADDITIONAL]
    at = next((at for at, field in enumerate(others) if field.tag > ADDITIONAL), len(others))
    return [*others[:at], Field(ADDITIONAL, text), *others[at:]]
