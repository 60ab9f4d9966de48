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


KIND_WORDS: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "Simpanan pokok",
    SavingsKind.WAJIB: "Simpanan wajib",
    SavingsKind.SUKARELA: "Simpanan sukarela",
    SavingsKind.BERJANGKA: "Simpanan berjangka",
    SavingsKind.BERTUJUAN: "Simpanan bertujuan",
}
CONTROL: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "3.1.01",
    SavingsKind.WAJIB: "3.1.02",
    SavingsKind.SUKARELA: "2.2.01",
    SavingsKind.BERJANGKA: "2.2.02",
    SavingsKind.BERTUJUAN: "2.2.03",
}
OPENING: Mapping[SavingsKind, str] = {
    SavingsKind.POKOK: "3.1.91",
    SavingsKind.WAJIB: "3.1.92",
    SavingsKind.SUKARELA: "2.2.91",
    SavingsKind.BERJANGKA: "2.2.92",
    SavingsKind.BERTUJUAN: "2.2.93",
}
# The events of the treasury that bring money in, and pay it out.
PAY_IN: Mapping[SavingsKind, str] = {kind: f"simpanan.{kind.value.lower()}.setor" for kind in SavingsKind}
PAY_OUT: Mapping[SavingsKind, str] = {kind: f"simpanan.{kind.value.lower()}.kembali" for kind in SavingsKind}
