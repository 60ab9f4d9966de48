"""The register of collateral: what the cooperative takes into keeping for a loan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.loans.domain.securities import (
    PLEDGE_WORDS,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingTyped:
    """What is told of a thing.

    Args:
        pledge: A code of ``domain.securities.Pledge``.
        thing: What it is: ``Motor Beat 2021, hitam``.
        paper_no: The number of the paper that is kept; no NIK.
        owner: Whose it is.
        value_rp: What it is worth today, whole rupiah.
        kept_at: Where it lies.
    """

    pledge: str
    thing: str
    paper_no: str
    owner: str
    value_rp: int
    kept_at: str


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
    pledge, thing, paper_no, owner, kept_at = checked_thing(
        pledge=typed.pledge,
        thing=typed.thing,
        paper_no=typed.paper_no,
        owner=typed.owner,
        value_rp=typed.value_rp,
        kept_at=typed.kept_at,
    )

    def work() -> str:
        history = secured(place, loan_id, actor)
        share_ppm = share_ppm_of(pledge, today)
        row = Collateral(
            id=uuid7(),
            cooperative_id=place.id,
            loan_id=loan_id,
            kind=pledge.value,
            thing=thing,
            paper_no=paper_no,
            owner=owner,
            value_rp=typed.value_rp,
            share_ppm=share_ppm,
            counted_rp=counted_rp_of(value_rp=typed.value_rp, share_ppm=share_ppm),
            kept_at=kept_at,
            received_on=today,
            received_by_id=actor.person_id,
        )
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
        facts = {"number": history.loan.name, "thing": PLEDGE_WORDS[pledge]}
        record(cooperative_id=place.id, actor=actor, act="loans.collateral.taken", facts=facts, now=now)
        return str(row.id)

    facts = {
        "loan": loan_id,
        "kind": pledge.value,
        "thing": thing,
        "paper": paper_no,
        "owner": owner,
        "value_rp": typed.value_rp,
        "kept_at": kept_at,
    }
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
