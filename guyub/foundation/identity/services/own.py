"""What a person does with the own data: reads the own numbers, gives and withdraws consent, takes a copy along."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models.privacy import PURPOSES
from guyub.foundation.identity.selectors.vault import who_has
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import prove
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import ShownAlreadyError, full_number
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

# What rests on a law or the membership itself is told, not asked: it cannot be withdrawn while it lasts.
BY_LAW = frozenset({"MEMBER_REGISTER"})


class ConsentRefusedError(DomainError):
    """A consent is not written down; ``wrong``: ``purpose`` (unknown), ``law`` (rests on a law, not on consent)."""

    code: ClassVar[str] = "identity.consent.refused"


def reveal_own(*, actor: Actor, proof: str, request_id: UUID, now: datetime) -> dict[SecretKind, str]:
    """Show a person the own NIK, KK and phone in full, once. Use-case of the person alone.

    Args:
        actor: Who.
        proof: PIN, password, or a code from the app: a phone that lies open is no proof.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ProofRefusedError: It does not fit.
        ShownAlreadyError: This very request showed them before.
    """
    prove(person_id=actor.person_id, proof=proof, now=now, takes_password=True)
    shown: dict[SecretKind, str] = {}

    def work() -> None:
        record(cooperative_id=actor.cooperative_id, actor=actor, act="identity.own.shown", facts={}, now=now)
        shown.update(own_numbers(person_id=actor.person_id))

    act_once(
        actor=actor,
        action=Action.VIEW_OWN,
        request_id=request_id,
        use_case="identity.reveal_own",
        facts={},
        now=now,
        work=work,
    )
    if not shown and any(who_has(kind, [actor.person_id]) for kind in SecretKind):
        raise ShownAlreadyError
    return shown


def own_numbers(*, person_id: UUID) -> dict[SecretKind, str]:
    """Read all numbers of a person in full. Step: only for use-cases that proved that it is the person who reads."""
    return {
        kind: full_number(person_id=person_id, kind=kind) for kind in SecretKind if who_has(kind, [person_id])
    }


def consent_myself(
    *, actor: Actor, purpose: str, version: int, is_given: bool, request_id: UUID, now: datetime
) -> None:
    """Give or withdraw the own consent to a purpose. Use-case of the person alone.

    Args:
        actor: Who.
        purpose: One of ``identity.models.privacy.PURPOSES``.
        version: Of the text that stood beside the button.
        is_given: Given, or withdrawn.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ConsentRefusedError: ``purpose``, ``law``.
    """
    if purpose not in PURPOSES:
        raise ConsentRefusedError(wrong="purpose")
    if purpose in BY_LAW and not is_given:
        raise ConsentRefusedError(wrong="law")

    def work() -> None:
        note_consent(
            cooperative_id=actor.cooperative_id,
            person_id=actor.person_id,
            purpose=purpose,
            version=version,
            is_given=is_given,
            recorded_by_id=actor.person_id,
            now=now,
        )
        act = "identity.own.consented" if is_given else "identity.own.withdrew"
        facts = {"purpose": purpose, "version": version}
        record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.VIEW_OWN,
        request_id=request_id,
        use_case="identity.consent_myself",
        facts={"purpose": purpose, "version": version, "given": is_given},
        now=now,
        work=work,
    )


def take_copy(
    *, actor: Actor, proof: str, form: str, request_id: UUID, now: datetime
) -> dict[SecretKind, str]:
    """Let a person take a copy of all own data along: proved, and written down. Use-case of the person alone.

    The door then reads what every context offers as OWN_DATA; the numbers come from here.

    Args:
        actor: Who.
        proof: PIN, password, or a code from the app.
        form: ``PDF`` or ``JSON``, for the trail.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ProofRefusedError: It does not fit.
    """
    prove(person_id=actor.person_id, proof=proof, now=now, takes_password=True)

    def work() -> None:
        facts = {"form": form}
        record(
            cooperative_id=actor.cooperative_id, actor=actor, act="identity.own.copied", facts=facts, now=now
        )

    act_once(
        actor=actor,
        action=Action.VIEW_OWN,
        request_id=request_id,
        use_case="identity.take_copy",
        facts={"form": form},
        now=now,
        work=work,
    )
    return own_numbers(person_id=actor.person_id)
