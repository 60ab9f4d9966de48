"""How people get in: one-time codes, password and PIN, proof before money moves."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from guyub.foundation.identity.domain.codes import code_for, code_hash, plain_code
from guyub.foundation.identity.models import Invitation, Person
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.rates import count_attempt, forgive_attempts
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

CODE_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)
PIN_DIGITS = 6
PROOFS, PROOFS_WITHIN = 5, timedelta(minutes=15)


class CodeRefusedError(DomainError):
    """A one-time code does not open; ``wrong``: ``unknown``, ``expired``, ``used``."""

    code: ClassVar[str] = "identity.code.refused"


class PinRefusedError(DomainError):
    """A PIN is not kept: it has not six digits, or is one digit or a row such as 123456."""

    code: ClassVar[str] = "identity.pin.refused"


class ProofRefusedError(DomainError):
    """PIN or code from the app does not fit; ``wrong``: ``mismatch`` (fact ``left``), ``too_many``, ``no_pin``.

    ``login``: a PIN is not set by others for who has a password.
    """

    code: ClassVar[str] = "identity.proof.refused"


def issue_code(
    *,
    invitation_id: UUID,
    person: Person,
    cooperative_id: int,
    issued_by: UUID,
    now: datetime,
    is_reset: bool = False,
) -> str:
    """Issue a one-time code; earlier ones of the person that are still open end. Step: needs an open transaction.

    Args:
        invitation_id: The code is derived from it, so that asking again gives the same code.
        person: For whom.
        cooperative_id: In whose name.
        issued_by: The officer.
        now: The moment, aware.
        is_reset: After a lost password or phone: second factors and sittings end when it is used.

    Returns:
        The code; it is kept nowhere.
    """
    code = code_for(invitation_id, secret=settings.SECRET_KEY)
    open_ones = Invitation.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now)
    open_ones.update(expires_at=now)
    Invitation.objects.create(
        id=invitation_id,
        person=person,
        cooperative_id=cooperative_id,
        issued_by_id=issued_by,
        code_hash=code_hash(code, secret=settings.SECRET_KEY),
        is_reset=is_reset,
        issued_at=now,
        expires_at=now + (RESET_LASTS if is_reset else CODE_LASTS),
    )
    return code


def invitation_by_code(*, written: str, now: datetime) -> Invitation:
    """Find what a code opens.

    Raises:
        CodeRefusedError: Nothing, or not any more.
    """
    hashed = code_hash(plain_code(written), secret=settings.SECRET_KEY)
    found = Invitation.objects.filter(code_hash=hashed).select_related("person").first()
    if found is None:
        raise CodeRefusedError(wrong="unknown")
    if found.used_at is not None:
        raise CodeRefusedError(wrong="used")
    if found.expires_at <= now:
        raise CodeRefusedError(wrong="expired")
    return found


def accept_code(*, written: str, password: str, pin: str, now: datetime) -> Person:
    """Set password and PIN with a one-time code; it never opens again. Use-case.

    Raises:
        CodeRefusedError: The code does not open.
        PinRefusedError: The PIN is too easy.
    """
    invitation = invitation_by_code(written=written, now=now)
    kept_pin = _hashed_pin(pin)
    with scope(invitation.cooperative_id, durable=True):
        taken = Invitation.objects.filter(id=invitation.id, used_at__isnull=True, expires_at__gt=now)
        if not taken.update(used_at=now):
            raise CodeRefusedError(wrong="used")
        person = Person.objects.select_for_update().get(id=invitation.person_id)
        person.password, person.pin = make_password(password), kept_pin
        person.save(update_fields=["password", "pin"])
        if invitation.is_reset:
            Authenticator.objects.filter(user=person).delete()
        end_sittings(person=person)
        record(
            cooperative_id=invitation.cooperative_id,
            person=(person.id, person.name),
            act="identity.reset.used" if invitation.is_reset else "identity.invitation.used",
            facts={},
            now=now,
        )
    return person


def end_sittings(*, person: Person) -> None:
    """Sign a person out everywhere. Step: needs an open transaction."""
    for sitting in UserSession.objects.filter(user=person):
        sitting.end()


def end_sitting(*, person: Person, sitting_id: int) -> None:
    """Sign a person out of one browser. Use-case of the person alone."""
    with transaction.atomic(durable=True):
        sitting = UserSession.objects.filter(user=person, id=sitting_id).first()
        if sitting is not None:
            sitting.end()


def change_pin(*, person: Person, password: str, pin: str, now: datetime) -> None:
    """Set a new PIN; the password proves who asks. Use-case of the person alone.

    Raises:
        ProofRefusedError: The password does not fit, or was tried too often.
        PinRefusedError: The PIN is too easy.
    """
    kept_pin = _hashed_pin(pin)
    _count_proof(person.id, now)
    if not check_password(password, person.password):
        raise ProofRefusedError(wrong="password")
    with transaction.atomic(durable=True):
        Person.objects.filter(id=person.id).update(pin=kept_pin)
        forgive_attempts(key=_proof_key(person.id))


def keep_pin(*, person_id: UUID, pin: str) -> None:
    """Set the PIN of a person who has no login. Step: of use-cases that know whose it is and write it down.

    Who has a login sets the own PIN with the password: nobody else may, since the PIN approves.

    Raises:
        PinRefusedError: The PIN is too easy.
        ProofRefusedError: ``login``: the person has a password.
    """
    kept_pin = _hashed_pin(pin)
    person = Person.objects.select_for_update().get(id=person_id)
    if person.has_usable_password():
        raise ProofRefusedError(wrong="login")
    person.pin = kept_pin
    person.save(update_fields=["pin"])
    forgive_attempts(key=_proof_key(person_id))


def prove(*, person_id: UUID, proof: str, now: datetime, takes_password: bool = False) -> None:
    """Check a PIN, or a code from the person's app, before something is approved.

    Attempts are counted across all processes, in a transaction of their own: a refusal does not take the count back.

    Args:
        person_id: Who.
        proof: What was typed.
        now: The moment, aware.
        takes_password: The password proves it too: where nothing is approved, only shown to the person or ended.

    Raises:
        ProofRefusedError: It does not fit; or five did not fit within 15 minutes; or there is no PIN yet.
    """
    person = Person.objects.get(id=person_id)
    if not person.pin and not (takes_password and person.has_usable_password()):
        raise ProofRefusedError(wrong="no_pin")
    left = _count_proof(person_id, now)
    typed = "".join(proof.split())
    fits = bool(person.pin) and check_password(typed, person.pin)
    fits = fits or (takes_password and check_password(proof, person.password))
    if fits or _fits_app(person, typed):
        forgive_attempts(key=_proof_key(person_id))
        return
    raise ProofRefusedError(wrong="mismatch", left=left)


def _fits_app(person: Person, typed: str) -> bool:
    found = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return found is not None and bool(TOTP(found).validate_code(typed))


def _proof_key(person_id: UUID) -> str:
    return f"proof:{person_id}"


def _count_proof(person_id: UUID, now: datetime) -> int:
    attempt = count_attempt(key=_proof_key(person_id), within=PROOFS_WITHIN, now=now)
    if attempt.count > PROOFS:
        raise ProofRefusedError(wrong="too_many")
    return PROOFS - attempt.count


def _hashed_pin(pin: str) -> str:
    digits = "".join(pin.split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) != PIN_DIGITS:
        raise PinRefusedError
    if {int(after) - int(before) for before, after in pairwise(digits)} in ({0}, {1}, {-1}):
        raise PinRefusedError
    return make_password(digits)
