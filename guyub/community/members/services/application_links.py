"""The link by which a resident fills in the form of an application on the own phone: given, renewed, used once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from guyub.community.members.domain.applications import (
    APPLICATION_SERIES,
    ApplicationSource,
    ApplicationState,
    Step,
    link_hash,
    link_token,
    may_step,
)
from guyub.community.members.models import Application, JoinRequest
from guyub.community.members.services.application_forms import (
    ApplicationRefusedError,
    checked_applicant,
    facts_of,
    sealed_form,
)
from guyub.community.members.services.application_steps import (
    is_open_for,
    locked_application,
    locked_letter,
    note_application,
)
from guyub.community.members.services.letters import LetterRefusedError
from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.domain.applicants import ApplicantTyped
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LINK_DAYS = "anggota.tautan_hari"


def invite_applicant(
    *,
    actor: Actor,
    name: str,
    today: date,
    request_id: UUID,
    now: datetime,
    letter_id: UUID | None = None,
) -> UUID:
    """Make a link for a resident who will fill in the form alone; it opens for ``anggota.tautan_hari`` days. Use-case.

    Args:
        actor: An officer who keeps the register.
        name: For whom, as the list shows it; may be empty.
        today: The business date; its year begins the numbers anew.
        request_id: Made once per intention.
        now: The moment, aware.
        letter_id: The wish to join of the public page that it answers; it becomes "invited".

    Returns:
        The application's id; whoever keeps the register sees its link while it opens.

    Raises:
        NameRefusedError: The name cannot be kept.
        LetterRefusedError: ``gone``, ``closed``.
        ApplicationRefusedError: ``open``: the wish has an open application already.
    """
    said = person_name(name) if name.strip() else ""

    def work() -> str:
        place_id = actor.cooperative_id
        letter = locked_letter(place_id, letter_id) if letter_id else None
        if letter:
            if letter.state == JoinRequest.State.CLOSED:
                raise LetterRefusedError(wrong="closed")
            is_open_for(place_id, letter)
            letter.state, letter.changed_at = JoinRequest.State.INVITED.value, now
            letter.save(update_fields=["state", "changed_at"])
        application_id = uuid7()
        application = Application.objects.create(
            id=application_id,
            cooperative_id=place_id,
            year=today.year,
            number=next_number(cooperative_id=place_id, series=APPLICATION_SERIES, year=today.year),
            source=ApplicationSource.TAUTAN.value,
            state=ApplicationState.DIUNDANG.value,
            name=letter.name if letter else said,
            request=letter,
            wish=letter.wish if letter else "",
            token_hash=link_hash(link_token(application_id, secret=settings.SECRET_KEY)),
            link_until=_until(place_id, today, now),
            asked_at=now,
        )
        note_application(application, "members.application.invited", actor=actor, now=now)
        return str(application_id)

    answer = act_once(
        actor=actor,
        action=Action.KEEP_MEMBERS,
        request_id=request_id,
        use_case="members.invite_applicant",
        facts={"name": said, "letter": letter_id},
        now=now,
        work=work,
    )
    return UUID(answer)


def renew_link(*, actor: Actor, application_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Let the link of an application open for as long again. Use-case.

    Raises:
        ApplicationRefusedError: ``gone``, ``state``: the form was sent, or the application is closed.
    """

    def work() -> None:
        application = locked_application(actor.cooperative_id, application_id)
        if not may_step(ApplicationState(application.state), Step.KIRIM):
            raise ApplicationRefusedError(wrong="state")
        token = link_token(application.id, secret=settings.SECRET_KEY)
        application.token_hash = link_hash(token)
        application.link_until = _until(actor.cooperative_id, today, now)
        application.save(update_fields=["token_hash", "link_until"])
        note_application(application, "members.application.invited", actor=actor, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_MEMBERS,
        request_id=request_id,
        use_case="members.renew_link",
        facts={"application": application_id},
        now=now,
        work=work,
    )


def send_application(
    *,
    place: Cooperative,
    token: str,
    typed: ApplicantTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take in what a resident filled in; it lies sealed until an officer has seen the KTP. Use-case of anybody.

    The answer is the same whether the NIK is known or not, here or elsewhere: that is found out at the check. A KTP of
    another kelurahan is taken in and marked, since the officer sees the card.

    Args:
        place: Whose link.
        token: As the link carries it.
        typed: What they typed.
        today: The business date.
        request_id: Made once per form.
        now: The moment, aware.

    Raises:
        ApplicationRefusedError: ``link``; and as of ``checked_applicant``.
        NameRefusedError, FileRefusedError, NumberRefusedError, PhoneNotUnderstoodError: As of ``checked_applicant``.
    """

    def work() -> None:
        rows = Application.objects.select_for_update(of=("self",)).filter(cooperative_id=place.id)
        application = rows.filter(token_hash=link_hash(token)).first()
        if application is None or not opens(application, now):
            raise ApplicationRefusedError(wrong="link")
        checked = checked_applicant(typed, cooperative_id=place.id, today=today)
        application.state, application.asked_at = ApplicationState.DIAJUKAN.value, now
        application.name, application.wish = checked.name, checked.wish or application.wish
        application.instalments = checked.instalments
        application.is_outside = checked.ward_code != place.code
        application.sealed = sealed_form(checked, application_id=application.id)
        application.save()
        note_application(application, "members.application.sent", now=now)

    with scope(place.id, durable=True):
        run_once(
            cooperative_id=place.id,
            request_id=request_id,
            use_case="members.send_application",
            facts=facts_of(typed) | {"link": link_hash(token)},
            now=now,
            work=work,
        )


def opens(application: Application, now: datetime) -> bool:
    """Tell whether the link of an application opens the form at a moment; at the last moment itself it does not."""
    is_waiting = may_step(ApplicationState(application.state), Step.KIRIM)
    return is_waiting and application.link_until is not None and now < application.link_until


def _until(cooperative_id: int, today: date, now: datetime) -> datetime:
    return now + timedelta(days=int(value_of(LINK_DAYS, cooperative_id=cooperative_id, on=today)))
