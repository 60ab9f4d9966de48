"""The kinds of savings, the accounts that hold them, and the total that the opening position kept for each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class SavingsKind(StrEnum):
    """What kind of savings an account is."""

    POKOK = "POKOK"
    WAJIB = "WAJIB"
    SUKARELA = "SUKARELA"
    BERJANGKA = "BERJANGKA"
    BERTUJUAN = "BERTUJUAN"
    PENYERTAAN = "PENYERTAAN"


KIND_WORDS: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "Simpanan pokok",
    SavingsKind.WAJIB: "Simpanan wajib",
    SavingsKind.SUKARELA: "Simpanan sukarela",
    SavingsKind.BERJANGKA: "Simpanan berjangka",
    SavingsKind.BERTUJUAN: "Simpanan bertujuan",
    SavingsKind.PENYERTAAN: "Penyertaan anggota",
}
CONTROL: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "3.1.01",
    SavingsKind.WAJIB: "3.1.02",
    SavingsKind.SUKARELA: "2.2.01",
    SavingsKind.BERJANGKA: "2.2.02",
    SavingsKind.BERTUJUAN: "2.2.03",
    SavingsKind.PENYERTAAN: "3.4.02",
}
OPENING: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "3.1.91",
    SavingsKind.WAJIB: "3.1.92",
    SavingsKind.SUKARELA: "2.2.91",
    SavingsKind.BERJANGKA: "2.2.92",
    SavingsKind.BERTUJUAN: "2.2.93",
    SavingsKind.PENYERTAAN: "3.4.91",
}
# What jasa costs, what of it is owed to members, and what is owed of its tax, which the cooperative may bear.
EXPENSE, ACCRUED, TAX_OWED, BORNE = "5.1.02", "2.1.10", "2.1.06", "6.3.09"
# Every member has these, licence or not; their amounts are the rules simpanan.pokok and simpanan.wajib.
STATUTORY = frozenset({SavingsKind.POKOK, SavingsKind.WAJIB})
# What the savings-and-loan unit alone may take (selectors.gate).
UNIT_KINDS = frozenset({SavingsKind.SUKARELA, SavingsKind.BERJANGKA, SavingsKind.BERTUJUAN})
# Stays until the membership ends.
STAYING = frozenset({SavingsKind.POKOK, SavingsKind.WAJIB})
# Of these a member may take any day.
TAKEN_ANY_DAY = frozenset({SavingsKind.SUKARELA, SavingsKind.BERTUJUAN})
# Penyertaan is capital: it is paid back at the counter too, and always with a second person.
TAKEN_AT_COUNTER = TAKEN_ANY_DAY | {SavingsKind.PENYERTAAN}
# The events of the treasury that bring money in, and pay it out.
PAY_IN: Mapping[SavingsKind, str] = {kind: f"simpanan.{kind.value.lower()}.setor" for kind in SavingsKind}
PAY_OUT: Mapping[SavingsKind, str] = {kind: f"simpanan.{kind.value.lower()}.kembali" for kind in SavingsKind}


class Cause(StrEnum):
    """Why an account moved."""

    SETOR = "SETOR"  # money came
    TARIK = "TARIK"  # money went
    PINDAH = "PINDAH"  # between accounts, no money
    JASA = "JASA"
    PAJAK = "PAJAK"
    BATAL = "BATAL"  # takes another back


CAUSE_WORDS: Mapping[Cause, str] = {
    Cause.SETOR: "Setor",
    Cause.TARIK: "Ambil",
    Cause.PINDAH: "Pindah",
    Cause.JASA: "Jasa",
    Cause.PAJAK: "Pajak jasa",
    Cause.BATAL: "Batal",
}
