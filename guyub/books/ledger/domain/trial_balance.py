"""Neraca saldo: every account with what stood on it, what moved, what stands on it now, debit and credit apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import AccountKind
from guyub.books.ledger.domain.movements import BETWEEN, Layout, summed, tie
from guyub.books.ledger.domain.statements import RowKind, StatementName, StatementRow

if TYPE_CHECKING:
    from guyub.books.ledger.domain.entries import Phase
    from guyub.books.ledger.domain.movements import Books, Movement, Parts
    from guyub.books.ledger.domain.statements import Statement

COLUMNS = ("Awal debit", "Awal kredit", "Debit", "Kredit", "Akhir debit", "Akhir kredit")
KINDS = {
    AccountKind.ASET: "Aset",
    AccountKind.KEWAJIBAN: "Kewajiban",
    AccountKind.EKUITAS: "Ekuitas",
    AccountKind.PENDAPATAN: "Pendapatan",
    AccountKind.BEBAN: "Beban",
}
_PAIRS = {"Saldo akhir": 4, "Saldo awal": 0, "Mutasi": 2}


def trial_balance(books: Books, *, through: Phase) -> Statement:
    """List the accounts of the main column by kind; an account that never moved is left out.

    Args:
        books: Of which the main column is shown.
        through: Entries of the span that come later in the year's work do not count: before adjustments, before
            closing, or (with CLOSING) all of them count.
    """
    accounts: dict[str, list[int]] = {}
    shown: dict[str, Movement] = {}
    between_rp = [0, 0, 0]
    for movement in books.columns[books.main].movements:
        sums = accounts.setdefault(movement.code, [0, 0, 0])
        if books.is_left_out(movement):
            sums = between_rp
        shown[movement.code] = movement
        sums[0] += movement.opening_rp
        if movement.phase <= through:
            sums[1] += movement.debit_rp
            sums[2] += movement.credit_rp
    layout = Layout(len(COLUMNS))
    parts: Parts = []
    for kind, title in KINDS.items():
        rows = [
            _row(shown[code].name, sums, code)
            for code, sums in sorted(accounts.items())
            if shown[code].above.kind is kind and any(sums)
        ]
        if rows:
            layout.heading(title, RowKind.GROUP)
            own = [(layout.add(row), 1) for row in rows]
            parts.append((layout.total(summed(title), own, RowKind.SUM), 1))
    opening_rp, debit_rp, credit_rp = between_rp
    if opening_rp or debit_rp != credit_rp:
        moved_rp = debit_rp - credit_rp
        parts.append((layout.add(_row(BETWEEN, [opening_rp, max(moved_rp, 0), max(-moved_rp, 0)])), 1))
    end = layout.total("Jumlah", parts)
    ties = [
        tie(
            f"neraca-saldo:{name}",
            layout.amount(end, at),
            layout.amount(end, at + 1),
            holds=f"Seimbang. {name}: debit {{left}} sama dengan kredit {{right}}.",
            broken=f"Belum seimbang. {name}: debit {{left}}, kredit {{right}}.",
        )
        for name, at in _PAIRS.items()
    ]
    return books.statement(StatementName.NERACA_SALDO, layout, ties, COLUMNS)


def _row(name: str, sums: list[int], code: str = "") -> StatementRow:
    opening_rp, debit_rp, credit_rp = sums
    closing_rp = opening_rp + debit_rp - credit_rp
    sides = (
        max(opening_rp, 0),
        max(-opening_rp, 0),
        debit_rp,
        credit_rp,
        max(closing_rp, 0),
        max(-closing_rp, 0),
    )
    return StatementRow(RowKind.ACCOUNT, name, tuple(rp or None for rp in sides), code)
