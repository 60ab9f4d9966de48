"""A posting as people read it: in everyday words, and as debit and credit beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import DEBIT_KINDS, AccountKind, kind_of
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from guyub.books.treasury.domain.events import EventKind

# What a posting names before it is known: a place of money, the one that it goes to, what is chosen.
_MISSING = {"@": "Tempat uang", "@2": "Tempat tujuan", "?": "Pilihan"}
_CALLED = {AccountKind.BEBAN: "Biaya", AccountKind.PENDAPATAN: "Pendapatan"}


@dataclass(frozen=True, slots=True)
class SaidLine(Row):
    """One line of a posting.

    Args:
        code: Of the account; "" where it is not known yet, since a place or a choice is missing.
        name: What the account, or the place where the money lies, is called.
        side: 1 for debit, -1 for credit.
        amount_rp: Whole rupiah, never below zero; None while nothing is typed.
        words: ``Uang di Kotak bendahara berkurang Rp 150.000.``
    """

    code: str
    name: str
    side: int
    amount_rp: int | None
    words: str

    @property
    def debit_rp(self) -> int | None:
        """The amount, where it is a debit."""
        return self.amount_rp if self.side > 0 else None

    @property
    def credit_rp(self) -> int | None:
        """The amount, where it is a credit."""
        return self.amount_rp if self.side < 0 else None


def planned_lines(
    kind: EventKind, amounts: Mapping[str, int], *, cash: str = "", to_cash: str = "", choice: str = ""
) -> Iterator[tuple[str, int, int | None]]:
    """Give what a kind would post as far as it is known: account, or ``@ @2 ?``; side; whole rupiah or None.

    Nothing is refused here: whoever types is shown what comes of it so far. What may be nothing and is not typed is
    left out, and so is a rest of which nothing is left.
    """
    accounts = {"@": cash, "@2": to_cash, "?": kind.choices.get(choice, "")}
    known = [name for name in kind.amounts if amounts.get(name)]
    rest_rp = -sum(part.side * amounts.get(part.amount, 0) for part in kind.posting if part.amount)
    for part in kind.posting:
        code = accounts.get(part.account) or part.account
        if not part.amount:
            left_rp = part.side * rest_rp
            if not known or left_rp > 0:
                yield code, part.side, left_rp or None
        elif part.amount == kind.amounts[0] or part.amount in known:
            yield code, part.side, amounts.get(part.amount) or None


def said_lines(
    lines: Iterable[tuple[str, int, int | None]],
    *,
    names: Mapping[str, str],
    cash_codes: Collection[str],
) -> list[SaidLine]:
    """Say lines in everyday words; whether something grows or shrinks follows from what its account holds.

    Args:
        lines: As ``planned_lines`` gives them.
        names: Of the accounts, places of money by the name that people gave them.
        cash_codes: The accounts on which money lies.
    """
    return [_said(code, side, amount_rp, names, cash_codes) for code, side, amount_rp in lines]


def _said(
    code: str, side: int, amount_rp: int | None, names: Mapping[str, str], cash_codes: Collection[str]
) -> SaidLine:
    amount = "" if amount_rp is None else f" {rupiah(amount_rp)}"
    if code in _MISSING:
        return SaidLine("", "belum dipilih", side, amount_rp, f"{_MISSING[code]} belum dipilih.")
    name = names.get(code, code)
    kind = kind_of(code)
    grows = (side > 0) == (kind in DEBIT_KINDS)
    if code in cash_codes:
        called = f"Uang di {name}"
    else:
        called = name if name.startswith("Beban") else f"{_CALLED.get(kind, '')} {name}".strip()
    return SaidLine(code, name, side, amount_rp, f"{called} {'bertambah' if grows else 'berkurang'}{amount}.")
