"""What somebody tells who wants to become a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantTyped:
    """What somebody tells who wants to become a member, as typed; words as of ``FileTyped``.

    Args:
        nik: From the KTP.
        kk: From the family card.
        phone: Empty for who has none.
        instalments: In how many parts the simpanan pokok is to be paid.
        wish: What they hope for.
        consents: The purposes that they agreed to, of ``identity.models.privacy.PURPOSES``.
    """

    name: str
    nik: str
    kk: str
    phone: str = ""
    sex: str = ""
    birthplace: str = ""
    born_on: date | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    ward_code: str = ""
    kk_relation: str = ""
    work: str = ""
    instalments: int = 1
    wish: str = ""
    consents: tuple[str, ...] = ()
