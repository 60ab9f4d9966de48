"""The register of collateral: what the cooperative takes into keeping for a loan."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.loans.domain.securities import (
    PLEDGE_WORDS,
    Pledge,
    ThingTyped,
    checked_thing,
    counted_rp_of,
    share_ppm_of,
)
from guyub.finance.loans.models import Collateral
from guyub.finance.loans.services.guarantees import secured
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PHOTO_KIND = "AGUNAN"


def take_collateral(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    typed: ThingTyped,
    photo: tuple[str, bytes] | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Take a thing, or its paper, into keeping for a loan that is agreed or runs. Use-case of the treasurer.

    What of its value counts stays as it is today (``domain.securities.share_ppm_of``).

    Args:
        actor: Who takes it; not the borrower.
        place: The own cooperative.
        loan_id: For which loan.
        typed: What is told of it.
        photo: Its picture: name and content.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        SecurityRefusedError: ``gone own state kind thing paper owner value kept``.
        PhotoRefusedError, FileRefusedError: The picture is not kept.
    """
    thing = checked_thing(typed)

    def work() -> str:
        history = secured(place, loan_id, actor)
        row = _row(place, loan_id, thing, today)
        row.received_by_id = actor.person_id
        if photo is not None:
            row.photo = store_photo(
                cooperative_id=place.id,
                content=photo[1],
                original_name=photo[0],
                kind=PHOTO_KIND,
                title=f"Agunan {history.loan.name}",
                now=now,
            )
        row.save(force_insert=True)
        facts = {"number": history.loan.name, "thing": PLEDGE_WORDS[Pledge(thing.pledge)]}
        record(cooperative_id=place.id, actor=actor, act="loans.collateral.taken", facts=facts, now=now)
        return str(row.id)

    facts = {"loan": loan_id, **asdict(thing)}
    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.take_collateral",
        facts=facts,
        now=now,
        work=work,
    )
    return UUID(told)


def _row(place: Cooperative, loan_id: UUID, thing: ThingTyped, today: date) -> Collateral:
    share_ppm = share_ppm_of(Pledge(thing.pledge), today)
    return Collateral(
        id=uuid7(),
        cooperative_id=place.id,
        loan_id=loan_id,
        kind=thing.pledge,
        thing=thing.thing,
        paper_no=thing.paper_no,
        owner=thing.owner,
        value_rp=thing.value_rp,
        share_ppm=share_ppm,
        counted_rp=counted_rp_of(value_rp=thing.value_rp, share_ppm=share_ppm),
        kept_at=thing.kept_at,
        received_on=today,
    )
