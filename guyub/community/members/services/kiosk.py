"""The kiosk: a device at the counter where members without a login look at the own account with card and PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.cards import card_in
from guyub.community.members.domain.kiosk import number_in
from guyub.community.members.models import Card, Member
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.people import still_holds
from guyub.foundation.identity.services.acting import NotAllowedError, act_once, may_act
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import keep_pin, prove
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor


class KioskRefusedError(DomainError):
    """The kiosk does not open; ``wrong`` says why.

    ``who`` (no card, no number of a member here), ``revoked`` (the card), ``left`` (a member no more), ``no_pin``,
    ``pin`` (nothing typed, or typed twice differently), ``ktp`` (the officer did not say that the KTP was seen),
    ``login`` (who has a login sets the own PIN there).
    """

    code: ClassVar[str] = "members.kiosk.refused"


def begin_kiosk(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """Turn the device into a kiosk. Use-case of an officer; the door ends the officer's own session on it."""

    def work() -> None:
        record(cooperative_id=actor.cooperative_id, actor=actor, act="members.kiosk.begun", facts={}, now=now)

    act_once(
        actor=actor,
        action=Action.RUN_KIOSK,
        request_id=request_id,
        use_case="members.begin_kiosk",
        facts={},
        now=now,
        work=work,
    )


def end_kiosk(*, actor: Actor, proof: str, request_id: UUID, now: datetime) -> None:
    """End the kiosk of a device. Use-case of the officer who began it, proved by PIN, password or the app's code.

    Raises:
        ProofRefusedError: It does not fit.
    """
    prove(person_id=actor.person_id, proof=proof, now=now, takes_password=True)

    def work() -> None:
        record(cooperative_id=actor.cooperative_id, actor=actor, act="members.kiosk.ended", facts={}, now=now)

    act_once(
        actor=actor,
        action=Action.RUN_KIOSK,
        request_id=request_id,
        use_case="members.end_kiosk",
        facts={},
        now=now,
        work=work,
    )


def open_at_kiosk(*, actor: Actor, written: str, pin: str, now: datetime) -> UUID:
    """Let a member look at the own account: card or number, and the PIN. Writes nothing but the count of attempts.

    Args:
        actor: The officer who began the kiosk: it works while that role is held.
        written: What the scanner read, or the number typed: ``guyub:card:…``, ``A-0042``, ``42``.
        pin: Six digits.
        now: The moment, aware.

    Returns:
        The member's id.

    Raises:
        NotAllowedError: The officer's role ended.
        KioskRefusedError: ``who``, ``revoked``, ``left``, ``no_pin``, ``pin``.
        ProofRefusedError: The PIN does not fit, or five did not fit within 15 minutes.
    """
    member = _found(actor, written, now)
    if not member.person.pin:
        raise KioskRefusedError(wrong="no_pin")
    if not pin.strip():
        raise KioskRefusedError(wrong="pin")
    prove(person_id=member.person_id, proof=pin, now=now)
    return member.id


def know_at_counter(
    *, actor: Actor, written: str, is_ktp_seen: bool, proof: str, request_id: UUID, now: datetime
) -> UUID:
    """Confirm who stands at the counter, so that this person may set a PIN there. Use-case of the kiosk's officer.

    Args:
        actor: The officer who began the kiosk.
        written: Card or number of the member.
        is_ktp_seen: The officer compared the person with the KTP.
        proof: The officer's PIN, password or code: the device lies open to everybody.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The member's id.

    Raises:
        KioskRefusedError: ``who``, ``revoked``, ``left``, ``ktp``, ``login``.
        ProofRefusedError: The officer's proof does not fit.
    """
    member = _found(actor, written, now)
    if member.person.has_usable_password():
        raise KioskRefusedError(wrong="login")
    if not is_ktp_seen:
        raise KioskRefusedError(wrong="ktp")
    prove(person_id=actor.person_id, proof=proof, now=now, takes_password=True)

    def work() -> None:
        facts = {"member": str(member), "about": str(member.person_id)}
        record(
            cooperative_id=actor.cooperative_id, actor=actor, act="members.kiosk.known", facts=facts, now=now
        )

    act_once(
        actor=actor,
        action=Action.RUN_KIOSK,
        request_id=request_id,
        use_case="members.know_at_counter",
        facts={"member": member.id},
        now=now,
        work=work,
    )
    return member.id


def set_pin_at_counter(
    *, actor: Actor, member_id: UUID, pin: str, again: str, request_id: UUID, now: datetime
) -> None:
    """Set the PIN of a member whom the officer has confirmed; typed twice by the member. Use-case at the kiosk.

    Raises:
        KioskRefusedError: ``who``, ``left``, ``pin``: the two differ.
        PinRefusedError: The PIN is too easy.
        ProofRefusedError: ``login``: the person has a login by now.
    """
    if pin != again:
        raise KioskRefusedError(wrong="pin")

    def work() -> None:
        rows = Member.objects.filter(cooperative_id=actor.cooperative_id, id=member_id)
        member = _standing(rows.select_related("person").first())
        keep_pin(person_id=member.person_id, pin=pin)
        facts = {"member": str(member), "about": str(member.person_id)}
        record(cooperative_id=actor.cooperative_id, actor=actor, act="members.pin.set", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.RUN_KIOSK,
        request_id=request_id,
        use_case="members.set_pin_at_counter",
        facts={"member": member_id},
        now=now,
        work=work,
    )


def _found(actor: Actor, written: str, now: datetime) -> Member:
    """Find the member whom a card or a number names, while the officer's role is held."""
    with scope(actor.cooperative_id):
        if not may_act(actor, Action.RUN_KIOSK, actor.cooperative_id) or not still_holds(actor, now=now):
            raise NotAllowedError(action=Action.RUN_KIOSK.value)
        card_id, number = card_in(written), number_in(written)
        if card_id:
            cards = Card.objects.filter(cooperative_id=actor.cooperative_id, id=card_id)
            card = cards.select_related("member__person").first()
            if card and card.revoked_on and card.member.left_on is None:
                raise KioskRefusedError(wrong="revoked")
            return _standing(card.member if card else None)
        rows = Member.objects.filter(cooperative_id=actor.cooperative_id, number=number)
        return _standing(rows.select_related("person").first() if number else None)


def _standing(member: Member | None) -> Member:
    if member is None:
        raise KioskRefusedError(wrong="who")
    if member.left_on is not None:
        raise KioskRefusedError(wrong="left")
    return member
