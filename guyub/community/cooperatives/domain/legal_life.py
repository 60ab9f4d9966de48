"""The legal life of a cooperative: which papers it gathers, how their numbers look, whom it waits for.

Source: research of the formation pipeline (SE Menkop 1/2025, Juklak Menkop 1/2025), docs/regulations.md#formation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class RecordKind(StrEnum):
    """A paper or act of the legal life."""

    MUSYAWARAH = "MUSYAWARAH"
    AKTA = "AKTA"
    AHU = "AHU"
    NPWP = "NPWP"
    NIB = "NIB"
    NIK_KOPERASI = "NIK_KOPERASI"
    REKENING = "REKENING"
    AKUN_SIMKOPDES = "AKUN_SIMKOPDES"
    PELATIHAN = "PELATIHAN"
    IZIN_TEMPAT = "IZIN_TEMPAT"
    IZIN_USAHA = "IZIN_USAHA"
    IZIN_USP = "IZIN_USP"
    PASOKAN = "PASOKAN"
    RAT = "RAT"
    LAINNYA = "LAINNYA"


class Step(StrEnum):
    """A step of the path from deed to business, or of the legal life beside it. What each asks is data of the path."""

    MUSYAWARAH = "MUSYAWARAH"
    AKTA = "AKTA"
    AHU = "AHU"
    NPWP = "NPWP"
    PELATIHAN = "PELATIHAN"
    NIB = "NIB"
    NIK_KOPERASI = "NIK_KOPERASI"
    AKUN_SIMKOPDES = "AKUN_SIMKOPDES"
    REKENING = "REKENING"
    GERAI = "GERAI"
    IZIN_USAHA = "IZIN_USAHA"
    PASOKAN = "PASOKAN"
    JUALAN = "JUALAN"
    TUTUP_BULAN = "TUTUP_BULAN"
    RAT = "RAT"


PAPER_WORDS: Mapping[str, str] = {
    RecordKind.MUSYAWARAH: "Musyawarah kelurahan khusus",
    RecordKind.AKTA: "Akta pendirian",
    RecordKind.AHU: "SK AHU",
    RecordKind.NPWP: "NPWP",
    RecordKind.NIB: "NIB",
    RecordKind.NIK_KOPERASI: "NIK koperasi",
    RecordKind.REKENING: "Rekening bank",
    RecordKind.AKUN_SIMKOPDES: "Akun SIMKOPDES",
    RecordKind.PELATIHAN: "Sertifikat pelatihan",
    RecordKind.IZIN_TEMPAT: "Izin pakai tempat",
    RecordKind.IZIN_USAHA: "Izin usaha",
    RecordKind.IZIN_USP: "Izin usaha simpan pinjam",
    RecordKind.PASOKAN: "Perjanjian pasokan",
    RecordKind.RAT: "Berita acara RAT",
    RecordKind.LAINNYA: "Surat lain",
}
STEP_WORDS: Mapping[str, str] = {
    Step.MUSYAWARAH: "Musyawarah kelurahan",
    Step.AKTA: "Akta pendirian",
    Step.AHU: "SK AHU",
    Step.NPWP: "NPWP",
    Step.PELATIHAN: "Pelatihan pengurus",
    Step.NIB: "NIB di OSS",
    Step.NIK_KOPERASI: "NIK koperasi",
    Step.AKUN_SIMKOPDES: "Akun SIMKOPDES",
    Step.REKENING: "Rekening bank",
    Step.GERAI: "Gerai",
    Step.IZIN_USAHA: "Izin usaha",
    Step.PASOKAN: "Pasokan barang",
    Step.JUALAN: "Mulai berjualan",
    Step.TUTUP_BULAN: "Tutup buku bulanan",
    Step.RAT: "Rapat anggota tahunan",
}
# What every cooperative of the programme is asked for, in the order in which it comes.
MAIN_PAPERS = (
    RecordKind.AKTA,
    RecordKind.AHU,
    RecordKind.NPWP,
    RecordKind.NIB,
    RecordKind.NIK_KOPERASI,
    RecordKind.AKUN_SIMKOPDES,
    RecordKind.REKENING,
    RecordKind.PELATIHAN,
)
# Of these a cooperative has one that holds; another one replaces it.
SINGLE_KINDS = frozenset(
    {RecordKind.AKTA, RecordKind.AHU, RecordKind.NPWP, RecordKind.NIB, RecordKind.NIK_KOPERASI}
)
PERMIT_KINDS = frozenset({RecordKind.IZIN_TEMPAT, RecordKind.IZIN_USAHA})


def precedes_deed(code: str) -> bool:
    """Tell whether a paper or step may be older than the deed; everything else follows it."""
    return code in {RecordKind.MUSYAWARAH, RecordKind.AKTA}


class Holder(StrEnum):
    """Who has the ball while a step waits."""

    KETUA = "KETUA"
    SEKRETARIS = "SEKRETARIS"
    BENDAHARA = "BENDAHARA"
    PENGURUS = "PENGURUS"
    LURAH = "LURAH"
    NOTARIS = "NOTARIS"
    KEMENKUM = "KEMENKUM"
    KPP = "KPP"
    OSS = "OSS"
    BANK = "BANK"
    PEMASOK = "PEMASOK"
    DINAS = "DINAS"
    KEMENTERIAN = "KEMENTERIAN"
    LAINNYA = "LAINNYA"


HOLDER_WORDS: Mapping[str, str] = {
    Holder.KETUA: "Ketua",
    Holder.SEKRETARIS: "Sekretaris",
    Holder.BENDAHARA: "Bendahara",
    Holder.PENGURUS: "Pengurus",
    Holder.LURAH: "Lurah",
    Holder.NOTARIS: "Notaris",
    Holder.KEMENKUM: "Kementerian Hukum",
    Holder.KPP: "Kantor pajak",
    Holder.OSS: "OSS",
    Holder.BANK: "Bank",
    Holder.PEMASOK: "Pemasok",
    Holder.DINAS: "Diskopindag",
    Holder.KEMENTERIAN: "Kementerian Koperasi",
    Holder.LAINNYA: "Pihak lain",
}


class NumberFault(StrEnum):
    """Why a number is not one of its kind."""

    MISSING = "missing"
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class NumberRule:
    """How the number of a paper looks: so many digits (0: any text up to 80), and whether it may be missing."""

    digits: int = 0
    is_required: bool = True


# NIK koperasi 13 digits, kept as text; NPWP 16 since 2024 (a 15-digit one gets a zero in front); NIB 13.
NUMBER_RULES: Mapping[RecordKind, NumberRule] = {
    RecordKind.NPWP: NumberRule(digits=16),
    RecordKind.NIB: NumberRule(digits=13),
    RecordKind.NIK_KOPERASI: NumberRule(digits=13),
    RecordKind.AKTA: NumberRule(),
    RecordKind.AHU: NumberRule(),
    RecordKind.REKENING: NumberRule(),
    RecordKind.IZIN_USAHA: NumberRule(),
    RecordKind.IZIN_USP: NumberRule(),
}
LONGEST_NUMBER = 80
_SEPARATORS = re.compile(r"[\s.\-/]")


def checked_number(kind: RecordKind, written: str) -> str | NumberFault:
    """Bring the number of a paper to the form in which it is kept, or name what is wrong with it.

    Digits of NPWP, NIB and NIK koperasi lose their separators; an old NPWP of 15 digits gets its leading zero
    (PMK 112/2022: the 16-digit form of a body is ``0`` and the old number).
    """
    text = " ".join(written.split())
    rule = NUMBER_RULES.get(kind, NumberRule(is_required=False))
    if not text:
        return NumberFault.MISSING if rule.is_required else ""
    if len(text) > LONGEST_NUMBER:
        return NumberFault.TOO_LONG
    if not rule.digits:
        return text
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return NumberFault.NOT_DIGITS
    if kind is RecordKind.NPWP and len(digits) == 15:
        digits = f"0{digits}"
    return digits if len(digits) == rule.digits else NumberFault.LENGTH


def written_number(kind: RecordKind, number: str) -> str:
    """Write a kept number as people read it: an NPWP in fours, a NIB and NIK koperasi as they are."""
    if kind is RecordKind.NPWP and len(number) == 16:
        return " ".join(number[place : place + 4] for place in range(0, 16, 4))
    return number


REMINDED_DAYS = 60


def days_to_expiry(expires_on: date | None, *, today: date) -> int | None:
    """Count the days until a paper's last day of validity, negative when it is over; None when it never ends."""
    return None if expires_on is None else (expires_on - today).days


def is_expiring(expires_on: date | None, *, today: date) -> bool:
    """Tell whether a paper should be renewed soon: within 60 days, or over already."""
    left = days_to_expiry(expires_on, today=today)
    return left is not None and left <= REMINDED_DAYS
