"""What others lend is listed, changed hands and given back; nothing is posted."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.assets.domain.lending import LentRefusedError, LentTyped, checked
from guyub.books.assets.models import LentAsset
from guyub.books.assets.services.registering import keep_photo
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative


def list_lent(
    *,
    actor: Actor,
    place: Cooperative,
    typed: LentTyped,
    photo: tuple[str, bytes] | None = None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """List something that others lend. Use-case.

    Raises:
        LentRefusedError: See its fact ``wrong``.
        FileRefusedError: The photo is none.
    """
    clean = checked(typed, today=today)

    def work() -> str:
        row = LentAsset.objects.create(
            cooperative_id=place.id,
            number=next_number(cooperative_id=place.id, series="assets.lent"),
            photo_id=keep_photo(place, photo, clean.name, now) if photo else None,
            recorded_at=now,
            **asdict(clean),
        )
        facts = {"name": clean.name, "lender": clean.lender}
        record(cooperative_id=place.id, actor=actor, act="assets.lent.listed", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="assets.list_lent",
            facts=asdict(clean),
            now=now,
            work=work,
        )
    )


def return_lent(
    *, actor: Actor, place: Cooperative, lent_id: UUID, on: date, today: date, request_id: UUID, now: datetime
) -> None:
    """Say that something lent went back to whom it belongs. Use-case.

    Raises:
        LentRefusedError: ``gone``, or the ``day`` lies before it came or after today.
    """

    def work() -> None:
        rows = LentAsset.objects.filter(cooperative_id=place.id, id=lent_id, returned_on__isnull=True)
        row = rows.first()
        if row is None:
            raise LentRefusedError(wrong="gone")
        if not row.lent_on <= on <= today:
            raise LentRefusedError(wrong="day")
        rows.update(returned_on=on)
        facts = {"name": row.name, "lender": row.lender}
        record(cooperative_id=place.id, actor=actor, act="assets.lent.returned", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.return_lent",
        facts={"lent": lent_id, "on": on},
        now=now,
        work=work,
    )
