"""How budgets and taxes are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.planning.domain.budget import Section
from guyub.books.planning.domain.tax import Level, TaxState
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.books.planning.selectors.budgets import BudgetRow

SECTION_WORDS: Mapping[str, str] = {
    Section.PENDAPATAN: "Pendapatan",
    Section.POKOK: "Beban pokok",
    Section.BEBAN: "Beban usaha dan organisasi",
    Section.PAJAK: "Pajak",
    Section.INVESTASI: "Belanja aset tetap",
}
STATE_WORDS: Mapping[str, str] = {
    "RANCANGAN": "Rancangan",
    "BERLAKU": "Berlaku",
    "DIGANTI": "Diganti",
}
BASIS_WORDS: Mapping[str, str] = {
    "REALISASI": "Realisasi tahun sebelumnya",
    "ANGGARAN": "Anggaran sebelumnya",
    "KOSONG": "Kosong",
}
TAX_WORDS: Mapping[str, tuple[str, str]] = {
    TaxState.NIHIL: ("Nihil", ""),
    TaxState.BELUM: ("Belum dicatat", "warn"),
    TaxState.DICATAT: ("Dicatat, belum dibayar", "warn"),
    TaxState.DIBAYAR: ("Dibayar", "ok"),
}
LEVEL_WORDS: Mapping[str, str] = {
    Level.AMAN: "Peredaran usaha masih jauh dari batas",
    Level.DEKAT: "Peredaran usaha mendekati batas",
    Level.LEWAT: "Peredaran usaha mencapai batas",
}
TONES: Mapping[str, str] = {Level.AMAN: "ok", Level.DEKAT: "warn", Level.LEWAT: "bad"}


def difference_words(row: BudgetRow) -> str:
    """Say how a line stands against its budget up to now: ``lebih hemat Rp 50.000``."""
    compared = row.compared
    difference_rp = compared.difference_rp
    if not compared.year_rp:
        return "tanpa anggaran"
    if not compared.plan_rp and not compared.actual_rp:
        return "belum waktunya"
    if not difference_rp:
        return "tepat"
    if row.section is Section.PENDAPATAN:
        return f"{'lebih' if difference_rp > 0 else 'kurang'} {rupiah(abs(difference_rp))}"
    return f"{'melampaui' if difference_rp > 0 else 'lebih hemat'} {rupiah(abs(difference_rp))}"
