"""Everyday events (peristiwa): what happened, in the words of who keeps the cash, and the entry it makes.

The kinds are data (``data/peristiwa/*.csv``). A kind's posting is a line of parts ``side:account:amount``, such as
``D:2.4.01:pokok D:6.3.01:bunga K:@``: side D or K; account a code, ``@`` the cash place, ``@2`` the one that it goes
to, ``?`` the account of what was chosen; amount one of AMOUNT_WORDS, or nothing for the part that takes the rest.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.entries import MOST_RP, LineDraft
from guyub.books.treasury.domain.places import CashKind
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

LONGEST_WHO = 80
LONGEST_NOTE = 120

AMOUNT_WORDS: Mapping[str, str] = {
    "jumlah": "Jumlah",
    "pokok": "Pokok",
    "bunga": "Bunga",
    "pajak": "Pajak dipotong",
    "biaya": "Biaya admin",
    "angsuran_pokok": "Pokok",
    "piutang_jasa": "Jasa yang sudah jatuh tempo",
    "jasa": "Jasa",
    "provisi": "Provisi dan administrasi",
    "denda": "Denda",
    "premi": "Premi asuransi",
    "sembako": "Sembako",
    "lpg": "LPG",
    "air": "Air minum",
    "obat": "Obat",
    "barang_lain": "Barang lain",
}
REQUIRED_AMOUNTS = frozenset({"jumlah", "pokok"})  # the others may be nothing
# The headings of the list, in their order; kinds that pages of their own make stand under the last ones.
GROUP_WORDS: Mapping[str, str] = {
    "BARANG": "Barang dagangan",
    "JUAL": "Jualan",
    "BEBAN": "Biaya sehari-hari",
    "ORGANISASI": "Organisasi dan rapat",
    "MASUK": "Uang masuk",
    "PINDAH": "Setor, ambil, pindahkan uang",
    "TITIPAN": "Titipan dan uang muka",
    "TAGIHAN": "Tagihan dan bayar di muka",
    "MODAL": "Modal dan pinjaman",
    "PAJAK": "Pajak",
    "KAS": "Laci dan brankas",
    "KLAIM": "Klaim nota",
    "DANA": "Dana",
    "ASET": "Aset",
    "SIMPANAN": "Simpanan anggota",
    "PINJAMAN": "Pinjaman anggota",
    "BELANJA": "Belanja barang",
}


class Direction(StrEnum):
    """Which way the money goes."""

    MASUK = "MASUK"
    KELUAR = "KELUAR"
    PINDAH = "PINDAH"  # from one cash place to another
    CATAT = "CATAT"  # no money moves


# The series of the entry's number: the voucher that is printed bears it.
_SERIES = {
    (Direction.MASUK, False): "BKM",
    (Direction.KELUAR, False): "BKK",
    (Direction.MASUK, True): "BBM",
    (Direction.KELUAR, True): "BBK",
}


class EventRefusedError(DomainError):
    """An event is not recorded; ``wrong`` says why.

    By what was typed: ``kind amount choice cash same who note``; by the cooperative: ``place`` (no such cash place, or
    closed), ``short`` (a drawer or safe would hold less than nothing; fact ``missing_rp``), ``gone`` (no such event),
    ``undone`` (taken back already), ``undo`` (it takes another back itself), ``listed`` (another list made it: taken
    back there), ``reason``.
    """

    code: ClassVar[str] = "treasury.event.refused"


@dataclass(frozen=True, slots=True)
class PostingPart:
    """One part of a kind's posting: ``side`` 1 for debit and -1 for credit; ``amount`` "" takes the rest."""

    side: int
    account: str
    amount: str


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event.

    Args:
        code: ``beban.listrik``; never changes.
        group: The heading it stands under, a code of GROUP_WORDS.
        title: What people say: ``Bayar listrik dan air``.
        words: Further words that find it.
        direction: Which way the money goes.
        posting: What it makes.
        choice: What is chosen: ``Barang apa``; "" for nothing.
        choices: Each choice and its account.
        who: What the other side is called: ``Dibayar kepada``; "" where nobody is asked.
        rank: Its place among those first shown; 0 for the others.
        is_hidden: Made by a page of its own (claims, funds, shifts), not from the list.
    """

    code: str
    group: str
    title: str
    words: str
    direction: Direction
    posting: tuple[PostingPart, ...]
    choice: str
    choices: Mapping[str, str]
    who: str
    rank: int
    is_hidden: bool

    @property
    def amounts(self) -> tuple[str, ...]:
        """The amounts that are typed, in their order."""
        names = (part.amount for part in self.posting if part.amount)
        return tuple(dict.fromkeys(names))


def read_kinds(table: str) -> Iterable[EventKind]:
    """Read kinds from CSV: ``code group title words direction posting choice choices who rank hidden``.

    ``choices`` is ``Beras=1.3.07|Telur=1.3.07``.
    """
    for row in csv.DictReader(table.splitlines()):
        yield EventKind(
            code=row["code"],
            group=row["group"],
            title=row["title"],
            words=row["words"],
            direction=Direction(row["direction"]),
            posting=tuple(_part(text) for text in row["posting"].split()),
            choice=row["choice"],
            choices=dict(pair.split("=") for pair in row["choices"].split("|") if pair),
            who=row["who"],
            rank=int(row["rank"] or 0),
            is_hidden=bool(row["hidden"]),
        )


def _part(text: str) -> PostingPart:
    side, account, *amount = text.split(":")
    return PostingPart({"D": 1, "K": -1}[side], account, *amount or [""])


@dataclass(frozen=True, slots=True)
class CashSide:
    """A cash place as a posting needs it: its account, and the unit of business it belongs to (None: all)."""

    account: str
    kind: CashKind
    unit_id: UUID | None


def lines_of(
    kind: EventKind,
    amounts: Mapping[str, int],
    *,
    cash: CashSide | None,
    to_cash: CashSide | None = None,
    choice: str = "",
    own_account: str = "",
    unit_id: UUID | None = None,
    member_id: UUID | None = None,
) -> list[LineDraft]:
    """Give the lines of the entry that an event makes.

    Args:
        kind: Its kind.
        amounts: Whole rupiah by name; what is missing is nothing.
        cash: Where the money comes from or goes to; None where none moves.
        to_cash: Where it goes, when it only moves.
        choice: What was chosen.
        own_account: The cooperative's own account below the chosen one, where a list keeps one each; "": itself.
        unit_id: The unit of business it concerns; cash stands in the unit of its place.
        member_id: The member whom the other lines concern.

    Raises:
        EventRefusedError: ``amount``, ``choice``, ``cash`` or ``same``.
    """
    _check_amounts(kind, amounts)
    if kind.choices and choice not in kind.choices:
        raise EventRefusedError(wrong="choice")
    chosen = kind.choices.get(choice, "")
    if own_account not in {"", chosen} and not own_account.startswith(f"{chosen}."):
        raise EventRefusedError(wrong="choice")
    chosen = own_account or chosen
    lines, rest = [], None
    for part in kind.posting:
        if not part.amount:
            rest = part
        elif amounts.get(part.amount):
            lines.append(_line(part, part.side * amounts[part.amount], cash, to_cash, chosen, unit_id))
    if rest:
        # What is withheld may not eat the whole: the rest is what is really paid.
        rest_rp = -sum(line.amount_rp for line in lines)
        if rest_rp * rest.side <= 0:
            raise EventRefusedError(wrong="amount")
        lines.append(_line(rest, rest_rp, cash, to_cash, chosen, unit_id))
    cash_codes = {side.account for side in (cash, to_cash) if side}
    return [
        line if member_id is None or line.account in cash_codes else _of_member(line, member_id)
        for line in lines
    ]


def _check_amounts(kind: EventKind, amounts: Mapping[str, int]) -> None:
    if set(amounts) - set(kind.amounts):
        raise EventRefusedError(wrong="amount")
    for name in kind.amounts:
        value = amounts.get(name, 0)
        if type(value) is not int or not (1 if name in REQUIRED_AMOUNTS else 0) <= value <= MOST_RP:
            raise EventRefusedError(wrong="amount")


def _line(
    part: PostingPart,
    amount_rp: int,
    cash: CashSide | None,
    to_cash: CashSide | None,
    chosen: str,
    unit_id: UUID | None,
) -> LineDraft:
    if part.account in {"@", "@2"}:
        side = cash if part.account == "@" else to_cash
        if side is None:
            raise EventRefusedError(wrong="cash")
        if cash and to_cash and cash.account == to_cash.account:
            raise EventRefusedError(wrong="same")
        return LineDraft(side.account, amount_rp, unit_id=side.unit_id)
    account = chosen if part.account == "?" else part.account
    return LineDraft(account, amount_rp, unit_id=unit_id)


def _of_member(line: LineDraft, member_id: UUID) -> LineDraft:
    return LineDraft(line.account, line.amount_rp, unit_id=line.unit_id, member_id=member_id)


def total_of(kind: EventKind, amounts: Mapping[str, int]) -> int:
    """Give what an event's entry will add up to on either side, in whole rupiah, before it is posted.

    Raises:
        EventRefusedError: ``amount``.
    """
    _check_amounts(kind, amounts)
    given = [(part.side, amounts.get(part.amount, 0)) for part in kind.posting]
    return max(sum(rp for side, rp in given if side == way) for way in (1, -1))


def series_of(direction: Direction, cash: CashSide | None) -> str:
    """Give the series of an event's entry: cash or bank, in or out (BKM BKK BBM BBK), moved (BP), only noted (BM)."""
    if direction is Direction.PINDAH:
        return "BP"
    if cash is None:
        return "BM"
    return _SERIES[direction, cash.kind is CashKind.BANK]


def memo_of(kind: EventKind, *, choice: str = "", note: str = "") -> str:
    """Say an event in the journal: ``Beli barang dagangan: Beras. 2 karung``. No name of a person stands in it."""
    what = f"{kind.title}: {choice}" if choice else kind.title
    return f"{what}. {note}" if note else what
