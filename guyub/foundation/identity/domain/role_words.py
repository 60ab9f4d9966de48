"""How roles are called, on screens and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE_WORDS: Mapping[Role, str] = {
    Role.KASIR: "Kasir",
    Role.KOLEKTOR: "Kolektor",
    Role.PENGELOLA_GERAI: "Pengelola gerai",
    Role.BENDAHARA: "Bendahara",
    Role.SEKRETARIS: "Sekretaris",
    Role.KETUA: "Ketua",
    Role.WAKIL_KETUA_USAHA: "Wakil ketua bidang usaha",
    Role.WAKIL_KETUA_ANGGOTA: "Wakil ketua bidang anggota",
    Role.PENGAWAS: "Pengawas",
    Role.ANGGOTA: "Anggota",
    Role.PENDAMPING: "Pendamping",
    Role.PETUGAS_DINAS: "Petugas dinas",
    Role.KEPALA_DINAS: "Kepala dinas",
    Role.PRODUSEN: "Produsen",
    Role.OPERATOR: "Operator",
}
