"""Applications for membership: compared with the KTP by an officer, decided by the board, taken back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError

from guyub.community.members.domain.applications import (
    APPLICATION_SERIES,
    LONGEST_REASON,
    SHORTEST_REASON,
    ApplicationSource,
    ApplicationState,
    Step,
    may_step,
)
from guyub.community.members.models import Application, MemberFile
from guyub.community.members.selectors.applications import many_on_one_kk
from guyub.community.members.selectors.sealed_forms import opened_form
from guyub.community.members.services.application_forms import (
    ApplicationRefusedError,
    checked_applicant,
    facts_of,
)
from guyub.community.members.services.application_steps import (
    applicant,
    ask_board,
    close_letter,
    file_with,
    is_open_for,
    locked_application,
    locked_letter,
    note_application,
    note_consents,
)
from guyub.community.members.services.file_changes import keep_members_once
from guyub.community.members.services.register import accept_candidate, admit
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import drop
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.domain.applicants import ApplicantTyped
    from guyub.community.members.services.application_steps import Document
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

POKOK = "simpanan.pokok"


def check_application(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ApplicantTyped,
    has_seen_ktp: bool,
    consent_version: int,
    today: date,
    request_id: UUID,
    now: datetime,
    application_id: UUID | None = None,
    letter_id: UUID | None = None,
    known_id: UUID | None = None,
    is_corrected: bool = False,
    photo: Document | None = None,
) -> UUID:
    """Write down what the KTP says of an applicant and ask the board: at the counter, or of a sent form. Use-case.

    The officer types the NIK from the card, also where the resident sent one: two who read the same card agree. KK and
    phone that are left empty stay as they were sent. Who lives in the kelurahan is told by the card, not by the NIK.

    Args:
        actor: An officer who keeps the register.
        place: The own cooperative; its code is the kelurahan's.
        typed: What the card says.
        has_seen_ktp: The officer holds the card.
        consent_version: Of the texts that were read out.
        today: The business date.
        request_id: Made once per intention; the request for a second person bears it.
        now: The moment, aware.
        application_id: The application that was sent, or whose link is not used; None: a new one.
        letter_id: The wish to join that a new one answers.
        known_id: A person of this cooperative who applies, an officer say.
        is_corrected: The NIK that the resident sent differs from the card.
        photo: Name and content of a picture of the face; kept private.

    Returns:
        The application's id.

    Raises:
        ApplicationRefusedError: See there.
        LetterRefusedError: ``gone``.
        NameRefusedError, FileRefusedError, NumberRefusedError, PhoneNotUnderstoodError: As of ``checked_applicant``.
        PhotoRefusedError: The picture cannot be read.

    Source: docs/regulations.md, who may become a member.
    """

    def work() -> str:
        application = _begun(actor, application_id, letter_id, today, now)
        checked = _as_on_the_card(
            application, typed, place, has_seen_ktp=has_seen_ktp, is_corrected=is_corrected, today=today
        )
        person, application.is_elsewhere = applicant(application, checked, known_id=known_id, now=now)
        if person.id == actor.person_id:
            raise ApplicationRefusedError(wrong="own")
        file_with(application, person, checked, photo=photo, checked_by=actor, today=today, now=now)
        note_consents(application, person, checked, version=consent_version, actor=actor, now=now)
        close_letter(application, person, now=now)
        application.person, application.checked_by_id = person, actor.person_id
        _hand_to_board(application, checked, actor=actor, today=today, request_id=request_id, now=now)
        return str(application.id)

    digest = hashlib.sha256(photo[1]).hexdigest() if photo else ""
    ids = {"application": application_id, "letter": letter_id, "known": known_id}
    facts = facts_of(typed) | ids | {"ktp": has_seen_ktp, "corrected": is_corrected, "photo": digest}
    return UUID(keep_members_once(actor, "members.check_application", request_id, facts, now, work))


def ask_again(*, actor: Actor, application_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Ask the board once more, when nobody decided in time or the request was taken back. Use-case.

    Raises:
        ApplicationRefusedError: ``gone``, ``state``, ``asked``: somebody is asked already.
    """

    def work() -> None:
        application = locked_application(actor.cooperative_id, application_id)
        if not may_step(ApplicationState(application.state), Step.ULANG):
            raise ApplicationRefusedError(wrong="state")
        if _is_asked(actor, application, now):
            raise ApplicationRefusedError(wrong="asked")
        person_id: UUID = application.person_id  # type: ignore[assignment]  # a checked one has a person
        many = many_on_one_kk(cooperative_id=actor.cooperative_id, person_id=person_id)
        ask_board(
            application, None, actor=actor, many_on_kk=many, today=today, request_id=request_id, now=now
        )
        application.save(update_fields=["approval"])
        note_application(application, "members.application.asked_again", actor=actor, now=now)

    keep_members_once(actor, "members.ask_again", request_id, {"application": application_id}, now, work)


def close_application(
    *, actor: Actor, application_id: UUID, is_refused: bool, reason: str, request_id: UUID, now: datetime
) -> None:
    """Close an application before the board decided: refused by the check, or taken back. Use-case.

    What was sent and not checked is deleted; a request for a second person that is open closes with it.

    Args:
        actor: An officer who keeps the register.
        application_id: Which.
        is_refused: Refused; False: the applicant takes it back.
        reason: Why, for the list; 10 to 200 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ApplicationRefusedError: ``reason``, ``gone``, ``state``.
    """
    why = " ".join(reason.split())
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise ApplicationRefusedError(wrong="reason", least=SHORTEST_REASON, most=LONGEST_REASON)
    step, after = (
        (Step.TOLAK, ApplicationState.DITOLAK) if is_refused else (Step.TARIK, ApplicationState.DITARIK)
    )

    def work() -> None:
        application = locked_application(actor.cooperative_id, application_id)
        if not may_step(ApplicationState(application.state), step):
            raise ApplicationRefusedError(wrong="state")
        if application.approval_id:
            drop(actor=actor, approval_id=application.approval_id, now=now)
        _close(application, after, why, now)
        act = "members.application.refused" if is_refused else "members.application.withdrawn"
        note_application(application, act, actor=actor, now=now, reason=why)

    facts = {"application": application_id, "refused": is_refused, "reason": why}
    keep_members_once(actor, "members.close_application", request_id, facts, now, work)


def carry_out_admission(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Enter whom the board accepted, with the simpanan pokok of the day. Step of the last approval.

    Where the rules of the day ask for no simpanan pokok, the number is given at once.

    Raises:
        ApplicationRefusedError: ``state``: it was closed meanwhile.
        StandingRefusedError: ``member``: the person is one already.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    application, today = _asked_for(request), business_date(now, Zone(place.zone))
    file = MemberFile.objects.get(cooperative_id=place.id, person=application.person)
    pokok_rp = int(value_of(POKOK, cooperative_id=place.id, on=today))
    instalments = application.instalments if pokok_rp else 1
    member = accept_candidate(file=file, pokok_rp=pokok_rp, instalments=instalments, on=today, now=now)
    if pokok_rp == 0:
        admit(member=member, on=today, now=now)
    application.member = member
    _close(application, ApplicationState.DITERIMA, "", now)
    note_application(application, "members.application.accepted", actor=actor, now=now)


def when_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:
    """Close an application that the board refuses, with its reason. Step of the rejection.

    Raises:
        ApplicationRefusedError: ``state``: it was closed meanwhile.
    """
    application = _asked_for(request)
    _close(application, ApplicationState.DITOLAK, reason[:LONGEST_REASON], now)
    note_application(
        application, "members.application.refused", actor=actor, now=now, reason=reason[:LONGEST_REASON]
    )


def _begun(
    actor: Actor, application_id: UUID | None, letter_id: UUID | None, today: date, now: datetime
) -> Application:
    place_id = actor.cooperative_id
    if application_id:
        application = locked_application(place_id, application_id)
        if not may_step(ApplicationState(application.state), Step.PERIKSA):
            raise ApplicationRefusedError(wrong="state")
        if not application.sealed:  # its link was not used: the officer types it at the counter
            application.source, application.asked_at = ApplicationSource.LOKET.value, now
        return application
    letter = locked_letter(place_id, letter_id) if letter_id else None
    if letter:
        is_open_for(place_id, letter)
    return Application(
        id=uuid7(),
        cooperative_id=place_id,
        year=today.year,
        number=next_number(cooperative_id=place_id, series=APPLICATION_SERIES, year=today.year),
        source=ApplicationSource.LOKET.value,
        request=letter,
        wish=letter.wish if letter else "",
        asked_at=now,
    )


def _as_on_the_card(
    application: Application,
    typed: ApplicantTyped,
    place: Cooperative,
    *,
    has_seen_ktp: bool,
    is_corrected: bool,
    today: date,
) -> ApplicantTyped:
    """Check a form against the rules, what the resident sent, and the card."""
    sent = opened_form(application.sealed, application_id=application.id) if application.sealed else None
    checked = checked_applicant(_with_sent(typed, sent), cooperative_id=place.id, today=today)
    if sent and checked.nik != sent.nik and not is_corrected:
        raise ApplicationRefusedError(wrong="differs")
    if not has_seen_ktp:
        raise ApplicationRefusedError(wrong="ktp")
    if checked.ward_code != place.code:
        raise ApplicationRefusedError(wrong="outside")
    return checked


def _hand_to_board(
    application: Application,
    checked: ApplicantTyped,
    *,
    actor: Actor,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Keep a checked application and ask the board; nothing of it lies sealed any more."""
    person_id: UUID = application.person_id  # type: ignore[assignment]  # found or entered just before
    application.name, application.instalments = checked.name, checked.instalments
    application.wish, application.is_outside = checked.wish or application.wish, False
    application.state, application.sealed = ApplicationState.DIPERIKSA.value, b""
    many = many_on_one_kk(cooperative_id=application.cooperative_id, person_id=person_id)
    ask_board(application, checked, actor=actor, many_on_kk=many, today=today, request_id=request_id, now=now)
    try:
        application.save()
    except IntegrityError as error:
        raise ApplicationRefusedError(wrong="again") from error
    note_application(application, "members.application.checked", actor=actor, now=now)


def _with_sent(typed: ApplicantTyped, sent: ApplicantTyped | None) -> ApplicantTyped:
    """Take KK, phone and consents that the resident sent where the officer types none."""
    if sent is None:
        return typed
    kk, phone = typed.kk.strip() or sent.kk, typed.phone.strip() or sent.phone
    return replace(typed, kk=kk, phone=phone, consents=tuple({*sent.consents, *typed.consents}))


def _asked_for(request: ApprovalRequest) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).filter(cooperative_id=request.cooperative_id)
    application = rows.filter(approval_id=request.id).first()
    if application is None or not may_step(ApplicationState(application.state), Step.TERIMA):
        raise ApplicationRefusedError(wrong="state")
    return application


def _is_asked(actor: Actor, application: Application, now: datetime) -> bool:
    if application.approval_id is None:
        return False
    asked = one_request(actor=actor, request_id=application.approval_id, now=now)
    return asked is not None and asked.state is State.PENDING


def _close(application: Application, after: ApplicationState, reason: str, now: datetime) -> None:
    application.state, application.reason, application.closed_at = after.value, reason, now
    application.sealed = b""
    application.save(update_fields=["state", "reason", "closed_at", "sealed", "member"])
