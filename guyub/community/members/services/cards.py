"""Member cards: given, given anew when one is lost, taken out of use. Each act is one line of the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db.models import Max

from guyub.community.members.domain.cards import LONGEST_WHY, MOST_AT_ONCE, SHORTEST_WHY
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.models import Card, Member
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import ActsOf
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor

NAMED = 10  # numbers of members in a line of the trail
_NOW = (MemberState.AKTIF.value, MemberState.PASIF.value)


_once = ActsOf("members").once


class CardRefusedError(DomainError):
    """A card is not given or taken; ``wrong`` says why.

    ``none`` (nobody was chosen), ``many`` (more than the fact ``most``), ``gone`` (not all of them are of this
    cooperative), ``standing`` (one has no number or is a member no more), ``reason`` (too short or longer than the fact
    ``most``), ``unused`` (there is no card in use).
    """

    code: ClassVar[str] = "members.card.refused"


def issue_cards(
    *,
    actor: Actor,
    member_ids: Collection[UUID],
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[UUID]:
    """Give each of some members a card who has none in use, and print those of all. Use-case.

    Checks run in this order: none, many, gone, standing.

    Args:
        actor: Who may keep the register.
        member_ids: Whose; at most a hundred.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The cards in the order of the members' numbers.

    Raises:
        CardRefusedError: ``none``, ``many``, ``gone``, ``standing``.
    """
    chosen = sorted(set(member_ids))

    def work() -> list[str]:
        members = _locked(actor.cooperative_id, chosen)
        used = Card.objects.filter(
            cooperative_id=actor.cooperative_id, member__in=members, revoked_on__isnull=True
        )
        cards = {card.member_id: card.id for card in used}
        fresh = [member for member in members if member.id not in cards]
        for member in fresh:
            cards[member.id] = _new_card(actor, member, today).id
        numbers = [member_number(member.number or 0) for member in members]
        more = f", dan {len(numbers) - NAMED} lagi" if len(numbers) > NAMED else ""
        facts = {"count": len(members), "fresh": len(fresh), "numbers": ", ".join(numbers[:NAMED]) + more}
        record(
            cooperative_id=actor.cooperative_id, actor=actor, act="members.card.issued", facts=facts, now=now
        )
        return [str(cards[member.id]) for member in members]

    made = _once(
        actor,
        Action.KEEP_MEMBERS,
        "issue_cards",
        {"members": [str(one) for one in chosen]},
        request_id,
        now,
        work,
    )
    return [UUID(card) for card in made]


def reissue_card(
    *, actor: Actor, member_id: UUID, reason: str, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Take a member's card out of use and give another in its place. Use-case.

    Args:
        actor: Who may keep the register.
        member_id: Whose.
        reason: Why: lost, broken, another name; 5 to 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The new card.

    Raises:
        CardRefusedError: ``reason``, ``gone``, ``standing``, ``unused``.
    """
    why = _checked_reason(reason)

    def work() -> str:
        (member,) = _locked(actor.cooperative_id, [member_id])
        _revoke(member, why, today)
        card = _new_card(actor, member, today)
        _told(actor, member, "members.card.reissued", {"reason": why, "no": card.no}, now)
        return str(card.id)

    facts = {"member": member_id, "reason": why}
    return UUID(_once(actor, Action.KEEP_MEMBERS, "reissue_card", facts, request_id, now, work))


def revoke_card(
    *, actor: Actor, member_id: UUID, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Take a member's card out of use at once; the member has none until another is given. Use-case.

    Args:
        actor: Who may keep the register.
        member_id: Whose.
        reason: 5 to 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CardRefusedError: ``reason``, ``gone``, ``standing``, ``unused``.
    """
    why = _checked_reason(reason)

    def work() -> None:
        (member,) = _locked(actor.cooperative_id, [member_id])
        _revoke(member, why, today)
        _told(actor, member, "members.card.revoked", {"reason": why}, now)

    _once(
        actor, Action.KEEP_MEMBERS, "revoke_card", {"member": member_id, "reason": why}, request_id, now, work
    )


def _locked(cooperative_id: int, chosen: Sequence[UUID]) -> list[Member]:
    """Lock members by their numbers, in one order for everybody; those without a number stand in no one's way."""
    if not chosen:
        raise CardRefusedError(wrong="none")
    if len(chosen) > MOST_AT_ONCE:
        raise CardRefusedError(wrong="many", most=MOST_AT_ONCE)
    rows = Member.objects.select_for_update(of=("self",)).select_related("file")
    members = list(rows.filter(cooperative_id=cooperative_id, id__in=chosen).order_by("number", "id"))
    if len(members) < len(chosen):
        raise CardRefusedError(wrong="gone")
    if any(member.state not in _NOW for member in members):
        raise CardRefusedError(wrong="standing")
    return members


def _new_card(actor: Actor, member: Member, today: date) -> Card:
    mine = Card.objects.filter(cooperative_id=member.cooperative_id, member=member)
    last: int = mine.aggregate(last=Max("no", default=0))["last"]
    return Card.objects.create(
        cooperative_id=member.cooperative_id,
        member=member,
        no=last + 1,
        issued_on=today,
        issued_by_id=actor.person_id,
    )


def _revoke(member: Member, why: str, today: date) -> None:
    used = Card.objects.filter(cooperative_id=member.cooperative_id, member=member, revoked_on__isnull=True)
    if not used.update(revoked_on=today, revoked_why=why):
        raise CardRefusedError(wrong="unused")


def _checked_reason(reason: str) -> str:
    why = " ".join(reason.split())
    if not SHORTEST_WHY <= len(why) <= LONGEST_WHY:
        raise CardRefusedError(wrong="reason", least=SHORTEST_WHY, most=LONGEST_WHY)
    return why


def _told(actor: Actor, member: Member, act: str, facts: dict[str, Any], now: datetime) -> None:
    number = member_number(member.number or 0)
    record(
        cooperative_id=member.cooperative_id,
        actor=actor,
        act=act,
        facts={"number": number, "name": member.file.name, "about": str(member.person_id), **facts},
        now=now,
    )
