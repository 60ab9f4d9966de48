"""Rows of an official list of buyers, as a city brings it: NIK, name, and the KK where the list has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.names import NameRefusedError, person_name
from guyub.foundation.identity.domain.nik import NikFault, read_nik
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST_ROWS = 5_000
MOST_NAMED = 15  # lines that a refusal names
KK_DIGITS = 16
_NAMES = ("nama", "nama lengkap", "nama petani", "nama nelayan")
_KKS = ("kk", "no kk", "nomor kk", "nomor kartu keluarga")


class ListRefusedError(DomainError):
    """An official list is not taken in; ``wrong`` says why, and nothing of it was.

    ``category`` (not one that comes by a list), ``basis`` (no letter is named), ``header`` (no columns NIK and Nama in
    the first line), ``empty``, ``many`` (more than ``most`` lines), ``lines`` (``count`` lines cannot be read;
    ``where`` names the first of them, without what stands in them).
    """

    code: ClassVar[str] = "subsidised.list.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One person of a list.

    Args:
        nik: Sixteen digits.
        name: As listed.
        kk: Sixteen digits; empty: not listed.
    """

    nik: str
    name: str
    kk: str


def read_list(lines: Sequence[tuple[int, Sequence[str]]], *, today: date) -> tuple[Listed, ...]:
    """Read a whole list, or refuse the whole: half a list is none.

    Args:
        lines: Line number and cells; the first line holds the titles.
        today: Nobody on it is born after this day.

    Raises:
        ListRefusedError: ``header``, ``empty``, ``many``, ``lines``, in this order.
    """
    titles = [title_key(cell) for cell in lines[0][1]] if lines else []
    nik_at = titles.index("nik") if "nik" in titles else -1
    name_at = next((titles.index(name) for name in _NAMES if name in titles), -1)
    kk_at = next((titles.index(kk) for kk in _KKS if kk in titles), -1)
    if min(nik_at, name_at) < 0:
        raise ListRefusedError(wrong="header")
    below = lines[1:]
    if not below:
        raise ListRefusedError(wrong="empty")
    if len(below) > MOST_ROWS:
        raise ListRefusedError(wrong="many", most=MOST_ROWS)
    found: dict[str, Listed] = {}
    faults: list[str] = []
    for line, cells in below:
        nik, name, kk = (_cell(cells, at) for at in (nik_at, name_at, kk_at))
        wrong = _fault(nik, name, kk, today)
        digits = "".join(nik.split()).replace(".", "")
        if not wrong and digits in found:
            wrong = "NIK dua kali"
        if wrong:
            faults.append(f"{line} ({wrong})")
            continue
        found[digits] = Listed(nik=digits, name=person_name(name), kk="".join(kk.split()))
    if faults:
        raise ListRefusedError(wrong="lines", count=len(faults), where=", ".join(faults[:MOST_NAMED]))
    return tuple(found.values())


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""


def _fault(nik: str, name: str, kk: str, today: date) -> str:
    if isinstance(read_nik(nik, today=today), NikFault):
        return "NIK"
    digits = "".join(kk.split())
    if kk and not (digits.isascii() and digits.isdigit() and len(digits) == KK_DIGITS):
        return "KK"
    try:
        person_name(name)
    except NameRefusedError:
        return "nama"
    return ""
