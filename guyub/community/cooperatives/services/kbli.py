"""Lines of business in the NIB are chosen and ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.outlets import KBLI, KBLI_EDITIONS
from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.cooperatives.models import KbliChoice
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

_CODE = re.compile(r"[0-9]{5}")
_TITLES = dict(KBLI.values())


class KbliRefusedError(DomainError):
    """A line of business is not chosen or ended; ``wrong``: ``code edition title taken gone``."""

    code: ClassVar[str] = "cooperatives.kbli.refused"


def choose_kbli(
    *,
    actor: Actor,
    place_id: int,
    code: str,
    edition: int,
    title: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Add a line of business to those in the NIB. Use-case.

    Args:
        actor: Who enters it.
        place_id: Of which cooperative.
        code: Five digits.
        edition: 2020 or 2025: the edition of KBLI in which the code stands.
        title: What it says; empty takes the title that the house knows.
        today: The business date, from which it counts.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        KbliRefusedError: See its fact ``wrong``.
    """
    digits = one_line(code)
    if not _CODE.fullmatch(digits):
        raise KbliRefusedError(wrong="code")
    if edition not in KBLI_EDITIONS:
        raise KbliRefusedError(wrong="edition")
    words = checked_line(
        title or _TITLES.get(digits, ""), KbliRefusedError, "title", most=120, is_required=True
    )

    def work() -> Done:
        held = KbliChoice.objects.filter(
            cooperative_id=place_id, code=digits, edition=edition, ended_on__isnull=True
        )
        if held.exists():
            raise KbliRefusedError(wrong="taken")
        choice = KbliChoice.objects.create(
            cooperative_id=place_id, code=digits, edition=edition, title=words, added_on=today
        )
        return Done("cooperatives.kbli.chosen", {"code": digits, "title": words}, choice.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_LEGAL,
            request_id=request_id,
            use_case="cooperatives.choose_kbli",
            facts={"code": code, "edition": edition, "title": title},
            now=now,
            work=work,
        )
    )


def end_kbli(
    *, actor: Actor, place_id: int, kbli_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """End a line of business; it stays in the history. Use-case.

    Raises:
        KbliRefusedError: It is ``gone``: ended already, or not of this cooperative.
    """

    def work() -> Done:
        rows = KbliChoice.objects.filter(cooperative_id=place_id, id=kbli_id, ended_on__isnull=True)
        held = rows.first()
        if held is None:
            raise KbliRefusedError(wrong="gone")
        rows.update(ended_on=today)
        return Done("cooperatives.kbli.ended", {"code": held.code, "title": held.title}, held.id)

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_LEGAL,
        request_id=request_id,
        use_case="cooperatives.end_kbli",
        facts={"kbli": kbli_id},
        now=now,
        work=work,
    )
