"""From where a person is in, and what guards the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@dataclass(frozen=True)
class Sitting(Row):
    """One browser that is signed in."""

    sitting_id: int
    device: str
    since: datetime
    is_here: bool


@dataclass(frozen=True)
class SecondFactor(Row):
    """An app, a passkey or the recovery codes."""

    factor_id: int
    kind: str
    name: str
    since: datetime


def sittings_of(person_id: UUID, *, current_key: str) -> list[Sitting]:
    """List the browsers in which a person is signed in, this one first."""
    rows = UserSession.objects.filter(user_id=person_id).order_by("-created_at", "-id")[:20]
    sittings = [
        Sitting(row.id, device(row.user_agent), row.created_at, row.session_key == current_key)
        for row in rows
    ]
    return sorted(sittings, key=lambda sitting: not sitting.is_here)


def second_factors_of(person_id: UUID) -> list[SecondFactor]:
    """List what guards a person's login beside the password."""
    rows = Authenticator.objects.filter(user_id=person_id).order_by("created_at", "id")
    return [SecondFactor(row.id, row.type, row.data.get("name", ""), row.created_at) for row in rows]


def device(user_agent: str) -> str:
    """Name a browser and its system from what it says of itself: ``Chrome di Android``."""
    system = next((name for name in _SYSTEMS if name in user_agent), "perangkat lain")
    browser = next((words for mark, words in _BROWSERS if re.search(rf"{mark}\w*/", user_agent)), "Peramban")
    return f"{browser} di {system}"
