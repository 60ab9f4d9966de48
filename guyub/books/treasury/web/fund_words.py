"""What funds, their rules and their movements are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.domain.funds import FundUse, Movement
from guyub.foundation.kernel.formats import day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.books.treasury.domain.funds import Benefit, Rule
    from guyub.books.treasury.selectors.funds import MovementRow

USES: Mapping[str, str] = {
    FundUse.SANTUNAN: "Santunan bertarif: jumlahnya ditetapkan aturan",
    FundUse.TUJUAN: "Tujuan bebas: tiap pembayaran menyebut untuk apa",
}
_KINDS: Mapping[Movement, str] = {
    Movement.AWAL: "Isi awal",
    Movement.ALOKASI: "Bagian SHU",
    Movement.PEMBAYARAN: "Santunan",
    Movement.BATAL: "Pembatalan",
}


def rule_words(rule: Rule) -> list[str]:
    """Say a rule, a sentence for each thing that it takes or pays."""
    taken = [f"Iuran {rupiah(rule.contribution_rp)} per anggota sebulan."] if rule.contribution_rp else []
    return [*taken, *(f"{benefit.name}: {benefit_words(benefit)}." for benefit in rule.benefits)]


def benefit_words(benefit: Benefit) -> str:
    """Say what a benefit pays: ``Rp150.000 sekali, paling banyak 2 kali setahun``."""
    most = "paling banyak " if benefit.is_ceiling else ""
    often = f", {number(benefit.times_a_year)} kali setahun" if benefit.times_a_year else ""
    return f"{most}{rupiah(benefit.amount_rp)} sekali{often}"


def movement_words(row: MovementRow) -> str:
    """Say why a fund became more or less, with a name only where one was given."""
    if row.kind is Movement.IURAN:
        return f"Iuran {number(row.members_count)} anggota" if row.members_count else "Sumbangan"
    paid = row.payout
    if paid is None:
        return _KINDS[row.kind]
    if paid.purpose:
        return f"{paid.purpose}, {paid.beneficiary}" if paid.beneficiary else paid.purpose
    if not paid.beneficiary or paid.since is None or paid.until is None:
        return _KINDS[row.kind]
    days = day(paid.since) if paid.since == paid.until else f"{day(paid.since)} sampai {day(paid.until)}"
    return f"{paid.benefit}, {paid.beneficiary}, {days}"
