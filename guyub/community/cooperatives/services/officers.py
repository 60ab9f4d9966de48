"""Pengurus and pengawas take office, leave it, hand over; kin is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.officers import (
    HANDED_OVER,
    ITEM_WORDS,
    POST_WORDS,
    SINGLE_POSTS,
    SUPERVISING_POSTS,
    HandoverItem,
    Post,
    Relation,
    ends_of_term,
)
from guyub.community.cooperatives.models import Handover, Kinship, Officer
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.selectors.people import person_of
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime


class OfficerRefusedError(DomainError):
    """Somebody does not take or leave office; ``wrong`` says why.

    ``post sex ex_officio appointed_by future term term_long person held double both`` on taking office (``title`` names
    the post, ``holder`` who holds it, ``years`` the longest term), ``reason day gone`` on leaving it.
    """

    code: ClassVar[str] = "cooperatives.officer.refused"


class HandoverRefusedError(DomainError):
    """A hand-over is not noted; ``wrong``: ``item day note gone``."""

    code: ClassVar[str] = "cooperatives.handover.refused"


class KinRefusedError(DomainError):
    """Kinship is not noted; ``wrong``: ``relation same gone taken``."""

    code: ClassVar[str] = "cooperatives.kin.refused"


@dataclass(frozen=True)
class Appointment:
    """Who takes which post, as typed.

    ``sex`` is ``L``, ``P`` or nothing; ``term_to`` the last day of the term, None for the longest that the rule allows;
    ``person_id`` where they use Guyub themselves.
    """

    post: str
    name: str
    term_from: date
    term_to: date | None = None
    sex: str = ""
    is_ex_officio: bool = False
    appointed_by: str = ""
    person_id: UUID | None = None


def appoint(
    *, actor: Actor, place_id: int, appointment: Appointment, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Write down that somebody takes office. Use-case.

    Checks run in the order of the facts that OfficerRefusedError lists.

    Args:
        actor: Who enters it.
        place_id: In which cooperative.
        appointment: Who, which post, from when to when.
        today: The business date; a term begins on it or before.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OfficerRefusedError: See its fact ``wrong``.
        NameRefusedError: The name is none.

    Source: UU 25/1992 Art 29 (term), Juklak Menkop 1/2025 (posts); docs/regulations.md.
    """
    name = person_name(appointment.name)
    post = _checked(appointment, today=today)
    appointed_by = checked_line(appointment.appointed_by, OfficerRefusedError, "appointed_by", most=120)

    def work() -> Done:
        term_to = _term_to(place_id, appointment, today=today)
        if appointment.person_id and not person_of(cooperative_id=place_id, person_id=appointment.person_id):
            raise OfficerRefusedError(wrong="person")
        _refuse_double(place_id, post, name, appointment.person_id)
        kept = Officer.objects.create(
            cooperative_id=place_id,
            name=name,
            person_id=appointment.person_id,
            post=post.value,
            sex=appointment.sex,
            is_ex_officio=appointment.is_ex_officio,
            term_from=appointment.term_from,
            term_to=term_to,
            appointed_by=appointed_by,
            recorded_at=now,
        )
        return Done("cooperatives.officer.appointed", {"name": name, "post": POST_WORDS[post]}, kept.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_OFFICERS,
            request_id=request_id,
            use_case="cooperatives.appoint",
            facts=vars(appointment),
            now=now,
            work=work,
        )
    )


def end_term(
    *,
    actor: Actor,
    place_id: int,
    officer_id: UUID,
    ended_on: date,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down that somebody leaves office, and open the list of what is handed over. Use-case.

    Args:
        actor: Who enters it.
        place_id: In which cooperative.
        officer_id: Who leaves.
        ended_on: The first day out of office, not after today.
        reason: Why, at most 200 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OfficerRefusedError: ``reason`` is missing, the ``day`` is before the term or after today, or the officer is
            ``gone``: out of office already, or not of this cooperative.
    """
    why = checked_line(reason, OfficerRefusedError, "reason", most=200, is_required=True)

    def work() -> Done:
        rows = Officer.objects.filter(cooperative_id=place_id, id=officer_id, ended_on__isnull=True)
        held = rows.first()
        if held is None:
            raise OfficerRefusedError(wrong="gone")
        if not held.term_from <= ended_on <= today:
            raise OfficerRefusedError(wrong="day")
        rows.update(ended_on=ended_on, end_reason=why)
        post = Post(held.post)
        Handover.objects.bulk_create(
            Handover(cooperative_id=place_id, officer=held, item=item.value) for item in HANDED_OVER[post]
        )
        return Done(
            "cooperatives.officer.ended",
            {"name": held.name, "post": POST_WORDS[post], "reason": why},
            held.id,
        )

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_OFFICERS,
        request_id=request_id,
        use_case="cooperatives.end_term",
        facts={"officer": officer_id, "on": ended_on, "reason": reason},
        now=now,
        work=work,
    )


def hand_over(
    *,
    actor: Actor,
    place_id: int,
    officer_id: UUID,
    item: str,
    received_by: str,
    done_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
    note: str = "",
) -> None:
    """Write down that one thing of a leaving officer's list was handed over. Use-case.

    Args:
        actor: Who enters it.
        place_id: In which cooperative.
        officer_id: Who hands over.
        item: A HandoverItem of the officer's list.
        received_by: The name of who received it.
        done_on: The day, from the officer's first day to today.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        note: What was counted or missing, at most 200 letters.

    Raises:
        HandoverRefusedError: The ``item`` is not known, the ``day`` is outside, the ``note`` too long, or the line is
            ``gone``: handed over already, or on no list of this cooperative.
        NameRefusedError: The receiver's name is none.
    """
    if item not in set(HandoverItem):
        raise HandoverRefusedError(wrong="item")
    receiver = person_name(received_by)
    remark = checked_line(note, HandoverRefusedError, "note", most=200)

    def work() -> Done:
        rows = Handover.objects.filter(
            cooperative_id=place_id, officer_id=officer_id, item=item, done_on__isnull=True
        )
        held = rows.select_related("officer").first()
        if held is None:
            raise HandoverRefusedError(wrong="gone")
        if not held.officer.term_from <= done_on <= today:
            raise HandoverRefusedError(wrong="day")
        Handover.objects.filter(cooperative_id=place_id, id=held.id).update(
            received_by=receiver, done_on=done_on, note=remark
        )
        said = {"title": ITEM_WORDS[item], "name": held.officer.name, "receiver": receiver}
        return Done("cooperatives.officer.handed_over", said, held.id)

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_OFFICERS,
        request_id=request_id,
        use_case="cooperatives.hand_over",
        facts={
            "officer": officer_id,
            "item": item,
            "receiver": received_by,
            "on": done_on,
            "note": note,
        },
        now=now,
        work=work,
    )


def declare_kin(
    *,
    actor: Actor,
    place_id: int,
    one_id: UUID,
    other_id: UUID,
    relation: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down that two officers in office are kin of the first degree. Use-case.

    It is not refused: the programme forbids it, and the members' meeting has to see it before it can mend it.

    Args:
        actor: Who enters it.
        place_id: In which cooperative.
        one_id: One officer.
        other_id: The other; the order does not matter.
        relation: A Relation.
        today: The business date, kept as the day of the declaration.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        KinRefusedError: The ``relation`` is not known, both are the ``same``, one is ``gone`` from office, or the
            two were declared already (``taken``).

    Source: Juklak Menkop 1/2025; docs/regulations.md.
    """
    if relation not in set(Relation):
        raise KinRefusedError(wrong="relation")
    if one_id == other_id:
        raise KinRefusedError(wrong="same")

    def work() -> Done:
        pair = list(
            Officer.objects.filter(
                cooperative_id=place_id, id__in=(one_id, other_id), ended_on__isnull=True
            ).order_by("id")
        )
        if len(pair) != 2:
            raise KinRefusedError(wrong="gone")
        one, other = pair
        if Kinship.objects.filter(cooperative_id=place_id, one=one, other=other).exists():
            raise KinRefusedError(wrong="taken")
        kept = Kinship.objects.create(
            cooperative_id=place_id, one=one, other=other, relation=relation, declared_on=today
        )
        return Done("cooperatives.kin.declared", {"one": one.name, "other": other.name}, kept.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_OFFICERS,
            request_id=request_id,
            use_case="cooperatives.declare_kin",
            facts={"pair": sorted((str(one_id), str(other_id))), "relation": relation},
            now=now,
            work=work,
        )
    )


def _checked(appointment: Appointment, *, today: date) -> Post:
    try:
        post = Post(appointment.post)
    except ValueError as error:
        raise OfficerRefusedError(wrong="post") from error
    if appointment.sex not in {"", "L", "P"}:
        raise OfficerRefusedError(wrong="sex")
    if appointment.is_ex_officio and post not in SUPERVISING_POSTS:
        raise OfficerRefusedError(wrong="ex_officio")
    if appointment.term_from > today:
        raise OfficerRefusedError(wrong="future")
    return post


def _term_to(place_id: int, appointment: Appointment, *, today: date) -> date:
    """Give the last day of the term; who sits by office is bound to the office, not to the years of a term."""
    years = int(value_of("pengurus.masa_jabatan_tahun", cooperative_id=place_id, on=today))
    longest = ends_of_term(appointment.term_from, years=years)
    last = appointment.term_to or longest
    if last < appointment.term_from:
        raise OfficerRefusedError(wrong="term")
    if last > longest and not appointment.is_ex_officio:
        raise OfficerRefusedError(wrong="term_long", years=years)
    return last


def _refuse_double(place_id: int, post: Post, name: str, person_id: UUID | None) -> None:
    """Refuse a second holder of a single post, and one human being in two posts."""
    for other in Officer.objects.filter(cooperative_id=place_id, ended_on__isnull=True).order_by("id"):
        if post in SINGLE_POSTS and other.post == post.value:
            raise OfficerRefusedError(wrong="held", title=POST_WORDS[post], holder=other.name)
        if other.name.casefold() == name.casefold() or (person_id and other.person_id == person_id):
            crosses = (post in SUPERVISING_POSTS) is not (Post(other.post) in SUPERVISING_POSTS)
            raise OfficerRefusedError(
                wrong="both" if crosses else "double", name=name, title=POST_WORDS[other.post]
            )
