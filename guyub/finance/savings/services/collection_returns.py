"""Lists that come back: the cash is counted blind, the lines looked through, and all is booked at once.

Every payment of a list stands in the books with its voucher, or none does. What was counted above or below what the
members gave is an event of its own, with a reason; a large one waits for a second person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.counting import counted_rp
from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.domain.shifts import ShiftRefusedError, difference_kind
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.savings.domain.collecting import (
    MOST_RP,
    CollectionRefusedError,
    ListState,
    SkipWhy,
    Surplus,
)
from guyub.finance.savings.models import CollectionCount, CollectionLine, CollectionList
from guyub.finance.savings.services.collecting import checked_reason, locked_list, require_state
from guyub.finance.savings.services.collection_lines import Paying, pay_lines, settle_lines
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.domain.requests import State, needs_second_person
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest

COLLECTION_KIND = "savings.collection"
SOURCE = "savings.collection"  # on the event of a difference
THRESHOLD = "kas.selisih_ambang"


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
    if (pieces is None) == (total_rp is None) or (total_rp is not None and not 0 <= total_rp <= MOST_RP):
        raise CollectionRefusedError(wrong="pieces")
    place_id = actor.cooperative_id

    def work() -> int:
        found = _returned(actor, list_id, now, ListState.KELUAR, ListState.KEMBALI)
        sum_rp = total_rp if total_rp is not None else _sum(pieces or {}, today)
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
        _check_cash(actor, place, cash_place_id)
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
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    found = locked_list(place.id, UUID(facts["list"]))
    require_state(found, ListState.KEMBALI)
    if found.counted_rp != facts["counted_rp"]:
        raise CollectionRefusedError(wrong="count")
    cash_place_id = UUID(facts["cash_place"])
    _check_cash(asker, place, cash_place_id)
    lines = _lines(found)
    difference_rp = facts["counted_rp"] - sum(line.got_rp or 0 for line in lines)
    today = business_date(now, Zone(place.zone))
    paying = Paying(place=place, actor=asker, found=found, cash_place_id=cash_place_id, today=today,
                    request_id=request.id, now=now)  # fmt: skip
    _book(paying, lines, difference_rp, facts["why"])


def _returned(actor: Actor, list_id: UUID, now: datetime, *states: ListState) -> CollectionList:
    """Hold a list that this person may take back."""
    found = locked_list(actor.cooperative_id, list_id)
    if found.state == ListState.KELUAR.value and ListState.KELUAR not in states:
        raise CollectionRefusedError(wrong="uncounted")
    require_state(found, *states)
    if found.collector_id == actor.person_id:
        raise CollectionRefusedError(wrong="own")
    asked = one_request(actor=actor, request_id=found.approval_id, now=now) if found.approval_id else None
    if asked and asked.state is State.PENDING:
        raise CollectionRefusedError(wrong="waiting")
    return found


def _sum(pieces: Mapping[str, int], today: date) -> int:
    try:
        return counted_rp(pieces, denominations(on=today))
    except ShiftRefusedError as error:
        raise CollectionRefusedError(wrong="pieces") from error


def _check_cash(actor: Actor, place: Cooperative, cash_place_id: UUID) -> None:
    """Let notes and coins go where they can be counted again, and where this person may put them."""
    kinds = {row.id: row.kind for row in places_of(cooperative_id=place.id)}
    if kinds.get(cash_place_id) not in COUNTED:
        raise CollectionRefusedError(wrong="place")
    check_place(actor=actor, place=place, cash_place_id=cash_place_id)


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
    if not _is_large(paying.place, difference_rp, paying.today):
        _book(paying, lines, difference_rp, why)
        return told
    settle_lines(paying, lines)  # what would be refused is refused before anybody is asked
    _keep(paying.place, lines, "got_rp", "why", "surplus")
    return told | {"approval": str(_ask(paying, difference_rp, why))}


def _is_large(place: Cooperative, difference_rp: int, today: date) -> bool:
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
    return needs_second_person(abs(difference_rp), threshold_rp=threshold_rp)


def _book(paying: Paying, lines: Sequence[CollectionLine], difference_rp: int, why: str) -> None:
    place, found = paying.place, paying.found
    booked_rp, back_rp = pay_lines(paying, lines)
    event_id = _book_difference(paying, difference_rp, why, part=len(lines)) if difference_rp else None
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


def _book_difference(paying: Paying, difference_rp: int, why: str, *, part: int) -> UUID:
    """Bring the drawer to what was counted, by the event that shifts use."""
    typed = EventTyped(
        kind=difference_kind(difference_rp),
        happened_on=paying.today,
        amounts={"jumlah": abs(difference_rp)},
        cash_place_id=paying.cash_place_id,
        note=why,
        source_kind=SOURCE,
        source_id=paying.found.id,
    )
    facts = {"number": str(paying.found), "difference": rupiah(difference_rp), "reason": why}
    booked = book_event(
        place=paying.place,
        typed=typed,
        today=paying.today,
        actor=paying.actor,
        request_id=paying.request_id,
        now=paying.now,
        part=part,
        act=Act("savings.collection.difference", facts, paying.now),
    )
    return booked.event_id


def _ask(paying: Paying, difference_rp: int, why: str) -> UUID:
    found, actor = paying.found, paying.actor
    said = "lebih" if difference_rp > 0 else "kurang"
    counted = found.counted_rp or 0
    request = ask(
        actor=actor,
        kind=COLLECTION_KIND,
        facts={
            "number": str(found),
            "collector": found.collector.name,
            "difference": f"{said} {rupiah(abs(difference_rp))}",
            "counted": rupiah(counted),
            "given": rupiah(counted - difference_rp),
            "counted_rp": counted,
            "list": str(found.id),
            "cash_place": str(paying.cash_place_id),
            "why": why,
            "role": actor.role.value,
            "membership": str(actor.membership_id),
        },
        reason=why,
        concerns=found.collector_id,
        request_id=paying.request_id,
        amount_rp=abs(difference_rp),
        now=paying.now,
    )
    CollectionList.objects.filter(cooperative_id=paying.place.id, id=found.id).update(approval_id=request.id)
    return request.id
