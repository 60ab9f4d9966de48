"""Reminders of containers: phones of members who agreed are opened for a reason, each with the own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.selectors.reach import Recipient, reached_by_phone
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason, phones_for
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.containers import ContainerRefusedError
from guyub.trade.inventory.selectors.containers import holdings_of
from guyub.trade.inventory.services.containers import once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.containers import HoldingRow


@dataclass(frozen=True, slots=True)
class OpenedContainer(Row):
    """One member whose phone was opened, with the words of the reminder."""

    name: str
    number: str
    phone: str
    text: str


def reminder_text(held: Sequence[HoldingRow], *, cooperative: str) -> str:
    """Write the reminder of one member: what is borrowed, since when, and that the empty one may be brought."""
    what = ", ".join(f"{row.qty} {row.kind} sejak {day(row.since)}" for row in held)
    return (
        f"Salam dari {cooperative}. Kami mencatat wadah yang masih di rumah {held[0].name}: {what}. "
        "Bila sudah kosong, mohon dibawa saat berbelanja berikutnya. Terima kasih."
    )


def to_remind(*, cooperative_id: int, today: date) -> dict[UUID, list[HoldingRow]]:
    """Give who has containers on loan, agreed to messages and has a phone, the longest first. Three queries."""
    lent: dict[UUID, list[HoldingRow]] = {}
    for row in holdings_of(cooperative_id=cooperative_id, today=today):
        if row.person_id and not row.is_deposit:
            lent.setdefault(row.person_id, []).append(row)
    meant = [
        Recipient(rows[0].member_id, person_id, rows[0].number, rows[0].name, "", "", "")
        for person_id, rows in lent.items()
        if rows[0].member_id
    ]
    kept = {one.person_id for one in reached_by_phone(cooperative_id=cooperative_id, people=meant)}
    return {person_id: rows for person_id, rows in lent.items() if person_id in kept}


def open_holder_phones(
    *, actor: Actor, place: Cooperative, reason: str, today: date, request_id: UUID, now: datetime
) -> list[OpenedContainer]:
    """Show phones of members who have containers on loan, once, and write down who saw them and why. Use-case.

    Only of members who agreed to messages; at most ``OPENED_AT_ONCE``, who has them longest first.

    Args:
        actor: Who may reach members.
        place: The own cooperative.
        reason: Why, at least ten letters; the members it was about can read it.
        today: The business date.
        request_id: Made once per intention; the same request shows nothing twice.
        now: The moment, aware.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        ContainerRefusedError: ``unreached``: nobody is left who can be reached so.
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    opened: list[OpenedContainer] = []

    def work() -> None:
        meant = list(to_remind(cooperative_id=place.id, today=today).items())[:OPENED_AT_ONCE]
        if not meant:
            raise ContainerRefusedError(wrong="unreached")
        people = [person_id for person_id, _ in meant]
        facts = {"people_count": len(people), "reason": why, "people": [str(one) for one in people]}
        act = "inventory.container.phones_opened"
        record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
        phones = phones_for(people)
        opened.extend(
            OpenedContainer(
                rows[0].name, rows[0].number, phones[one], reminder_text(rows, cooperative=place.name)
            )
            for one, rows in meant
        )

    once(actor, Action.REACH_MEMBERS, "open_holder_phones", {"reason": why}, request_id, now, work)
    if not opened:
        raise ShownAlreadyError
    return opened
