"""How people write codes, days, names and posts in a spreadsheet, and how each is read. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.officers import Post
from guyub.foundation.intake.domain.titles import closest, title_key
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
_CODE_PARTS = (2, 2, 2, 4)
_SEPARATED_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NAMED_DAY = re.compile(r"(\d{1,2})[\s\-]+([a-z]+)\.?[\s\-]+(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE | re.ASCII)
_BEFORE_THE_WARD = re.compile(
    r"^((koperasi (kelurahan|desa) merah putih|koperasi merah putih|kkmp|kdmp|kelurahan|kel|desa) )+"
)
MONTH_NUMBERS = {
    name.casefold(): number
    for names in (
        MONTHS,
        SHORT_MONTHS,
        "January February March April May June July August September October November December".split(),
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
        ("Jan", "Peb", "Mrt", "Apr", "Mei", "Jun", "Jul", "Ags", "Sept", "Okt", "Nop", "Des"),
    )
    for number, name in enumerate(names, 1)
}
_POSTS: Mapping[str, Post] = {
    "ketua": Post.KETUA,
    "ketua pengurus": Post.KETUA,
    "wakil ketua usaha": Post.WAKIL_KETUA_USAHA,
    "wakil ketua bidang usaha": Post.WAKIL_KETUA_USAHA,
    "wakil ketua anggota": Post.WAKIL_KETUA_ANGGOTA,
    "wakil ketua bidang anggota": Post.WAKIL_KETUA_ANGGOTA,
    "wakil ketua keanggotaan": Post.WAKIL_KETUA_ANGGOTA,
    "wakil ketua bidang keanggotaan": Post.WAKIL_KETUA_ANGGOTA,
    "sekretaris": Post.SEKRETARIS,
    "bendahara": Post.BENDAHARA,
    "anggota pengurus": Post.ANGGOTA_PENGURUS,
    "ketua pengawas": Post.KETUA_PENGAWAS,
    "anggota pengawas": Post.ANGGOTA_PENGAWAS,
}
_SEXES: Mapping[str, str] = {
    **dict.fromkeys(("l", "lk", "laki laki", "laki", "pria", "male", "m"), "L"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "female", "f"), "P"),
}
_YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("ya", "y", "yes", "true", "1"), True),
    **dict.fromkeys(("tidak", "t", "no", "n", "false", "0"), False),
}


def name_key(name: str) -> str:
    """Bring a ward's name to what is compared: no case, blanks, punctuation, nor ``KKMP`` or ``Kel.`` before it."""
    return _BEFORE_THE_WARD.sub("", title_key(name)).replace(" ", "")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a text: harmless in words, never right in a code, day or number."""
    return text.startswith(("=", "+", "-", "@"))


def is_rounded(text: str) -> bool:
    """Tell whether a spreadsheet has rounded a number: it has an exponent, or ends in zeros after 15 digits.

    A number beginning with 0 was text and is whole: an NPWP made of an old one ends in 000 for a head office.
    """
    if _SCIENTIFIC.fullmatch(text):
        return True
    digits = re.sub(r"[\s.\-/]", "", text)
    return len(digits) > 15 and digits.isdigit() and not digits.startswith("0") and digits.endswith("000")


def read_code(text: str) -> str | None:
    """Read a ward's code with or without its dots (or with blanks for them): ``35.73.03.1003``; None for another."""
    digits = re.sub(r"[\s.]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == sum(_CODE_PARTS)):
        return None
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def read_day(text: str) -> date | None:
    """Read a day: ISO, ``24/11/2026``, ``24-11-2026``, ``24 Nov 2026``, ``24 November 2026``; day before month.

    A year of two digits and the bare number by which a spreadsheet counts days are not read.
    """
    if iso := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif separated := _SEPARATED_DAY.fullmatch(text):
        day, month, year = map(int, separated.groups())
    elif named := _NAMED_DAY.fullmatch(text.casefold()):
        day, month, year = int(named[1]), MONTH_NUMBERS.get(named[2], 0), int(named[3])
    else:
        return None
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


def read_post(text: str) -> Post | None:
    """Read an officer's post as people or programs write it; ``Pengawas`` alone is none, since it may be the chair."""
    return _POSTS.get(title_key(text))


def read_sex(text: str) -> str | None:
    """Read ``L`` or ``P`` in the usual spellings; empty stays empty."""
    return "" if not text else _SEXES.get(title_key(text))


def read_yes_no(text: str) -> bool | None:
    """Read yes or no; None for anything else."""
    return _YES_NO.get(title_key(text))


def post_like(text: str) -> Post | None:
    """Find the post that a misspelled one is most like."""
    found = closest(title_key(text), _POSTS)
    return _POSTS[found] if found else None
