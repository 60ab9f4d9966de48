"""Pengurus and pengawas: posts, numbers, terms, kin.

Source: Juklak Menkop 1/2025 (five posts, odd, first-degree kin), UU 25/1992 Art 29 (five years);
docs/regulations.md#officers. The numbers come as dated parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal


class Post(StrEnum):
    """What an officer is."""

    KETUA = "KETUA"
    WAKIL_KETUA_USAHA = "WAKIL_KETUA_USAHA"
    WAKIL_KETUA_ANGGOTA = "WAKIL_KETUA_ANGGOTA"
    SEKRETARIS = "SEKRETARIS"
    BENDAHARA = "BENDAHARA"
    ANGGOTA_PENGURUS = "ANGGOTA_PENGURUS"
    KETUA_PENGAWAS = "KETUA_PENGAWAS"
    ANGGOTA_PENGAWAS = "ANGGOTA_PENGAWAS"


FIXED_POSTS = (
    Post.KETUA,
    Post.WAKIL_KETUA_USAHA,
    Post.WAKIL_KETUA_ANGGOTA,
    Post.SEKRETARIS,
    Post.BENDAHARA,
)
POST_WORDS: Mapping[str, str] = {
    Post.KETUA: "Ketua",
    Post.WAKIL_KETUA_USAHA: "Wakil ketua bidang usaha",
    Post.WAKIL_KETUA_ANGGOTA: "Wakil ketua bidang anggota",
    Post.SEKRETARIS: "Sekretaris",
    Post.BENDAHARA: "Bendahara",
    Post.ANGGOTA_PENGURUS: "Anggota pengurus",
    Post.KETUA_PENGAWAS: "Ketua pengawas",
    Post.ANGGOTA_PENGAWAS: "Anggota pengawas",
}
SUPERVISING_POSTS = frozenset({Post.KETUA_PENGAWAS, Post.ANGGOTA_PENGAWAS})
SINGLE_POSTS = frozenset({*FIXED_POSTS, Post.KETUA_PENGAWAS})


class Relation(StrEnum):
    """Kin of the first degree, by blood or marriage."""

    PASANGAN = "PASANGAN"
    ORANG_TUA_ANAK = "ORANG_TUA_ANAK"
    MERTUA_MENANTU = "MERTUA_MENANTU"


class HandoverItem(StrEnum):
    """What a leaving officer hands over."""

    BUKU = "BUKU"
    DOKUMEN = "DOKUMEN"
    KAS = "KAS"
    STEMPEL = "STEMPEL"
    AKUN_OSS = "AKUN_OSS"
    AKUN_SIMKOPDES = "AKUN_SIMKOPDES"
    AKUN_BANK = "AKUN_BANK"
    INVENTARIS = "INVENTARIS"


_I = HandoverItem
# Practice, not law: what lies with whom. What a post never held is not asked for.
HANDED_OVER: Mapping[Post, tuple[HandoverItem, ...]] = {
    Post.KETUA: (_I.DOKUMEN, _I.STEMPEL, _I.AKUN_OSS, _I.AKUN_SIMKOPDES, _I.AKUN_BANK, _I.INVENTARIS),
    Post.WAKIL_KETUA_USAHA: (_I.DOKUMEN, _I.INVENTARIS),
    Post.WAKIL_KETUA_ANGGOTA: (_I.BUKU, _I.DOKUMEN),
    Post.SEKRETARIS: (_I.BUKU, _I.DOKUMEN, _I.STEMPEL, _I.AKUN_OSS, _I.AKUN_SIMKOPDES),
    Post.BENDAHARA: (_I.BUKU, _I.DOKUMEN, _I.KAS, _I.AKUN_BANK),
    Post.ANGGOTA_PENGURUS: (_I.DOKUMEN,),
    Post.KETUA_PENGAWAS: (_I.BUKU, _I.DOKUMEN),
    Post.ANGGOTA_PENGAWAS: (_I.BUKU, _I.DOKUMEN),
}
ITEM_WORDS: Mapping[str, str] = {
    _I.BUKU: "Buku-buku",
    _I.DOKUMEN: "Dokumen asli",
    _I.KAS: "Uang kas",
    _I.STEMPEL: "Stempel",
    _I.AKUN_OSS: "Akun OSS",
    _I.AKUN_SIMKOPDES: "Akun SIMKOPDES",
    _I.AKUN_BANK: "Spesimen dan akun bank",
    _I.INVENTARIS: "Inventaris",
}


@dataclass(frozen=True)
class Term:
    """One officer in office: post, sex (``L``, ``P`` or nothing), whether by office, and the last day of the term."""

    post: Post
    sex: str
    is_ex_officio: bool
    term_to: date


def ends_of_term(term_from: date, *, years: int) -> date:
    """Tell the last day of a term of whole years: from 20 May 2025 for five years it is 19 May 2030."""
    return add_months(term_from, 12 * years) - timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """Numbers that hold today: least pengurus and pengawas, share of women below which to remind, days of warning."""

    least_pengurus: int
    least_pengawas: int
    women_share: Decimal
    warned_days: int = 90


class AlarmKind(StrEnum):
    """What is not as it should be."""

    POST_EMPTY = "POST_EMPTY"
    PENGURUS_FEW = "PENGURUS_FEW"
    PENGURUS_EVEN = "PENGURUS_EVEN"
    PENGAWAS_FEW = "PENGAWAS_FEW"
    PENGAWAS_EVEN = "PENGAWAS_EVEN"
    CHAIR_NOT_LURAH = "CHAIR_NOT_LURAH"
    TERM_OVER = "TERM_OVER"
    TERM_ENDING = "TERM_ENDING"
    WOMEN_FEW = "WOMEN_FEW"
    KIN = "KIN"


@dataclass(frozen=True)
class Alarm:
    """One alarm; ``post`` where it is about a post, ``count`` where it is about a number."""

    kind: AlarmKind
    post: Post | None = None
    count: int = 0


def alarms(terms: Iterable[Term], *, kin_pairs: int, limits: Limits, today: date) -> list[Alarm]:
    """List what is wrong with the officers of a cooperative, the gravest first.

    Args:
        terms: Who is in office today.
        kin_pairs: Pairs of officers in office who are kin of the first degree.
        limits: The numbers that hold today.
        today: The business date.

    Returns:
        Nothing at all means: complete, odd, in term, unrelated.
    """
    held = list(terms)
    found = [
        Alarm(AlarmKind.POST_EMPTY, post)
        for post in (*FIXED_POSTS, Post.KETUA_PENGAWAS)
        if post not in {term.post for term in held}
    ]
    pengurus = [term for term in held if term.post not in SUPERVISING_POSTS]
    pengawas = [term for term in held if term.post in SUPERVISING_POSTS]
    found += _numbers(len(pengurus), limits.least_pengurus, AlarmKind.PENGURUS_FEW, AlarmKind.PENGURUS_EVEN)
    found += _numbers(len(pengawas), limits.least_pengawas, AlarmKind.PENGAWAS_FEW, AlarmKind.PENGAWAS_EVEN)
    found += [
        Alarm(AlarmKind.CHAIR_NOT_LURAH)
        for term in pengawas
        if term.post is Post.KETUA_PENGAWAS and not term.is_ex_officio
    ]
    if kin_pairs:
        found.append(Alarm(AlarmKind.KIN, count=kin_pairs))
    for term in held:
        left = (term.term_to - today).days
        if left < 0:
            found.append(Alarm(AlarmKind.TERM_OVER, term.post, -left))
        elif left <= limits.warned_days:
            found.append(Alarm(AlarmKind.TERM_ENDING, term.post, left))
    known = [term for term in pengurus if term.sex]
    women = sum(term.sex == "P" for term in known)
    if known and women < limits.women_share * len(known):
        found.append(Alarm(AlarmKind.WOMEN_FEW, count=women))
    return found


def _numbers(count: int, least: int, few: AlarmKind, even: AlarmKind) -> list[Alarm]:
    if count < least:
        return [Alarm(few, count=count)]
    return [Alarm(even, count=count)] if count % 2 == 0 else []
