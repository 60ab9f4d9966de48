"""Lists that come back: the cash is counted blind, the lines looked through, and all is booked at once.

Every payment of a list stands in the books with its voucher, or none does. What was counted above or below what the
members gave is an event of its own, with a reason; a large one waits for a second person.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.savings.domain.collecting import (
    MOST_RP,
    CollectionRefusedError,
    ListState,
    SkipWhy,
    Surplus,
)
from guyub.finance.savings.models import CollectionCount, CollectionLine, CollectionList
from guyub.finance.savings.services.collected_cash import (
    ask_about_difference,
    book_difference,
    check_cash,
    checked_count,
    is_large,
    require_returnable,
    returning_of,
)
from guyub.finance.savings.services.collecting import checked_reason, locked_list
from guyub.finance.savings.services.collection_lines import Paying, pay_lines, settle_lines
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

COLLECTION_KIND = "savings.collection"
SOURCE = "savings.collection"  # on the event of a difference


@dataclass(frozen=True, slots=True)
class Got:
    """What a cashier accepts of one line: whole rupiah, or why there is nothing, and what becomes of a surplus."""

    amount_rp: int = 0
    why: str = ""
    surplus: str = ""


@dataclass(frozen=True, slots=True)
class ListBooked:
    """What came of a list: it is booked, or a second person was asked (``approval_id``) about the difference."""

    difference_rp: int
    approval_id: UUID | None


def count_collected(
    *,
    actor: Actor,
    list_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    pieces: Mapping[str, int] | None = None,
    total_rp: int | None = None,
) -> int:
    """Count what a collector brought, before the list's sum is shown. Use-case; every count stays.

    Args:
        actor: Who takes savings; not the collector.
        list_id: Which list.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        pieces: How many of each denomination.
        total_rp: Instead: the sum, whole rupiah, zero or more.

    Returns:
        What was counted, whole rupiah.

    Raises:
        CollectionRefusedError: ``pieces gone state own waiting``.
    """
    sum_rp = checked_count(pieces=pieces, total_rp=total_rp, today=today)
    place_id = actor.cooperative_id

    def work() -> int:
        found = _returned(actor, list_id, now, ListState.KELUAR, ListState.KEMBALI)
        CollectionCount.objects.create(
            cooperative_id=place_id,
            of=found,
            person_id=actor.person_id,
            pieces=dict(pieces or {}),
            total_rp=sum_rp,
            at=now,
        )
        CollectionList.objects.filter(cooperative_id=place_id, id=found.id).update(
            counted_rp=sum_rp, state=ListState.KEMBALI.value
        )
        facts = {"number": str(found), "counted": rupiah(sum_rp)}
        record(cooperative_id=place_id, actor=actor, act="savings.collection.counted", facts=facts, now=now)
        return sum_rp

    facts = {"list": list_id, "pieces": dict(pieces) if pieces is not None else None, "total": total_rp}
    return int(
        act_once(
            actor=actor,
            action=Action.TAKE_SAVINGS,
            request_id=request_id,
            use_case="savings.count_collected",
            facts=facts,
            now=now,
            work=work,
        )
    )


def book_list(
    *,
    actor: Actor,
    place: Cooperative,
    list_id: UUID,
    got: Mapping[UUID, Got],
    counted_rp: int,
    cash_place_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> ListBooked:
    """Take a list back: every payment with its voucher, and the difference of the cash, in one transaction. Use-case.

    Two who take the same list back at once take turns, and the second one is told. A difference above
    ``kas.selisih_ambang`` waits for a second person, and nothing is booked until then.

    Args:
        actor: Who takes savings; neither the collector nor somebody whose own bill is on the list.
        place: The own cooperative.
        list_id: Which list; its cash was counted.
        got: By line, what the members gave; a line that is not named gave nothing.
        counted_rp: The count that was looked at.
        cash_place_id: Where the cash goes: the drawer of the own shift, or a safe.
        reason: Why the cash differs; at most 120 letters, it stands in the journal.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CollectionRefusedError: ``reason gone state uncounted own own_line waiting count place``, of a line ``amount
            paid ahead left``.
        DuesRefusedError, EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/regulations.md, cash over and short.
    """
    why = checked_reason(reason)

    def work() -> dict[str, Any]:
        found = _returned(actor, list_id, now, ListState.KEMBALI)
        if found.counted_rp != counted_rp:
            raise CollectionRefusedError(wrong="count")
        check_cash(actor=actor, place=place, cash_place_id=cash_place_id)
        paying = Paying(place=place, actor=actor, found=found, cash_place_id=cash_place_id, today=today,
                        request_id=request_id, now=now)  # fmt: skip
        return _taken(paying, _accepted(found, actor, got), counted_rp, why)

    facts = {
        "list": list_id,
        "got": {str(id_): [one.amount_rp, one.why, one.surplus] for id_, one in got.items()},
        "counted": counted_rp,
        "cash_place": cash_place_id,
        "reason": why,
    }
    done = act_once(
        actor=actor,
        action=Action.TAKE_SAVINGS,
        request_id=request_id,
        use_case="savings.book_list",
        facts=facts,
        now=now,
        work=work,
    )
    return ListBooked(done["difference"], UUID(done["approval"]) if done["approval"] else None)


def carry_out_collection(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a list whose cash differs by much, in the name of who counted it. Step of the last approval.

    Raises:
        CollectionRefusedError: ``state``, ``count`` or of a line: something happened since.
        ShiftRefusedError, EventRefusedError, EntryRefusedError: The drawer or the books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    found, today = locked_list(place.id, UUID(request.facts["list"])), business_date(now, Zone(place.zone))
    returning = returning_of(request, place=place, found=found, today=today, now=now)
    lines = _lines(found)
    difference_rp = request.facts["counted_rp"] - sum(line.got_rp or 0 for line in lines)
    paying = Paying(**{one.name: getattr(returning, one.name) for one in fields(returning)}, found=found)
    _book(paying, lines, difference_rp, request.facts["why"])


def _returned(actor: Actor, list_id: UUID, now: datetime, *states: ListState) -> CollectionList:
    """Hold a list that this person may take back."""
    found = locked_list(actor.cooperative_id, list_id)
    require_returnable(found, actor=actor, now=now, states=set(states))
    return found


def _lines(found: CollectionList) -> list[CollectionLine]:
    rows = CollectionLine.objects.filter(cooperative_id=found.cooperative_id, of=found)
    return list(rows.select_related("member__file").order_by("rank"))


def _accepted(found: CollectionList, actor: Actor, got: Mapping[UUID, Got]) -> list[CollectionLine]:
    lines = _lines(found)
    for line in lines:
        told, name = got.get(line.id, Got()), line.member.file.name
        if line.member.person_id == actor.person_id:
            raise CollectionRefusedError(wrong="own_line")
        if not 0 <= told.amount_rp <= MOST_RP:
            raise CollectionRefusedError(wrong="amount", slip=f"{line.rank:02d}", name=name)
        line.got_rp = told.amount_rp
        line.why = told.why if not told.amount_rp and told.why in set(SkipWhy) else ""
        line.surplus = told.surplus if told.surplus in set(Surplus) else ""
    return lines


def _taken(paying: Paying, lines: Sequence[CollectionLine], counted_rp: int, why: str) -> dict[str, Any]:
    """Book a list, or ask a second person where its cash differs by much."""
    difference_rp = counted_rp - sum(line.got_rp or 0 for line in lines)
    if difference_rp and not why:
        raise CollectionRefusedError(wrong="reason")
    told = {"difference": difference_rp, "approval": None}
    if not is_large(place=paying.place, difference_rp=difference_rp, today=paying.today):
        _book(paying, lines, difference_rp, why)
        return told
    settle_lines(paying, lines)  # what would be refused is refused before anybody is asked
    _keep(paying.place, lines, "got_rp", "why", "surplus")
    approval_id = ask_about_difference(
        paying, paying.found, difference_rp=difference_rp, why=why, kind=COLLECTION_KIND
    )
    CollectionList.objects.filter(cooperative_id=paying.place.id, id=paying.found.id).update(
        approval_id=approval_id
    )
    return told | {"approval": str(approval_id)}


def _book(paying: Paying, lines: Sequence[CollectionLine], difference_rp: int, why: str) -> None:
    place, found = paying.place, paying.found
    booked_rp, back_rp = pay_lines(paying, lines)
    event_id = None
    if difference_rp:
        event_id = book_difference(
            paying, found, difference_rp=difference_rp, why=why, source=SOURCE, part=len(lines)
        )
    for line in lines:
        line.is_out = False
    _keep(place, lines, "got_rp", "why", "surplus", "back_rp", "event", "is_out")
    CollectionList.objects.filter(cooperative_id=place.id, id=found.id).update(
        state=ListState.DIBUKUKAN.value,
        booked_rp=booked_rp,
        back_rp=back_rp,
        booked_on=paying.today,
        booked_by_id=paying.actor.person_id,
        difference_id=event_id,
        reason=why if difference_rp else "",
        closed_at=paying.now,
    )
    facts = {
        "number": str(found),
        "collector": found.collector.name,
        "booked": rupiah(booked_rp),
        "difference": rupiah(difference_rp),
        "reason": why if difference_rp else "",
    }
    record(
        cooperative_id=place.id,
        actor=paying.actor,
        act="savings.collection.booked",
        facts=facts,
        now=paying.now,
    )


def _keep(place: Cooperative, lines: Sequence[CollectionLine], *fields: str) -> None:
    CollectionLine.objects.filter(cooperative_id=place.id).bulk_update(lines, fields)
