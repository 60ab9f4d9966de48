"""Laporan posisi keuangan: what the cooperative has, what it owes, and what is its members'.

Source: SAK EP; Permenkop 2/2024 (the form of the lines is ours).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import AccountKind, Mark
from guyub.books.ledger.domain.movements import Entry, Layout, seen, summed, tie
from guyub.books.ledger.domain.statements import RowKind, StatementName
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from guyub.books.ledger.domain.movements import Books, Movement, Parts
    from guyub.books.ledger.domain.statements import Statement, Tie


def position(books: Books) -> Statement:
    """Draw up the position on the last day of each column.

    What income and expenses hold is a row of its own in equity: the result that no closing entry has moved yet. What
    units owe each other shows only where one unit stands alone; over all of them it is nothing.
    """
    layout = Layout(len(books.columns))
    parts = _section(books, layout, "ASET_LANCAR", "Aset lancar")
    parts += _section(books, layout, "ASET_TIDAK_LANCAR", "Aset tidak lancar")
    between = (*_line(books, "ANTAR_UNIT"), *books.difference(Mark.ANTAR_SALDO, _closing))
    parts += [(layout.line(entry), 1) for entry in between]
    assets = layout.total("Jumlah aset", parts)
    parts = _section(books, layout, "KEWAJIBAN_PENDEK", "Kewajiban jangka pendek")
    parts += _section(books, layout, "KEWAJIBAN_PANJANG", "Kewajiban jangka panjang")
    liabilities = layout.total("Jumlah kewajiban", parts)
    layout.heading("Ekuitas")
    equity = layout.total("Jumlah ekuitas", _groups(books, layout, "EKUITAS"))
    layout.total("Jumlah kewajiban dan ekuitas", [(liabilities, 1), (equity, 1)])
    ties = [
        _balance(*(layout.amount(place, at) for place in (assets, liabilities, equity)))
        for at in range(layout.width)
    ]
    return books.statement(StatementName.NERACA, layout, [*seen(ties, books.main), *between_ties(books)])


def between_ties(books: Books) -> list[Tie]:
    """Compare what cooperatives say they are owed with what others say they owe; nothing for one cooperative alone."""
    if not books.is_consolidated:
        return []

    def of(kind: AccountKind) -> int:
        return sum(
            movement.closing_rp
            for movement in books.columns[books.main].movements
            if movement.above.mark is Mark.ANTAR_SALDO and movement.above.kind is kind
        )

    return [
        tie(
            "antar-koperasi",
            of(AccountKind.ASET),
            -of(AccountKind.KEWAJIBAN),
            holds="Piutang antar koperasi {left} sama dengan utang antar koperasi {right}.",
            broken="Piutang antar koperasi {left} belum sama dengan utang antar koperasi {right}.",
        )
    ]


def _balance(assets_rp: int, liabilities_rp: int, equity_rp: int) -> Tie:
    sides = f"kewajiban {rupiah(liabilities_rp)} ditambah modal {rupiah(equity_rp)}."
    return tie(
        "neraca",
        assets_rp,
        liabilities_rp + equity_rp,
        holds=f"Seimbang. Aset {{left}} sama dengan {sides}",
        broken=f"Belum seimbang. Aset {{left}} tidak sama dengan {sides}",
    )


def _section(books: Books, layout: Layout, section: str, title: str) -> Parts:
    before = len(layout.rows)
    layout.heading(title)
    parts = _groups(books, layout, section)
    if not parts:
        del layout.rows[before:]
        return []
    return [(layout.total(summed(title), parts, RowKind.SUM), 1)]


def _groups(books: Books, layout: Layout, section: str) -> Parts:
    parts: Parts = []
    for line in books.chart.lines.values():
        if line.section == section:
            entries = _line(books, line.code)
            if line.code == books.chart.marked(Mark.SHU).line:
                entries += _open_result(books)
            parts += layout.group(line.title, entries)
    return parts


def _line(books: Books, line: str) -> list[Entry]:
    return books.entries(lambda movement: movement.above.line == line, _shown)


def _open_result(books: Books) -> list[Entry]:
    amounts = books.sums(lambda movement: -movement.closing_rp if movement.is_result else 0)
    return [Entry("SHU tahun berjalan", amounts)] if any(amounts) else []


def _closing(movement: Movement) -> int:
    return movement.closing_rp


def _shown(movement: Movement) -> int:
    return movement.closing_rp if movement.above.kind is AccountKind.ASET else -movement.closing_rp
