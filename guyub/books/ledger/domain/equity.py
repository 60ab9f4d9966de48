"""Laporan perubahan ekuitas: one column for each part of equity, one row for each way in which it changes.

Source: Permenkop 2/2024, annex, for rows and columns (as read by the research notes); SAK EP 6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import AccountKind, Mark
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.movements import Entry, Layout, net_assets, result_by_balance, tie
from guyub.books.ledger.domain.result import result_tie
from guyub.books.ledger.domain.statements import StatementName

if TYPE_CHECKING:
    from guyub.books.ledger.domain.movements import Books, Column
    from guyub.books.ledger.domain.statements import Statement, Tie

ROWS = ("Saldo awal", "Penambahan", "Pengurangan", "Pembagian SHU", "SHU periode ini")
_OPENING, _ADDED, _REDUCED, _SHARED, _EARNED = range(5)


def equity(books: Books) -> Statement:
    """Draw up the changes of each span, one below the other; units stand below each other likewise."""
    titles = list(dict.fromkeys(line.column for line in books.chart.lines.values() if line.column))
    layout = Layout(len(titles) + 1)
    ties: list[Tie] = []
    for at, column in enumerate(books.columns):
        if len(books.columns) > 1:
            layout.heading(column.title)
        table = _table(books, column, titles)
        parts = [
            (layout.line(Entry(title, (*row, sum(row)))), 1) for title, row in zip(ROWS, table, strict=True)
        ]
        end = layout.total("Saldo akhir", parts)
        both = _ties(column, sum(table[_EARNED]), layout.amount(end, len(titles)))
        ties += [one for one in both if at == books.main or not one.holds]
    return books.statement(StatementName.EKUITAS, layout, ties, (*titles, "Jumlah"))


def _table(books: Books, column: Column, titles: list[str]) -> list[list[int]]:
    """Sort what moved into rows and columns.

    The column of the SHU holds the accounts of that line and the result not closed yet; a closing entry moves between
    the two and shows nowhere. A debit on an account of that line is a distribution.
    """
    surplus = books.chart.marked(Mark.SHU).line
    table = [[0] * len(titles) for _ in ROWS]
    shu = titles.index(books.chart.lines[surplus].column)
    closed_rp = 0
    for movement in column.movements:
        kind = movement.above.kind
        if movement.is_result or movement.above.line == surplus:
            table[_OPENING][shu] -= movement.opening_rp
            table[_EARNED][shu] += movement.earned_rp
            if movement.phase == Phase.CLOSING:
                closed_rp -= movement.change_rp
            elif not movement.is_result:
                table[_ADDED][shu] += movement.credit_rp
                table[_SHARED][shu] -= movement.debit_rp
        elif kind is AccountKind.EKUITAS:
            at = titles.index(books.chart.lines[movement.above.line].column)
            table[_OPENING][at] -= movement.opening_rp
            table[_ADDED][at] += movement.credit_rp
            table[_REDUCED][at] -= movement.debit_rp
    table[_ADDED if closed_rp > 0 else _SHARED][shu] += closed_rp
    return table


def _ties(column: Column, earned_rp: int, end_rp: int) -> list[Tie]:
    return [
        tie(
            "ekuitas",
            end_rp,
            sum(map(net_assets, column.movements)),
            holds="Cocok. Saldo akhir {left} sama dengan ekuitas di laporan posisi keuangan.",
            broken="Belum cocok. Saldo akhir {left}, sedangkan aset dikurangi kewajiban {right}.",
        ),
        result_tie(earned_rp, sum(map(result_by_balance, column.movements))),
    ]
