"""Perhitungan hasil usaha: what a span earned, with members and with others apart.

Partisipasi bruto is what members gave for the cooperative's service; less its cost it is partisipasi neto. The closing
entry of a year (phase 2) moves the result to equity and is none of it.

Source: SAK EP; Permenkop 2/2024; partisipasi after PSAK 27.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import AccountKind, Mark
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.movements import Layout, result_by_balance, seen, tie
from guyub.books.ledger.domain.statements import StatementName

if TYPE_CHECKING:
    from guyub.books.ledger.domain.movements import Books, Movement, Parts
    from guyub.books.ledger.domain.statements import Statement, Tie


def result(books: Books) -> Statement:
    """Draw up what each column earned."""
    layout = Layout(len(books.columns))

    def group(line: str, sign: int = 1) -> Parts:
        entries = books.entries(lambda movement: movement.above.line == line, _shown)
        return [(place, sign) for place, _ in layout.group(books.chart.lines[line].title, entries)]

    members = layout.total(
        "Partisipasi neto anggota", [*group("PARTISIPASI_BRUTO"), *group("POKOK_ANGGOTA", -1)]
    )
    others = layout.total(
        "Laba kotor bukan anggota", [*group("BUKAN_ANGGOTA"), *group("POKOK_BUKAN_ANGGOTA", -1)]
    )
    between = [(layout.line(entry), 1) for entry in books.difference(Mark.ANTAR_USAHA, _earned)]
    gross = layout.total("SHU kotor", [(members, 1), (others, 1), *between])
    costs = [*group("BEBAN_USAHA", -1), *group("BEBAN_PERKOPERASIAN", -1)]
    operating = layout.total("SHU operasional", [(gross, 1), *costs])
    rest = [*group("PENDAPATAN_LAIN"), *group("BEBAN_LAIN", -1)]
    before_tax = layout.total("SHU sebelum pajak", [(operating, 1), *rest])
    after_tax = layout.total("SHU setelah pajak", [(before_tax, 1), *group("PAJAK", -1)])
    others_side = books.sums(result_by_balance)
    ties = [result_tie(layout.amount(after_tax, at), rp) for at, rp in enumerate(others_side)]
    return books.statement(
        StatementName.HASIL_USAHA, layout, [*seen(ties, books.main), *_between_ties(books)]
    )


def result_tie(result_rp: int, others_rp: int) -> Tie:
    """Compare a result with what assets, liabilities and paid-in equity say of it."""
    return tie(
        "hasil-usaha",
        result_rp,
        others_rp,
        holds="Cocok. SHU {left} sama dengan perubahan aset dikurangi kewajiban dan modal yang disetor.",
        broken="Belum cocok. SHU {left}, sedangkan aset, kewajiban, dan modal berubah {right}.",
    )


def _between_ties(books: Books) -> list[Tie]:
    if not books.is_consolidated:
        return []
    sold_rp, bought_rp = (
        sum(
            movement.earned_rp
            for movement in books.columns[books.main].movements
            if movement.above.mark is Mark.ANTAR_USAHA and movement.above.kind is kind
        )
        for kind in (AccountKind.PENDAPATAN, AccountKind.BEBAN)
    )
    return [
        tie(
            "antar-koperasi",
            sold_rp,
            -bought_rp,
            holds="Penjualan antar koperasi {left} sama dengan pembeliannya {right}.",
            broken="Penjualan antar koperasi {left} belum sama dengan pembeliannya {right}.",
        )
    ]


def _earned(movement: Movement) -> int:
    return movement.earned_rp


def _shown(movement: Movement) -> int:
    if movement.phase == Phase.CLOSING:
        return 0
    return -movement.change_rp if movement.above.kind is AccountKind.PENDAPATAN else movement.change_rp
