"""How the public pages say what a cooperative is and has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.public_site.domain.standing import Standing
from guyub.community.cooperatives.domain.officers import Post
from guyub.community.cooperatives.domain.outlets import OutletKind, OutletStatus, UnitKind
from guyub.community.members.web.consents import CONSENT_TEXTS
from guyub.foundation.identity.web.words import PURPOSE_VERSION
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Look(Row):
    """How a class looks: shade on the map, words in the key and in a sentence, tone of its chip."""

    shade: str
    title: str
    tone: str


LOOKS: Mapping[Standing, Look] = {
    Standing.BERJALAN: Look("q5", "Dilaporkan berjalan", "act"),
    Standing.PENJUALAN: Look("q4", "Ada penjualan", "act"),
    Standing.NIB: Look("q2", "NIB tercatat", ""),
    Standing.BELUM: Look("q1", "Belum tercatat", "plain"),
}
POST_WORDS: Mapping[Post, str] = {
    Post.KETUA: "Ketua",
    Post.WAKIL_KETUA_USAHA: "Wakil ketua bidang usaha",
    Post.WAKIL_KETUA_ANGGOTA: "Wakil ketua bidang anggota",
    Post.SEKRETARIS: "Sekretaris",
    Post.BENDAHARA: "Bendahara",
    Post.ANGGOTA_PENGURUS: "Anggota pengurus",
    Post.KETUA_PENGAWAS: "Ketua pengawas",
    Post.ANGGOTA_PENGAWAS: "Anggota pengawas",
}
OUTLET_WORDS: Mapping[str, str] = {
    OutletKind.KANTOR: "Kantor",
    OutletKind.SEMBAKO: "Gerai sembako",
    OutletKind.SIMPAN_PINJAM: "Unit simpan pinjam",
    OutletKind.KLINIK: "Klinik",
    OutletKind.APOTEK: "Apotek",
    OutletKind.GUDANG: "Gudang",
    OutletKind.LOGISTIK: "Logistik",
}
STATUS_WORDS: Mapping[str, tuple[str, str]] = {
    OutletStatus.OPERASIONAL: ("ok", "Buka"),
    OutletStatus.SIAP: ("act", "Siap buka"),
    OutletStatus.BELUM: ("", "Belum buka"),
}
UNIT_WORDS: Mapping[str, str] = {
    UnitKind.SEMBAKO: "Sembako",
    UnitKind.LPG: "LPG",
    UnitKind.AIR: "Air minum",
    UnitKind.SIMPAN_PINJAM: "Simpan pinjam",
    UnitKind.APOTEK: "Apotek",
    UnitKind.KLINIK: "Klinik",
    UnitKind.GUDANG: "Pergudangan",
    UnitKind.LOGISTIK: "Logistik",
    UnitKind.LAINNYA: "Lainnya",
}
# What a resident agrees to. Other words are another version: count PURPOSE_VERSION up with them.
CONSENT_VERSION = PURPOSE_VERSION
CONSENT_TEXT = CONSENT_TEXTS["MESSAGES"]
