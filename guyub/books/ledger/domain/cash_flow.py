"""Laporan arus kas, by the direct and by the indirect method: the same total by identity.

Direct: cash accounts by the flow line that posting gave each of their lines. Indirect: every rupiah that came into cash
left another account, so that (with everything below signed debit above zero)

    cash = SHU - all other balance sheet accounts

and the operating part is that less what the flow lines of investing and financing brought in directly. The closing
entry of a year moves result to equity: it counts with the account that takes the result.

Source: SAK EP 7; Permenkop 2/2024 (simpanan pokok and wajib are financing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.entries import BETWEEN_CASH, Phase
from guyub.books.ledger.domain.movements import BETWEEN, Entry, Layout, seen, tie
from guyub.books.ledger.domain.statements import RowKind, StatementName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guyub.books.ledger.domain.movements import Books, Movement, Parts
    from guyub.books.ledger.domain.statements import Statement

ACTIVITIES = {"OPERASI": "operasi", "INVESTASI": "investasi", "PENDANAAN": "pendanaan"}
OPERATING = "OPERASI"
PROVISION = "Penyisihan piutang"
_PLAIN = {OPERATING, BETWEEN_CASH}


def cash_flow(books: Books, *, is_indirect: bool) -> Statement:
    """Draw up where cash came from and where it went, in each column."""
    layout = Layout(len(books.columns))
    parts: Parts = []
    for activity, word in ACTIVITIES.items():
        layout.heading(f"Arus kas dari kegiatan {word}")
        if activity == OPERATING and is_indirect:
            rows = _set(layout, _indirect(books))
        else:
            rows = _set(layout, _direct(books, activity))
        parts.append((layout.total(f"Kas bersih dari kegiatan {word}", rows, RowKind.SUM), 1))
    # Over all units this is nothing; one unit alone may have given cash to another.
    parts += _set(layout, [Entry("Kas dari dan kepada unit lain", _flow(books, BETWEEN_CASH))])
    change = layout.total("Kenaikan (penurunan) kas", parts)
    opening = layout.line(
        Entry("Kas awal", books.sums(lambda movement: movement.opening_rp if movement.is_cash else 0))
    )
    closing = layout.total("Kas akhir", [(change, 1), (opening, 1)])
    held = books.sums(lambda movement: movement.closing_rp if movement.is_cash else 0)
    ties = [
        tie(
            "arus-kas",
            layout.amount(closing, at),
            held_rp,
            holds="Cocok. Kas akhir {left} sama dengan kas dan bank di laporan posisi keuangan.",
            broken="Belum cocok. Kas akhir {left}, sedangkan kas dan bank di laporan posisi keuangan {right}.",
        )
        for at, held_rp in enumerate(held)
    ]
    return books.statement(StatementName.ARUS_KAS, layout, seen(ties, books.main))


def _set(layout: Layout, entries: Iterable[Entry]) -> Parts:
    return [(layout.line(entry), 1) for entry in entries if any(entry.amounts)]


def _flow(books: Books, flow: str) -> tuple[int, ...]:
    return books.sums(
        lambda movement: movement.change_rp if movement.is_cash and movement.flow == flow else 0
    )


def _direct(books: Books, activity: str) -> list[Entry]:
    return [
        Entry(flow.title, _flow(books, flow.code))
        for flow in books.chart.flows.values()
        if flow.activity == activity
    ]


def _indirect(books: Books) -> Iterable[Entry]:
    """Give the result, then what of it was no cash, then what operating balances set free or tied up."""
    yield Entry("SHU setelah pajak", books.sums(lambda movement: movement.earned_rp))
    flows = books.chart.flows.values()
    direct = {_not_cash(flow.title): flow.code for flow in flows if flow.activity not in _PLAIN}
    direct["Antar unit"] = BETWEEN_CASH
    rows: dict[str, tuple[int, ...]] = {
        title: tuple(-rp for rp in _flow(books, code)) for title, code in direct.items()
    }
    for at, column in enumerate(books.columns):
        for movement in column.movements:
            title = _row(books, movement)
            if title:
                row = list(rows.get(title, [0] * len(books.columns)))
                row[at] -= movement.change_rp
                rows[title] = tuple(row)
    order = [_not_cash(PROVISION), *(_change(line.title) for line in books.chart.lines.values())]
    for title in dict.fromkeys([*list(direct)[:-1], *order, "Antar unit", BETWEEN]):
        if title in rows:
            yield Entry(title, rows[title])


def _row(books: Books, movement: Movement) -> str:
    """Tell in which row of the indirect method an account's change stands; "" for cash and for the result itself."""
    mark, chart = movement.above.mark, books.chart
    if movement.is_cash or (movement.is_result and movement.phase != Phase.CLOSING):
        return ""
    flow = chart.flows[chart.marked(Mark.SHU).flow if movement.is_result else movement.above.flow]
    if books.is_left_out(movement):
        return BETWEEN
    if mark is Mark.ANTAR_UNIT:
        return "Antar unit"
    if flow.activity != OPERATING:
        return _not_cash(flow.title)
    if mark is Mark.CONTRA:
        return _not_cash(PROVISION)
    return _change(chart.lines[movement.above.line].title)


def _not_cash(title: str) -> str:
    return f"Bukan kas: {title[0].lower()}{title[1:]}" if title[:3] != "SHU" else f"Bukan kas: {title}"


def _change(title: str) -> str:
    return f"Perubahan {title[0].lower()}{title[1:]}"
