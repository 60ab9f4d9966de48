"""Mailings to members: made once, their phones opened for the reason that is their title, marked as they go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.community.members.domain.books import BookKind
from guyub.community.members.domain.reach import (
    GAP,
    LONGEST_LETTER,
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    MOST_REACHED,
    OPENED_AT_ONCE,
    SHORTEST_TITLE,
    Way,
    filled,
    unknown_fields,
)
from guyub.community.members.models import Mailing, MailingLine
from guyub.community.members.selectors.reach import (
    Chosen,
    Recipient,
    mailed,
    reached_by_phone,
    recipients,
    words_of,
)
from guyub.community.members.services.books import LineTyped, add_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason, phones_for
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import number as written
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime


class ReachRefusedError(DomainError):
    """A mailing is not made, or its phones are not opened; ``wrong`` says why.

    ``way`` (neither WhatsApp nor letters), ``title`` (fewer than ``least`` letters), ``text`` (empty), ``too_long``
    (``most`` letters), ``field`` (``field`` in braces is none), ``gap`` (a gap of a kept text is still open),
    ``nobody`` (no one is reached so), ``many`` (more than ``most`` members), ``gone`` (no such mailing), ``letters``
    (a mailing on paper opens no phones).
    """

    code: ClassVar[str] = "members.reach.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingTyped:
    """A mailing, as typed: way, whom, title and the text with its fields."""

    way: str
    chosen: Chosen
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenedPhone(Row):
    """One member whose phone was opened, with the words for them."""

    member_id: UUID
    number: str
    name: str
    phone: str
    text: str


def make_mailing(*, actor: Actor, typed: MailingTyped, today: date, request_id: UUID, now: datetime) -> UUID:
    """Make a mailing and say to whom it goes; letters get their number in the agenda of outgoing letters. Use-case.

    By WhatsApp it goes to members who agreed to messages and have a phone; letters go to all who are meant. Checks run
    in this order: way, title, text, lengths, fields, gaps, how many are meant, whether anybody is reached.

    Args:
        actor: An officer who may reach members.
        typed: What goes out.
        today: The business date, which stands on the letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the mailing.

    Raises:
        ReachRefusedError: See there.
    """
    title, text = _checked(typed)
    place = actor.cooperative_id

    def work() -> str:
        meant = recipients(cooperative_id=place, chosen=typed.chosen, most=MOST_REACHED + 1)
        if len(meant) > MOST_REACHED:
            raise ReachRefusedError(wrong="many", most=MOST_REACHED)
        is_letters = typed.way == Way.SURAT
        people = meant if is_letters else reached_by_phone(cooperative_id=place, people=meant)
        if not people:
            raise ReachRefusedError(wrong="nobody")
        whom = words_of(cooperative_id=place, chosen=typed.chosen)[:120]
        letter = None
        if is_letters:
            line = LineTyped(
                kind=BookKind.SURAT_KELUAR.value,
                on=today,
                who=f"{whom} ({written(len(people))} surat)"[:120],
                text=title,
            )
            letter = add_line(cooperative_id=place, typed=line, person_id=actor.person_id, now=now)
        mailing = Mailing.objects.create(
            cooperative_id=place,
            way=typed.way,
            title=title,
            text=text,
            whom=whom,
            letter=letter,
            made_on=today,
            made_by_id=actor.person_id,
            made_at=now,
        )
        MailingLine.objects.bulk_create(
            MailingLine(cooperative_id=place, mailing=mailing, member_id=one.member_id) for one in people
        )
        act = "members.reach.letters_made" if is_letters else "members.reach.messages_made"
        facts = {"title": title, "people_count": len(people)}
        record(cooperative_id=place, actor=actor, act=act, facts=facts, now=now)
        return str(mailing.id)

    facts: dict[str, object] = {
        "way": typed.way,
        "whom": typed.chosen.whom.value,
        "rt": typed.chosen.rt,
        "group": typed.chosen.group_id,
        "title": title,
        "text": text,
    }
    return UUID(_reached(actor, request_id, "members.make_mailing", facts, now, work))


def open_phones(
    *, actor: Actor, mailing_id: UUID, reason: str, request_id: UUID, now: datetime
) -> list[OpenedPhone]:
    """Show the next phones of a mailing by WhatsApp, once, and write down who saw how many and why. Use-case.

    Only of members who still agree to messages; at most ``OPENED_AT_ONCE`` that were not sent yet.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        ReachRefusedError: ``gone``, ``letters``, ``nobody`` is left.
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    place = actor.cooperative_id
    opened: list[OpenedPhone] = []

    def work() -> None:
        mailing = _mailing(place, mailing_id)
        if mailing.way != Way.WA:
            raise ReachRefusedError(wrong="letters")
        waiting = mailed(cooperative_id=place, mailing_id=mailing_id, most=MOST_REACHED, unsent=True)
        people = reached_by_phone(cooperative_id=place, people=waiting)[:OPENED_AT_ONCE]
        if not people:
            raise ReachRefusedError(wrong="nobody")
        facts = {
            "title": mailing.title,
            "people_count": len(people),
            "reason": why,
            "people": [str(one.person_id) for one in people],
        }
        act = "members.reach.phones_opened"
        record(cooperative_id=place, actor=actor, act=act, facts=facts, now=now)
        name = Cooperative.objects.values_list("name", flat=True).get(id=place)
        opened.extend(_opened(people, mailing.text, name))

    facts: dict[str, object] = {"mailing": mailing_id, "reason": why}
    _reached(actor, request_id, "members.open_mailing_phones", facts, now, work)
    if not opened:
        raise ShownAlreadyError
    return opened


def mark_sent(
    *, actor: Actor, mailing_id: UUID, member_ids: Collection[UUID], request_id: UUID, now: datetime
) -> int:
    """Mark the members to whom a message was sent; the line itself says who sent it and when. Use-case.

    Marking twice changes nothing.

    Returns:
        How many were marked now.

    Raises:
        ReachRefusedError: ``gone``, ``letters``.
    """
    place = actor.cooperative_id

    def work() -> int:
        if _mailing(place, mailing_id).way != Way.WA:
            raise ReachRefusedError(wrong="letters")
        lines = MailingLine.objects.filter(
            cooperative_id=place, mailing_id=mailing_id, member_id__in=member_ids, sent_at__isnull=True
        )
        return lines.update(sent_at=now, sent_by_id=actor.person_id)

    facts: dict[str, object] = {"mailing": mailing_id, "members": sorted(map(str, member_ids))}
    return int(_reached(actor, request_id, "members.mark_sent", facts, now, work))


def _checked(typed: MailingTyped) -> tuple[str, str]:
    if typed.way not in list(Way):
        raise ReachRefusedError(wrong="way")
    title = " ".join(typed.title.split())
    if len(title) < SHORTEST_TITLE:
        raise ReachRefusedError(wrong="title", least=SHORTEST_TITLE)
    text = typed.text.replace("\r\n", "\n").strip()
    if not text:
        raise ReachRefusedError(wrong="text")
    most = LONGEST_MESSAGE if typed.way == Way.WA else LONGEST_LETTER
    for said, limit in ((title, LONGEST_TITLE), (text, most)):
        if len(said) > limit:
            raise ReachRefusedError(wrong="too_long", most=limit)
    unknown = unknown_fields(text)
    if unknown:
        raise ReachRefusedError(wrong="field", field=unknown[0])
    if GAP in text:
        raise ReachRefusedError(wrong="gap")
    return title, text


def _mailing(cooperative_id: int, mailing_id: UUID) -> Mailing:
    mailing = Mailing.objects.filter(cooperative_id=cooperative_id, id=mailing_id).first()
    if mailing is None:
        raise ReachRefusedError(wrong="gone")
    return mailing


def _opened(people: list[Recipient], text: str, cooperative: str) -> list[OpenedPhone]:
    phones = phones_for([one.person_id for one in people])
    return [
        OpenedPhone(
            one.member_id,
            one.number,
            one.name,
            phones[one.person_id],
            filled(text, name=one.name, number=one.number, cooperative=cooperative),
        )
        for one in people
    ]


def _reached(
    actor: Actor,
    request_id: UUID,
    use_case: str,
    facts: dict[str, object],
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    return act_once(
        actor=actor,
        action=Action.REACH_MEMBERS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
