"""What a person's file holds, in which words."""

from __future__ import annotations

from enum import StrEnum

LONGEST_ADDRESS, LONGEST_WORK, LONGEST_BIRTHPLACE, LONGEST_WHY = 200, 80, 60, 200


class Sex(StrEnum):
    """As Indonesian papers write it."""

    LAKI = "L"
    PEREMPUAN = "P"


class KkRelation(StrEnum):
    """What somebody is in the household of the family card (KK)."""

    KEPALA = "KEPALA"
    PASANGAN = "PASANGAN"
    ANAK = "ANAK"
    ORANG_TUA = "ORANG_TUA"
    FAMILI = "FAMILI"
    LAIN = "LAIN"


SEX_WORDS = {Sex.LAKI: "Laki-laki", Sex.PEREMPUAN: "Perempuan"}
RELATION_WORDS = {
    KkRelation.KEPALA: "Kepala keluarga",
    KkRelation.PASANGAN: "Suami atau istri",
    KkRelation.ANAK: "Anak",
    KkRelation.ORANG_TUA: "Orang tua",
    KkRelation.FAMILI: "Famili lain",
    KkRelation.LAIN: "Lainnya",
}


class GroupKind(StrEnum):
    """What binds the members of a group."""

    RT = "RT"
    KELOMPOK = "KELOMPOK"
    TANGGUNG_RENTENG = "TANGGUNG_RENTENG"


GROUP_WORDS = {
    GroupKind.RT: "RT",
    GroupKind.KELOMPOK: "Kelompok",
    GroupKind.TANGGUNG_RENTENG: "Tanggung renteng",
}


class BusinessPaperKind(StrEnum):
    """What a member's business shows."""

    FOTO = "FOTO"
    NIB = "NIB"
    PIRT = "PIRT"
    HALAL = "HALAL"
    BPOM = "BPOM"
    MEREK = "MEREK"
    LAIN = "LAIN"
