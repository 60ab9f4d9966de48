"""Needs of cooperatives: what they are, and how one moves from need to use."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class NeedKind(StrEnum):
    """The catalogue of needs."""

    TEMPAT = "TEMPAT"
    BANGUNAN = "BANGUNAN"
    RAK_ETALASE = "RAK_ETALASE"
    PENDINGIN = "PENDINGIN"
    TIMBANGAN = "TIMBANGAN"
    KOMPUTER = "KOMPUTER"
    HP_KASIR = "HP_KASIR"
    PRINTER = "PRINTER"
    LISTRIK = "LISTRIK"
    INTERNET = "INTERNET"
    TABUNG_LPG = "TABUNG_LPG"
    KENDARAAN = "KENDARAAN"
    STOK_AWAL = "STOK_AWAL"
    MODAL_KERJA = "MODAL_KERJA"
    PELATIHAN = "PELATIHAN"
    PERIZINAN = "PERIZINAN"
    LAINNYA = "LAINNYA"


class NeedState(StrEnum):
    """How far a need is."""

    RAISED = "RAISED"
    VERIFIED = "VERIFIED"
    PLANNED = "PLANNED"
    FUNDED = "FUNDED"
    BOUGHT = "BOUGHT"
    HANDED_OVER = "HANDED_OVER"
    IN_USE = "IN_USE"
    DECLINED = "DECLINED"


_S = NeedState
# A need goes forward one step at a time; until money is there it can be declined, with a reason.
STEPS: Mapping[NeedState, tuple[NeedState, ...]] = {
    _S.RAISED: (_S.VERIFIED, _S.DECLINED),
    _S.VERIFIED: (_S.PLANNED, _S.DECLINED),
    _S.PLANNED: (_S.FUNDED, _S.DECLINED),
    _S.FUNDED: (_S.BOUGHT,),
    _S.BOUGHT: (_S.HANDED_OVER,),
    _S.HANDED_OVER: (_S.IN_USE,),
    _S.IN_USE: (),
    _S.DECLINED: (),
}
OPEN_STATES = frozenset({_S.RAISED, _S.VERIFIED, _S.PLANNED, _S.FUNDED, _S.BOUGHT, _S.HANDED_OVER})
# What the cooperative itself says; the rest is the city's to do.
OWN_STATES = frozenset({_S.IN_USE})


def may_move(state: NeedState, to: NeedState) -> bool:
    """Tell whether a need may go from one state to another."""
    return to in STEPS[state]
