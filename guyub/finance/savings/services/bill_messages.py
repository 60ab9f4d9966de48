"""Bills as messages: phones are opened for a reason, a bill goes to each, and who got one is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.selectors.reach import Recipient, reached_by_phone
from guyub.finance.savings.domain.collecting import Bill, CollectionRefusedError, bill_text
from guyub.finance.savings.models import BillMessage, DuesBill
from guyub.finance.savings.selectors.owing import aim_words, owing_unsent
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason, phones_for
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.savings.selectors.owing import Aim, Owing
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class OpenedBill(Row):
    """One member whose phone was opened, with the bill in words."""

    member_id: UUID
    number: str
    name: str
    phone: str
    text: str


def text_of(one: Owing, *, cooperative: str) -> str:
    """Write one member's bill as a message."""
    bill = Bill(
        name=one.name,
        sex=one.sex,
        number=one.number,
        months=tuple(month for month, _ in one.asked),
        amount_rp=one.asked_rp,
        due_on=one.due_on,
    )
    return bill_text(bill, cooperative=cooperative)


def reached(*, cooperative_id: int, people: Collection[Owing]) -> list[Owing]:
    """Pick who agreed to messages and has a phone. Two queries."""
    meant = [
        Recipient(one.member_id, one.person_id, one.number, one.name, one.home, one.home, "")
        for one in people
    ]
    kept = {one.member_id for one in reached_by_phone(cooperative_id=cooperative_id, people=meant)}
    return [one for one in people if one.member_id in kept]


def open_bill_phones(
    *,
    actor: Actor,
    place: Cooperative,
    aim: Aim,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[OpenedBill]:
    """Show the next phones of who misses simpanan wajib, once, and write down who saw them and why. Use-case.

    Only of members who agreed to messages; at most ``OPENED_AT_ONCE`` whose bill of this month was not sent yet.

    Args:
        actor: Who may reach members.
        place: The own cooperative.
        aim: Whom.
        reason: Why, at least ten letters; the members it was about can read it.
        today: The business date.
        request_id: Made once per intention; the same request shows nothing twice.
        now: The moment, aware.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        CollectionRefusedError: ``aim``, ``unreached`` (nobody is left who can be reached so).
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    opened: list[OpenedBill] = []

    def work() -> None:
        whom = aim_words(cooperative_id=place.id, aim=aim)
        people = owing_unsent(cooperative_id=place.id, aim=aim, today=today)
        meant = reached(cooperative_id=place.id, people=people)[:OPENED_AT_ONCE]
        if not meant:
            raise CollectionRefusedError(wrong="unreached")
        facts = {
            "whom": whom,
            "people_count": len(meant),
            "reason": why,
            "people": [str(one.person_id) for one in meant],
        }
        act = "savings.bills.phones_opened"
        record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
        phones = phones_for([one.person_id for one in meant])
        opened.extend(
            OpenedBill(
                one.member_id,
                one.number,
                one.name,
                phones[one.person_id],
                text_of(one, cooperative=place.name),
            )
            for one in meant
        )

    facts = {"rt": aim.rt, "group": aim.group_id, "late": aim.is_late, "reason": why}
    _reached(actor, request_id, "savings.open_bill_phones", facts, now, work)
    if not opened:
        raise ShownAlreadyError
    return opened


def mark_bills_sent(
    *, actor: Actor, member_ids: Collection[UUID], today: date, request_id: UUID, now: datetime
) -> int:
    """Mark to whom this month's bill was sent; the row itself says who sent it and when. Use-case.

    Marking twice changes nothing; a member of another cooperative is passed over.

    Returns:
        How many were named.
    """
    place_id, month = actor.cooperative_id, today.replace(day=1)

    def work() -> int:
        bills = DuesBill.objects.filter(cooperative_id=place_id, member_id__in=member_ids)
        known = set(bills.values_list("member_id", flat=True))
        BillMessage.objects.bulk_create(
            (
                BillMessage(
                    cooperative_id=place_id,
                    member_id=member_id,
                    month=month,
                    sent_by_id=actor.person_id,
                    sent_at=now,
                )
                for member_id in sorted(known)
            ),
            ignore_conflicts=True,
        )
        return len(known)

    facts = {"members": sorted(map(str, member_ids)), "month": month}
    return int(_reached(actor, request_id, "savings.mark_bills_sent", facts, now, work))


def _reached(
    actor: Actor,
    request_id: UUID,
    use_case: str,
    facts: Mapping[str, object],
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
