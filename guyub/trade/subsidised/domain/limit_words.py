"""A limit as people read it: on pages, where somebody decides over it, and what it says of a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import MONTHS, number, quantity
from guyub.foundation.kernel.formats import day as day_words
from guyub.trade.inventory.domain.regulated import CONTENTS, UNIT_WORDS, RuleUnit
from guyub.trade.subsidised.domain.programmes import Counts, Mode, Period, Scope
from guyub.trade.subsidised.domain.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.trade.subsidised.domain.limits import LimitFinding
    from guyub.trade.subsidised.domain.programmes import LimitRule

SCOPE_WORDS: Mapping[Scope, str] = {
    Scope.NIK: "tiap orang (NIK)",
    Scope.KK: "tiap keluarga (KK)",
    Scope.NIB: "tiap usaha (NIB)",
    Scope.OUTLET: "tiap koperasi",
    Scope.SHARE: "bagian dari jatah koperasi",
}
PERIOD_WORDS: Mapping[Period, str] = {
    Period.TX: "sekali beli",
    Period.DAY: "sehari",
    Period.WEEK: "seminggu",
    Period.MONTH: "sebulan",
    Period.ALLOCATION: "dari satu kiriman ke kiriman berikut",
}
MODE_WORDS: Mapping[Mode, str] = {
    Mode.OFF: "tidak dilihat",
    Mode.INFO: "diberi tahu",
    Mode.WARN: "diperingatkan, perlu alasan",
    Mode.BLOCK: "ditolak",
}
COUNTS_WORDS: Mapping[Counts, str] = {Counts.QTY: "jumlah barang", Counts.SALES: "berapa kali membeli"}


_WHOSE: Mapping[Scope, str] = {
    Scope.NIK: "Orang ini",
    Scope.KK: "Keluarga ini",
    Scope.NIB: "Usaha ini",
    Scope.OUTLET: "Koperasi ini",
    Scope.SHARE: "Pembeli jenis ini",
}


def most_words(rule: LimitRule, *, unit: RuleUnit) -> str:
    """Write the most that a limit lets: ``10 tabung``, ``1 kali``, ``12,5%``."""
    if rule.scope is Scope.SHARE:
        whole, rest = divmod(rule.max_qty, 100)
        tail = f",{rest:02}".rstrip("0") if rest else ""
        return f"{whole}{tail}%"
    return f"{number(rule.max_qty)} kali" if rule.counts is Counts.SALES else amount_words(rule.max_qty, unit)


def limit_words(rule: LimitRule, *, unit: RuleUnit, category: str = "") -> str:
    """Write a whole limit: ``paling banyak 10 tabung sebulan, tiap keluarga (KK): diperingatkan, perlu alasan``."""
    return f"{measure_words(rule, unit=unit, category=category)}: {MODE_WORDS[rule.mode]}"


def measure_words(rule: LimitRule, *, unit: RuleUnit, category: str = "") -> str:
    """Write a limit without what it means to pass it.

    Args:
        rule: The limit.
        unit: In what people speak of the good.
        category: What its buyers are called; empty: all.
    """
    who = f"{SCOPE_WORDS[rule.scope]}{f', {category}' if category else ''}"
    most = most_words(rule, unit=unit)
    return f"paling banyak {most} {PERIOD_WORDS[rule.period]}, {who}"


def amount_words(qty: int, unit: RuleUnit | None) -> str:
    """Write a quantity as people say it: 5000 grams are ``5 kg``; without a unit the bare number."""
    if unit is None:
        return number(qty)
    whole, rest = divmod(qty, CONTENTS[unit])
    if not rest:
        return quantity(whole, UNIT_WORDS[unit])
    return quantity(qty, "g" if unit is RuleUnit.KG else "ml")


def passed_words(one: LimitFinding, *, day: date, unit: RuleUnit | None) -> str:
    """Say which limit a sale of a day passes, what was counted and what is left."""
    rule = one.rule
    whose, span = _WHOSE[rule.scope], _span_words(rule.period, day)
    if rule.counts is Counts.SALES:
        return f"{whose} sudah membeli {number(one.counted)} kali {span}; batasnya {number(one.most)} kali."
    most = amount_words(one.most, unit)
    if rule.period is Period.TX:
        return f"Sekali beli paling banyak {most}."
    counted = f"{whose} sudah mengambil {amount_words(one.counted, unit)} {span}"
    if rule.mode is Mode.INFO:
        return f"{counted}; biasanya paling banyak {most}."
    return f"{counted}, dari paling banyak {most}; sisa {amount_words(one.remaining, unit)}."


def _span_words(period: Period, day: date) -> str:
    if period is Period.WEEK:
        return f"minggu sejak {day_words(span_of(period, day)[0])}"
    if period is Period.MONTH:
        return f"bulan {MONTHS[day.month - 1]} {day.year}"
    return "dari jatah kali ini" if period is Period.ALLOCATION else f"pada {day_words(day)}"


def unknown_words(limit: int, unit: RuleUnit | None) -> str:
    """Say that nobody could be asked, and what may go all the same; nothing where ``limit`` is 0."""
    if not limit:
        return "Sisa jatah belum bisa ditanyakan, dan batasnya tidak boleh dilewati. Coba lagi saat ada jaringan."
    return (
        "Sisa jatah belum bisa ditanyakan. Tanpa jaringan sekali beli paling banyak "
        f"{amount_words(limit, unit)}, dan penjualannya ditandai."
    )


def plenty_words(remaining: int | None, unit: RuleUnit | None) -> str:
    """Say that a sale passes no limit, and what is left; None: there is no limit."""
    if remaining is None:
        return "Tidak ada batas untuk pembelian ini."
    return f"Masih boleh. Sisa sebelum pembelian ini {amount_words(remaining, unit)}."
