"""Steps that the use-cases of applications share: who the applicant is, the numbers, the file, asking the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from guyub.community.members.domain.applications import (
    APPLICATION_KIND,
    OPEN_STATES,
    SOURCE_WORDS,
    ApplicationSource,
    age_on,
    written_application,
)
from guyub.community.members.domain.file_changes import Change
from guyub.community.members.domain.files import SEX_WORDS, Sex
from guyub.community.members.models import Application, JoinRequest, Member, MemberFile
from guyub.community.members.services.application_forms import PHOTO, ApplicationRefusedError, file_of
from guyub.community.members.services.file_changes import change_file, note_changes
from guyub.community.members.services.file_photos import put_photo
from guyub.community.members.services.files import FileRefusedError, open_file
from guyub.community.members.services.letters import LetterRefusedError
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.identity.selectors.people import person_of
from guyub.foundation.identity.selectors.vault import owner_of, who_has
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.people import add_visitor
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import NumberRefusedError, forget_number, keep_secret
from guyub.foundation.kernel.media import media_type_of
from guyub.foundation.kernel.models import CooperativeKind
from guyub.foundation.kernel.photos import PHOTO_TYPES
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.domain.applicants import ApplicantTyped
    from guyub.foundation.identity.domain.roles import Actor

NEWS = "members.changed"
AGAIN = "Mendaftar lagi"
Document = tuple[str, bytes]


def locked_application(place_id: int, application_id: UUID) -> Application:
    """Lock one application until the transaction ends. Step.

    Raises:
        ApplicationRefusedError: ``gone``.
    """
    rows = Application.objects.select_for_update(of=("self",)).filter(cooperative_id=place_id)
    application = rows.filter(id=application_id).first()
    if application is None:
        raise ApplicationRefusedError(wrong="gone")
    return application


def locked_letter(place_id: int, letter_id: UUID) -> JoinRequest:
    """Lock the wish to join that an application answers. Step.

    Raises:
        LetterRefusedError: ``gone``.
    """
    rows = JoinRequest.objects.select_for_update(of=("self",)).filter(cooperative_id=place_id)
    letter = rows.filter(id=letter_id).first()
    if letter is None:
        raise LetterRefusedError(wrong="gone")
    return letter


def is_open_for(place_id: int, letter: JoinRequest) -> None:
    """Refuse a second open application for one wish to join. Step: the wish is locked.

    Raises:
        ApplicationRefusedError: ``open``.
    """
    open_ones = Application.objects.filter(
        cooperative_id=place_id, request=letter, state__in=[one.value for one in OPEN_STATES]
    )
    held = open_ones.first()
    if held:
        raise ApplicationRefusedError(wrong="open", number=written_application(held.number, held.year))


def applicant(
    application: Application, typed: ApplicantTyped, *, known_id: UUID | None, now: datetime
) -> tuple[Person, bool]:
    """Find who applies, by the NIK, or enter somebody new; keep the numbers. Step.

    Whoever is known at another cooperative keeps the KK and phone that stand there: only what is missing is added.

    Args:
        application: Whose cooperative; with the wish to join that it answers.
        typed: Checked.
        known_id: A person of this cooperative, an officer say, whom the officer names.
        now: The moment, aware.

    Returns:
        The person, and whether another cooperative knows them.

    Raises:
        ApplicationRefusedError: ``person``, ``member``, ``open``, ``again``.
    """
    place_id, owner_id = application.cooperative_id, owner_of(SecretKind.NIK, typed.nik)
    person, is_elsewhere = _found(application, owner_id, known_id), False
    if owner_id:
        _refuse_known(application, owner_id)
        is_elsewhere = _is_elsewhere(place_id, owner_id)
    if person is None:
        person = add_visitor(name=typed.name, now=now)
    numbers = {SecretKind.NIK: typed.nik, SecretKind.KK: typed.kk, SecretKind.PHONE: typed.phone}
    for kind, value in numbers.items():
        if not value or (is_elsewhere and who_has(kind, [person.id])):
            continue
        try:
            keep_secret(person=person, kind=kind, value=value, now=now)
        except (IntegrityError, NumberRefusedError) as error:
            # Somebody else entered the same NIK between our look and now.
            raise ApplicationRefusedError(wrong="again") from error
    return person, is_elsewhere


def _found(application: Application, owner_id: UUID | None, known_id: UUID | None) -> Person | None:
    place_id = application.cooperative_id
    if known_id:
        known = person_of(cooperative_id=place_id, person_id=known_id)
        other_nik = known and owner_id != known.id and who_has(SecretKind.NIK, [known.id])
        if known is None or other_nik or (owner_id and owner_id != known.id):
            raise ApplicationRefusedError(wrong="person")
        _refuse_known(application, known.id)
        return known
    if owner_id:
        return Person.objects.get(id=owner_id)
    letter = application.request
    if letter and not who_has(SecretKind.NIK, [letter.person_id]):
        return Person.objects.get(id=letter.person_id)
    return None


def _refuse_known(application: Application, person_id: UUID) -> None:
    mine = {"cooperative_id": application.cooperative_id, "person_id": person_id}
    if Member.objects.filter(**mine, left_on__isnull=True).exists():
        raise ApplicationRefusedError(wrong="member")
    open_ones = Application.objects.filter(**mine, state__in=[one.value for one in OPEN_STATES])
    held = open_ones.exclude(id=application.id).first()
    if held:
        raise ApplicationRefusedError(wrong="open", number=written_application(held.number, held.year))


def _is_elsewhere(place_id: int, person_id: UUID) -> bool:
    """Tell whether another cooperative knows a person, never which: of others only roles are visible here."""
    roles = Membership.objects.filter(person_id=person_id, cooperative__kind=CooperativeKind.KOPERASI)
    if roles.exclude(cooperative_id=place_id).exists():
        return True
    here = MemberFile.objects.filter(cooperative_id=place_id, person_id=person_id)
    # A NIK that neither a role nor a file of this cooperative explains was entered at another one.
    return not (here.exists() or roles.exists())


def file_with(
    application: Application,
    person: Person,
    typed: ApplicantTyped,
    *,
    photo: Document | None,
    checked_by: Actor,
    today: date,
    now: datetime,
) -> MemberFile:
    """Open the file of an applicant as the KTP says; of who comes back, each field that changed is noted. Step.

    Raises:
        ApplicationRefusedError: ``photo``: a picture without the consent to keep it.
        FileRefusedError: ``photo``: what came is no photo.
    """
    if photo and PHOTO not in typed.consents:
        raise ApplicationRefusedError(wrong="photo")
    if photo and media_type_of(photo[1]) not in PHOTO_TYPES:
        raise FileRefusedError(wrong="photo")
    told, officer_id = file_of(typed), checked_by.person_id
    file = open_file(
        cooperative_id=application.cooperative_id, person=person, typed=told, today=today, now=now
    )
    change_file(file=file, after=told, why=AGAIN, person_id=officer_id, now=now)
    if photo:
        put_photo(file=file, picture=photo, person_id=officer_id, now=now)
    before = file.ktp_seen_on.isoformat() if file.ktp_seen_on else ""
    if before != today.isoformat():
        seen = [Change("ktp_seen_on", before, today.isoformat())]
        note_changes(file=file, changes=seen, why="", person_id=officer_id, now=now)
    file.ktp_seen_on, file.ktp_seen_by_id = today, officer_id
    file.save(update_fields=["ktp_seen_on", "ktp_seen_by", "changed_at"])
    return file


def note_consents(
    application: Application,
    person: Person,
    typed: ApplicantTyped,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Write down what the applicant agreed to: at the counter by the officer, on the own phone by themselves. Step."""
    is_own = application.source == ApplicationSource.TAUTAN.value
    for purpose in sorted(set(typed.consents)):
        note_consent(
            cooperative_id=application.cooperative_id,
            person_id=person.id,
            purpose=purpose,
            version=version,
            is_given=True,
            recorded_by_id=person.id if is_own and purpose != PHOTO else actor.person_id,
            now=application.asked_at if is_own and purpose != PHOTO else now,
        )


def close_letter(application: Application, person: Person, *, now: datetime) -> None:
    """Close the wish to join that became an application; its phone stays only where it is the applicant's. Step."""
    letter = application.request
    if letter is None or letter.state == JoinRequest.State.CLOSED:
        return
    letter.state, letter.changed_at = JoinRequest.State.CLOSED.value, now
    letter.save(update_fields=["state", "changed_at"])
    if letter.person_id != person.id:
        forget_number(person_id=letter.person_id, kind=SecretKind.PHONE)


def ask_board(
    application: Application,
    typed: ApplicantTyped | None,
    *,
    actor: Actor,
    many_on_kk: int,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Ask a second person whether somebody becomes a member. Step: ``application`` has its person.

    Args:
        application: Which; it is not saved here.
        typed: What was checked; None: read from the file, when the board is asked once more.
        actor: Who asks.
        many_on_kk: How many others of this cooperative stand on the same KK; 0 where it needs no words.
        today: The business date.
        request_id: Of the use-case; the request bears it.
        now: The moment, aware.
    """
    files = MemberFile.objects.filter(cooperative_id=application.cooperative_id, person=application.person)
    file: Any = typed or files.get()
    flags = [
        *(["NIK sudah dikenal di koperasi lain"] if application.is_elsewhere else []),
        *([f"satu KK dengan {many_on_kk} orang lain di koperasi ini"] if many_on_kk else []),
    ]
    request = ask(
        actor=actor,
        kind=APPLICATION_KIND,
        facts={
            "number": written_application(application.number, application.year),
            "name": file.name,
            "sex": SEX_WORDS[Sex(file.sex)],
            "age": age_on(file.born_on, today),
            "home": f"{file.address}, RT {file.rt} RW {file.rw}",
            "work": file.work or "tidak ditulis",
            "source": SOURCE_WORDS[ApplicationSource(application.source)],
            "instalments": application.instalments,
            "flags": "; ".join(flags) or "tidak ada",
        },
        reason=application.wish,
        now=now,
        request_id=request_id,
        concerns=application.person_id,
    )
    application.approval = request


def note_application(
    application: Application, act: str, *, now: datetime, actor: Actor | None = None, **facts: str
) -> None:
    """Write the trail and the news of an application; no name and no number of a person stands in them."""
    number = written_application(application.number, application.year)
    place_id = application.cooperative_id
    record(cooperative_id=place_id, act=act, facts={"number": number, **facts}, now=now, actor=actor)
    write_news(cooperative_id=place_id, topic=NEWS, payload={"application": str(application.id)}, now=now)
