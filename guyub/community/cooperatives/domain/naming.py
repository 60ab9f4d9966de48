"""The name rule of the programme (Juklak Menkop 1/2025): the place, and what tells it from another of the name."""

from __future__ import annotations

import re

PREFIX = {"KELURAHAN": "Koperasi Kelurahan Merah Putih", "DESA": "Koperasi Desa Merah Putih"}
_RULE = re.compile(r"^KOPERASI (KELURAHAN|DESA) MERAH PUTIH \S.*$")


def follows_rule(name: str) -> bool:
    """Tell whether an official name begins as the rule says, in any case, and names a place."""
    return bool(_RULE.match(" ".join(name.upper().split())))


def official_name(*, ward: str, level: str, kecamatan: str = "", is_taken: bool = False) -> str:
    """Build the official name.

    Args:
        ward: Name of the kelurahan or desa.
        level: ``KELURAHAN`` or ``DESA``.
        kecamatan: Its kecamatan, added where the plain name exists already in the country.
        is_taken: Another cooperative bears the plain name.
    """
    plain = f"{PREFIX[level]} {ward}"
    return f"{plain} Kecamatan {kecamatan}" if is_taken and kecamatan else plain


def short_name(*, ward: str, level: str) -> str:
    """Build the short name for screens: ``KKMP Bumiayu``, ``KDMP Randugading``."""
    return f"{'KKMP' if level == 'KELURAHAN' else 'KDMP'} {ward}"
