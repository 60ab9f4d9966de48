"""What the use-cases of applications share: the row locked, who asks, the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import MemberState
from guyub.community.members.services.groups import hold_seats
from guyub.community.members.services.register import StandingRefusedError, locked_member
from guyub.finance.loans.domain.applications import (
    ApplicationState,
    LoanApplicationRefusedError,
    Step,
    stepped,
)
from guyub.finance.loans.models import LoanApplication
from guyub.foundation.approvals.selectors.requests import is_waiting
from guyub.foundation.approvals.services.requests import drop
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor

NEWS = "loans.application_changed"
FRESH_DAYS = 30  # after it an analysis is made anew before the committee is asked


def locked_application(place_id: int, application_id: UUID) -> LoanApplication:
    """Lock one application until the transaction ends. Step.

    Raises:
        LoanApplicationRefusedError: ``gone``.
    """
    return _locked(place_id, id=application_id)


def locked_of_approval(place_id: int, approval_id: UUID) -> LoanApplication:
    """Lock the application that a committee decides on; who decides has locked the request. Step.

    Raises:
        LoanApplicationRefusedError: ``gone``: another question was asked since.
    """
    return _locked(place_id, approval_id=approval_id)


def _locked(place_id: int, **which: UUID) -> LoanApplication:
    rows = LoanApplication.objects.select_for_update(of=("self",)).select_related("member", "product")
    application = rows.filter(cooperative_id=place_id, **which).first()
    if application is None:
        raise LoanApplicationRefusedError(wrong="gone")
    return application


def asking_member(*, place_id: int, member_id: UUID) -> Member:
    """Lock the member who asks, an active one with a number. Step.

    Raises:
        LoanApplicationRefusedError: ``member``: a candidate, passive, gone, another cooperative's or none.
    """
    try:
        member = locked_member(cooperative_id=place_id, member_id=member_id)
    except StandingRefusedError as error:
        raise LoanApplicationRefusedError(wrong="member") from error
    if member.state != MemberState.AKTIF.value or member.number is None:
        raise LoanApplicationRefusedError(wrong="member")
    return member


def refuse_unseated(*, place_id: int, member_id: UUID, group_id: UUID | None) -> None:
    """Refuse a group that cannot answer: the member does not sit in it. The seat is held. Step; the member is locked.

    Raises:
        LoanApplicationRefusedError: ``group``.
    """
    if group_id is not None and not hold_seats(
        cooperative_id=place_id, group_id=group_id, member_ids=[member_id]
    ):
        raise LoanApplicationRefusedError(wrong="group")


def refuse_own(application: LoanApplication, actor: Actor) -> None:
    """Refuse that somebody handles the own application. Step.

    Raises:
        LoanApplicationRefusedError: ``own``.
    """
    if application.member.person_id == actor.person_id:
        raise LoanApplicationRefusedError(wrong="own")


def refuse_asked(application: LoanApplication, now: datetime) -> None:
    """Refuse to change what a committee is looking at. Step.

    Raises:
        LoanApplicationRefusedError: ``asked``.
    """
    # Asked by itself: what is joined to a locked row is as it was before the lock was waited for.
    if application.approval_id and is_waiting(
        cooperative_id=application.cooperative_id, approval_id=application.approval_id, now=now
    ):
        raise LoanApplicationRefusedError(wrong="asked")


def take_step(application: LoanApplication, step: Step, *, on: date) -> None:
    """Move an application on; whoever calls saves it. Step.

    Raises:
        LoanApplicationRefusedError: ``state``.
    """
    application.state = stepped(ApplicationState(application.state), step).value
    application.moved_on = on


def without_question(*, actor: Actor, place_id: int, application_id: UUID, now: datetime) -> LoanApplication:
    """Close the committee's question if it is open, and lock the application. Step of what takes it back.

    The request is locked first, as by those who decide: of a withdrawal and the last approval at the same moment, one
    comes first and the other sees it.

    Raises:
        LoanApplicationRefusedError: ``gone``, ``asked``: the committee was asked anew at this moment.
    """
    rows = LoanApplication.objects.filter(cooperative_id=place_id, id=application_id)
    (approval_id,) = rows.values_list("approval_id").first() or (None,)
    if approval_id:
        drop(actor=actor, approval_id=approval_id, now=now)
    application = locked_application(place_id, application_id)
    if application.approval_id != approval_id:
        raise LoanApplicationRefusedError(wrong="asked")
    return application


def fresh_since(today: date) -> date:
    """Give the first day whose analysis the committee may still be asked on."""
    return today - timedelta(days=FRESH_DAYS)


def note(
    application: LoanApplication,
    what: str,
    *,
    actor: Actor | None,
    now: datetime,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Write the trail and the news of an application. Step; call it late."""
    place_id = application.cooperative_id
    record(
        cooperative_id=place_id,
        actor=actor,
        act=f"loans.application.{what}",
        facts={"number": application.name, **(facts or {})},
        now=now,
    )
    write_news(cooperative_id=place_id, topic=NEWS, payload={"application": str(application.id)}, now=now)
