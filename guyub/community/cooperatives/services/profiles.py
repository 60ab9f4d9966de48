"""Name, place and hours of a cooperative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.cooperatives.models import Profile
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

_POSTAL_CODE = re.compile(r"[0-9]{5}")
LONGEST_EMAIL = 254
_WORDS = {
    "official_name": "nama resmi",
    "address": "alamat",
    "postal_code": "kode pos",
    "opening_hours": "jam buka",
    "office_email": "surel kantor",
    "origin": "asal",
}


class ProfileRefusedError(DomainError):
    """Name or place is not changed; ``wrong``: ``name address postal_code hours email origin same``."""

    code: ClassVar[str] = "cooperatives.profile.refused"


@dataclass(frozen=True)
class ProfileTyped:
    """Name and place as typed; all but the name may be empty."""

    official_name: str
    address: str = ""
    postal_code: str = ""
    opening_hours: str = ""
    office_email: str = ""
    origin: str = ""


def change_profile(
    *, actor: Actor, place_id: int, typed: ProfileTyped, request_id: UUID, now: datetime
) -> None:
    """Change name and place of a cooperative; the ward on which it stands stays. Use-case.

    A name that does not follow the rule of the programme is kept: the deed may say so. The page warns.

    Args:
        actor: Who changes it.
        place_id: Whose.
        typed: Everything, also what stays.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ProfileRefusedError: See its fact ``wrong``; ``same`` when nothing would change.
    """
    fields = _checked(typed)

    def work() -> Done:
        held = Profile.objects.filter(cooperative_id=place_id).values(*fields).first() or {}
        changed = [words for field, words in _WORDS.items() if held.get(field, "") != fields[field]]
        if not changed:
            raise ProfileRefusedError(wrong="same")
        Profile.objects.update_or_create(cooperative_id=place_id, defaults=fields | {"changed_at": now})
        return Done("cooperatives.profile.changed", {"fields": ", ".join(changed)})

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_LEGAL,
        request_id=request_id,
        use_case="cooperatives.change_profile",
        facts=vars(typed),
        now=now,
        work=work,
    )


def _checked(typed: ProfileTyped) -> dict[str, str]:
    refusal = ProfileRefusedError
    fields = {
        "official_name": checked_line(typed.official_name, refusal, "name", most=160, is_required=True),
        "address": checked_line(typed.address, refusal, "address", most=200),
        "postal_code": one_line(typed.postal_code),
        "opening_hours": checked_line(typed.opening_hours, refusal, "hours", most=120),
        "office_email": checked_line(typed.office_email, refusal, "email", most=LONGEST_EMAIL),
        "origin": typed.origin,
    }
    if fields["postal_code"] and not _POSTAL_CODE.fullmatch(fields["postal_code"]):
        raise ProfileRefusedError(wrong="postal_code")
    if fields["office_email"]:
        try:
            validate_email(fields["office_email"])
        except ValidationError as error:
            raise ProfileRefusedError(wrong="email") from error
    if fields["origin"] and fields["origin"] not in Profile.Origin.values:
        raise ProfileRefusedError(wrong="origin")
    return fields
