"""Lists that go out: made for a collector, noted on the collector's phone, called off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.savings.domain.collecting import (
    LONGEST_REASON,
    MOST_LINES,
    MOST_RP,
    CollectionRefusedError,
    ListState,
    SkipWhy,
)
from guyub.finance.savings.models import CollectionLine, CollectionList
from guyub.finance.savings.selectors.collecting import collectors
from guyub.finance.savings.selectors.owing import aim_words, owing
from guyub.finance.savings.services.acting import once
from guyub.finance.savings.services.collected_cash import require_state
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.finance.savings.selectors.owing import Aim
    from guyub.foundation.identity.domain.roles import Actor

SERIES = "savings.collection"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a collector notes at one door: whole rupiah, or why there were none; neither: nobody was there yet."""

    amount_rp: int | None = None
    why: str = ""


def make_list(
    *, actor: Actor, aim: Aim, collector_id: UUID, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Give a collector a list of whom to ask for simpanan wajib, and for which months. Use-case.

    Who stands on a list that is still out is passed over, and so is the collector's own bill. At most ``MOST_LINES``
    members: those who are left over come on the next list.

    Args:
        actor: Who takes savings.
        aim: Whom.
        collector_id: Who takes the list along: a collector or another person who works here.
        today: The business date; bills up to its month are asked for.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The list's id.

    Raises:
        CollectionRefusedError: ``collector aim nobody``.
    """
    place_id = actor.cooperative_id

    def work() -> str:
        if collector_id not in collectors(cooperative_id=place_id, now=now):
            raise CollectionRefusedError(wrong="collector")
        whom = aim_words(cooperative_id=place_id, aim=aim)
        # The counter is locked from here on: two who make lists at once see each other's members.
        number = next_number(cooperative_id=place_id, series=SERIES, year=today.year)
        month = today.replace(day=1)
        found = owing(cooperative_id=place_id, aim=aim, today=today, without_person=collector_id)
        if not found.people:
            raise CollectionRefusedError(wrong="nobody", elsewhere=found.elsewhere)
        people = found.people[:MOST_LINES]
        made = CollectionList.objects.create(
            cooperative_id=place_id,
            year=today.year,
            number=number,
            collector_id=collector_id,
            whom=whom,
            month=month,
            state=ListState.KELUAR.value,
            expected_rp=sum(one.asked_rp for one in people),
            made_on=today,
            made_by_id=actor.person_id,
            made_at=now,
        )
        CollectionLine.objects.bulk_create(
            CollectionLine(
                cooperative_id=place_id,
                of=made,
                rank=rank,
                member_id=one.member_id,
                asked=[[month.isoformat(), missing_rp] for month, missing_rp in one.asked],
                asked_rp=one.asked_rp,
            )
            for rank, one in enumerate(people, start=1)
        )
        facts = {"number": str(made), "count": len(people), "amount": rupiah(made.expected_rp)}
        record(cooperative_id=place_id, actor=actor, act="savings.collection.made", facts=facts, now=now)
        return str(made.id)

    facts = {"rt": aim.rt, "group": aim.group_id, "late": aim.is_late, "collector": collector_id}
    return UUID(once(actor, Action.TAKE_SAVINGS, "make_list", facts, request_id, now, work))


def note_list(
    *, actor: Actor, list_id: UUID, notes: Mapping[UUID, Noted], request_id: UUID, now: datetime
) -> int:
    """Take over what a collector noted on the phone, all lines in one go; later notes replace earlier ones. Use-case.

    Args:
        actor: The collector of the list.
        list_id: Which.
        notes: By line; lines that are not named stay as they were.
        request_id: Made once per intention; the same notes sent again change nothing.
        now: The moment, aware.

    Returns:
        How many lines are noted.

    Raises:
        CollectionRefusedError: ``gone`` (no such list of this collector), ``state`` (it is back already), ``amount``.
    """
    place_id = actor.cooperative_id

    def work() -> int:
        found = locked_list(place_id, list_id)
        if found.collector_id != actor.person_id:
            raise CollectionRefusedError(wrong="gone")
        require_state(found, ListState.KELUAR)
        rows = CollectionLine.objects.filter(cooperative_id=place_id, of=found)
        lines = list(rows.select_related("member__file").order_by("rank"))
        for line in lines:
            if line.id in notes:
                told = checked_note(notes[line.id], rank=line.rank, name=line.member.file.name)
                line.noted_rp, line.noted_why = told
        CollectionLine.objects.filter(cooperative_id=place_id).bulk_update(lines, ["noted_rp", "noted_why"])
        CollectionList.objects.filter(cooperative_id=place_id, id=found.id).update(
            noted_request=request_id, noted_at=now
        )
        count = sum(line.noted_rp is not None for line in lines)
        facts = {"number": str(found), "count": count}
        record(cooperative_id=place_id, actor=actor, act="savings.collection.noted", facts=facts, now=now)
        return count

    # A collector's role has the act; another person who works here goes out with the counter's.
    action = Action.COLLECT_SAVINGS if can(actor, Action.COLLECT_SAVINGS, place_id) else Action.TAKE_SAVINGS
    said = {str(id_): [one.amount_rp, one.why] for id_, one in notes.items()}
    facts = {"list": list_id, "notes": said}
    return int(once(actor, action, "note_list", facts, request_id, now, work))


def call_off_list(*, actor: Actor, list_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Call a list off with which no money came; its members may stand on another one. Use-case.

    Args:
        actor: Who takes savings.
        list_id: Which.
        reason: Why, at most 120 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CollectionRefusedError: ``void reason gone state``; ``money`` (the collector noted some, or cash was counted).
    """
    why = checked_reason(reason)
    if not why:
        raise CollectionRefusedError(wrong="void")
    place_id = actor.cooperative_id

    def work() -> None:
        found = locked_list(place_id, list_id)
        require_state(found, ListState.KELUAR)
        lines = CollectionLine.objects.filter(cooperative_id=place_id, of=found)
        if lines.filter(noted_rp__gt=0).exists():
            raise CollectionRefusedError(wrong="money")
        lines.update(is_out=False)
        CollectionList.objects.filter(cooperative_id=place_id, id=found.id).update(
            state=ListState.BATAL.value, reason=why, closed_at=now
        )
        facts = {"number": str(found), "reason": why}
        record(cooperative_id=place_id, actor=actor, act="savings.collection.void", facts=facts, now=now)

    facts = {"list": list_id, "reason": why}
    once(actor, Action.TAKE_SAVINGS, "call_off_list", facts, request_id, now, work)


def locked_list(place_id: int, list_id: UUID) -> CollectionList:
    """Hold a list until the transaction ends: whoever notes, counts and books it takes turns. Step.

    Raises:
        CollectionRefusedError: ``gone``.
    """
    rows = CollectionList.objects.select_for_update(of=("self",)).select_related("collector")
    found = rows.filter(cooperative_id=place_id, id=list_id).first()
    if found is None:
        raise CollectionRefusedError(wrong="gone")
    return found


def checked_reason(reason: str) -> str:
    """Trim a reason; it may be missing where none is needed.

    Raises:
        CollectionRefusedError: ``reason``: too long.
    """
    why = " ".join(reason.split())
    if len(why) > LONGEST_REASON:
        raise CollectionRefusedError(wrong="reason")
    return why


def checked_note(note: Noted, *, rank: int, name: str) -> tuple[int | None, str]:
    """Give what is kept of a note: whole rupiah or nothing yet, and why there are none.

    Raises:
        CollectionRefusedError: ``amount``.
    """
    if note.why in set(SkipWhy):
        return 0, note.why
    if note.amount_rp is not None and not 0 < note.amount_rp <= MOST_RP:
        raise CollectionRefusedError(wrong="amount", slip=f"{rank:02d}", name=name)
    return note.amount_rp, ""
