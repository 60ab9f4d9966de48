"""What states of containers and reasons of their moves are called on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.containers import ContainerState, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE_WORDS: Mapping[ContainerState, str] = {
    ContainerState.LUAR: "di luar koperasi",
    ContainerState.ISI: "isi",
    ContainerState.KOSONG: "kosong",
    ContainerState.KARANTINA: "karantina",
    ContainerState.PINJAM: "dipinjam",
    ContainerState.TITIP: "dengan jaminan",
}
WHY_WORDS: Mapping[Why, str] = {
    Why.AWAL: "Sudah di tangan orang",
    Why.BELI: "Wadah datang",
    Why.TUKAR: "Tukar isi dengan kosong",
    Why.ISI: "Diisi ulang",
    Why.PINJAM: "Dipinjam",
    Why.KEMBALI: "Kembali",
    Why.TITIP: "Diambil dengan jaminan",
    Why.TEBUS: "Kembali, jaminan dibayar",
    Why.RUSAK: "Masuk karantina",
    Why.PULIH: "Keluar karantina",
    Why.AFKIR: "Diafkir",
    Why.PINDAH: "Pindah tempat",
    Why.HITUNG: "Selisih hitungan",
}
