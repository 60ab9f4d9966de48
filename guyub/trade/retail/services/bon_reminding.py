"""Reminders of bon as messages: phones are opened for a reason, each gets the own words, who got one is marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.selectors.reach import Recipient, reached_by_phone
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason, phones_for
from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.bon import BonRefusedError, bon_text
from guyub.trade.retail.models import BonReminder
from guyub.trade.retail.selectors.bon import MOST_OPEN, QUIET_DAYS, bon_of
from guyub.trade.retail.services.acting import once

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.selectors.bon import BonRow


@dataclass(frozen=True, slots=True)
class OpenedBon(Row):
    """One member whose phone was opened, with the words for them."""

    member_id: UUID
    name: str
    phone: str
    text: str


def text_of(row: BonRow, *, cooperative: str) -> str:
    """Write to one member what is open."""
    return bon_text(
        name=row.name,
        sex=row.sex,
        owed_rp=row.owed_rp,
        due_on=row.due_on,
        is_late=row.is_late,
        cooperative=cooperative,
    )


def to_remind(*, cooperative_id: int, on: date, person_id: UUID) -> tuple[list[BonRow], int]:
    """List whom a message may remind: bon that is past its due date, and none for a week; the own is passed over.

    Args:
        cooperative_id: Whose.
        on: The business date.
        person_id: Who reminds.

    Returns:
        Those who agreed to messages and have a phone, the longest due first; and how many others there are.
    """
    quiet_from = on - timedelta(days=QUIET_DAYS)
    rows = bon_of(cooperative_id=cooperative_id, on=on, most=MOST_OPEN).rows
    meant = [
        row
        for row in rows
        if row.is_late
        and row.person_id != person_id
        and (row.reminded_on is None or row.reminded_on <= quiet_from)
    ]
    reached = _reached(cooperative_id, meant)
    return reached, len(meant) - len(reached)


def open_bon_phones(
    *, actor: Actor, place: Cooperative, reason: str, today: date, request_id: UUID, now: datetime
) -> list[OpenedBon]:
    """Show the next phones of whose bon is past its due date, once, and write down who saw them and why. Use-case.

    Args:
        actor: Who may reach members.
        place: The own cooperative.
        reason: Why, at least ten letters; the members can read it.
        today: The business date.
        request_id: Made once per intention; the same request shows nothing twice.
        now: The moment, aware.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        BonRefusedError: ``unreached``: nobody is left who can be reached by message.
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    opened: list[OpenedBon] = []

    def work() -> None:
        rows, _ = to_remind(cooperative_id=place.id, on=today, person_id=actor.person_id)
        meant = rows[:OPENED_AT_ONCE]
        if not meant:
            raise BonRefusedError(wrong="unreached")
        people = {row.person_id for row in meant}
        facts = {"people_count": len(people), "reason": why, "people": sorted(map(str, people))}
        record(cooperative_id=place.id, actor=actor, act="retail.bon.phones_opened", facts=facts, now=now)
        phones = phones_for(list(people))
        opened.extend(
            OpenedBon(row.member_id, row.name, phones[row.person_id], text_of(row, cooperative=place.name))
            for row in meant
        )

    once(actor, Action.REACH_MEMBERS, "open_bon_phones", {"reason": reason}, request_id, now, work)
    if not opened:
        raise ShownAlreadyError
    return opened


def mark_bon_reminded(
    *,
    actor: Actor,
    place: Cooperative,
    member_ids: Collection[UUID],
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Mark to which members a message about bon went out today, with what it asked for. Use-case.

    Marking twice changes nothing; who owes nothing, or is of another cooperative, is passed over.

    Returns:
        How many are marked.
    """

    def work() -> int:
        rows = bon_of(cooperative_id=place.id, on=today, most=MOST_OPEN).rows
        meant = [row for row in rows if row.member_id in set(member_ids)]
        BonReminder.objects.bulk_create(
            [
                BonReminder(
                    cooperative_id=place.id,
                    member_id=row.member_id,
                    on=today,
                    amount_rp=row.owed_rp,
                    due_on=row.due_on,
                    person_id=actor.person_id,
                    recorded_at=now,
                )
                for row in sorted(meant, key=lambda one: one.member_id)
            ],
            ignore_conflicts=True,
        )
        return len(meant)

    facts = {"members": sorted(map(str, member_ids)), "on": today}
    return int(once(actor, Action.REACH_MEMBERS, "mark_bon_reminded", facts, request_id, now, work))


def _reached(cooperative_id: int, rows: Sequence[BonRow]) -> list[BonRow]:
    meant = [
        Recipient(row.member_id, row.person_id, row.number, row.name, row.home, row.home, "") for row in rows
    ]
    kept = {one.member_id for one in reached_by_phone(cooperative_id=cooperative_id, people=meant)}
    return [row for row in rows if row.member_id in kept]
