"""Lists of instalments that come back: the cash is counted blind, the lines looked through, all is booked at once.

Every payment stands on its loan and in the books with its receipt, or none does. The cash is treated as that of the
lists of simpanan wajib (ADR 66).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.services.register import lock_members
from guyub.finance.loans.domain.collecting import InstalmentsRefusedError, settle
from guyub.finance.loans.domain.events import EventRefusedError, Kind
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import InstalmentList, ListedLoan
from guyub.finance.loans.selectors.collecting import dues_now
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.booking import FromCash
from guyub.finance.loans.services.collecting import locked_list
from guyub.finance.loans.services.group_cover_steps import lock_loans
from guyub.finance.loans.services.serving import Happening, ServingRefusedError, serve
from guyub.finance.savings.domain.collecting import (
    MOST_RP,
    CollectionRefusedError,
    ListState,
    SkipWhy,
    Surplus,
)
from guyub.finance.savings.services.collected_cash import (
    Returning,
    ask_about_difference,
    book_difference,
    check_cash,
    checked_count,
    is_large,
    require_returnable,
    returning_of,
)
from guyub.finance.savings.services.collecting import checked_reason
from guyub.finance.savings.services.collection_returns import Got, ListBooked
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.finance.loans.domain.collecting import Settled
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

COLLECTION_KIND = "loans.collection"
SOURCE = "loans.collection"  # on the event of a difference
_KEPT = ("got_rp", "why", "surplus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying(Returning):
    """One list on its way to the books; payments count from ``on``."""

    found: InstalmentList
    on: date


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
    """Count what a collector brought, before the list's sum is shown. Use-case; every count stays in the trail.

    Args, as of savings' ``count_collected``:
        actor: Who takes loans' money; not the collector.

    Returns:
        What was counted, whole rupiah.

    Raises:
        CollectionRefusedError: ``pieces gone state own waiting``.
    """
    sum_rp, place_id = checked_count(pieces=pieces, total_rp=total_rp, today=today), actor.cooperative_id

    def work() -> int:
        found = locked_list(place_id, list_id)
        require_returnable(found, actor=actor, now=now, states={ListState.KELUAR, ListState.KEMBALI})
        InstalmentList.objects.filter(cooperative_id=place_id, id=found.id).update(
            counted_rp=sum_rp, state=ListState.KEMBALI.value
        )
        facts = {"number": str(found), "counted": rupiah(sum_rp)}
        record(cooperative_id=place_id, actor=actor, act="loans.collection.counted", facts=facts, now=now)
        return sum_rp

    facts = {"list": list_id, "pieces": dict(pieces) if pieces is not None else None, "total": total_rp}
    return int(once(actor, Action.TAKE_LOANS, "count_instalments", facts, request_id, now, work))


def book_list(
    *,
    actor: Actor,
    place: Cooperative,
    list_id: UUID,
    got: Mapping[UUID, Got],
    counted_rp: int,
    cash_place_id: UUID,
    on: date,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> ListBooked:
    """Take a list back: every payment with its receipt, and the difference of the cash, in one transaction. Use-case.

    Two who take the same list back at once take turns, and the second one is told. A difference above
    ``kas.selisih_ambang`` waits for a second person, and nothing is booked until then.

    Args:
        actor: Who takes loans' money; neither the collector nor somebody whose own loan is on the list.
        place: The own cooperative.
        list_id: Which list; its cash was counted.
        got: By line, what the borrowers gave; a line that is not named gave nothing.
        counted_rp: The count that was looked at.
        cash_place_id: Where the cash goes: the drawer of the own shift, or a safe.
        on: When the borrowers gave it, from the day the list went out to today: payments count from it.
        reason: Why the cash differs; at most 120 letters, it stands in the journal.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CollectionRefusedError: ``reason gone state uncounted own own_line waiting count place``, of a line ``amount``.
        InstalmentsRefusedError: ``day``, of a line ``paid owed``.
        EventRefusedError, EntryRefusedError: The books refuse it, such as a day of a closed month.
    """
    why = checked_reason(reason)

    def work() -> dict[str, Any]:
        found = locked_list(place.id, list_id)
        require_returnable(found, actor=actor, now=now, states={ListState.KEMBALI})
        if found.counted_rp != counted_rp:
            raise CollectionRefusedError(wrong="count")
        check_cash(actor=actor, place=place, cash_place_id=cash_place_id)
        if not found.made_on <= on <= today:
            raise InstalmentsRefusedError(wrong="day")
        paying = Paying(place=place, actor=actor, found=found, cash_place_id=cash_place_id, on=on, today=today,
                        request_id=request_id, now=now)  # fmt: skip
        return _taken(paying, _accepted(found, actor, got), counted_rp, why)

    facts = {
        "list": list_id,
        "got": {str(id_): [one.amount_rp, one.why, one.surplus] for id_, one in got.items()},
        "counted": counted_rp,
        "cash_place": cash_place_id,
        "on": on,
        "reason": why,
    }
    done = once(actor, Action.TAKE_LOANS, "book_instalment_list", facts, request_id, now, work)
    return ListBooked(done["difference"], UUID(done["approval"]) if done["approval"] else None)


def carry_out_collection(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a list whose cash differs by much, in the name of who counted it. Step of the last approval.

    Raises:
        CollectionRefusedError, InstalmentsRefusedError: Something happened since.
        ShiftRefusedError, EventRefusedError, EntryRefusedError: The drawer or the books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    found, today = locked_list(place.id, UUID(request.facts["list"])), business_date(now, Zone(place.zone))
    returning = returning_of(request, place=place, found=found, today=today, now=now)
    assert found.paid_on is not None  # noqa: S101  kept when it was asked
    lines = _lines(found)
    difference_rp = request.facts["counted_rp"] - sum(line.got_rp or 0 for line in lines)
    told = {one.name: getattr(returning, one.name) for one in fields(returning)}
    paying = Paying(**told, found=found, on=found.paid_on)
    _book(paying, lines, _settled(paying, lines), difference_rp, request.facts["why"])


def _lines(found: InstalmentList) -> list[ListedLoan]:
    rows = ListedLoan.objects.filter(cooperative_id=found.cooperative_id, of=found)
    return list(rows.select_related("loan__member__file").order_by("rank"))


def _accepted(found: InstalmentList, actor: Actor, got: Mapping[UUID, Got]) -> list[ListedLoan]:
    lines = _lines(found)
    for line in lines:
        told = got.get(line.id, Got())
        if line.loan.member.person_id == actor.person_id:
            raise CollectionRefusedError(wrong="own_line")
        if not 0 <= told.amount_rp <= MOST_RP:
            raise CollectionRefusedError(wrong="amount", **_called(line))
        line.got_rp = told.amount_rp
        line.why = told.why if not told.amount_rp and told.why in set(SkipWhy) else ""
        line.surplus = told.surplus if told.surplus in set(Surplus) else ""
    return lines


def _taken(paying: Paying, lines: Sequence[ListedLoan], counted_rp: int, why: str) -> dict[str, Any]:
    """Book a list, or ask a second person where its cash differs by much."""
    place, found = paying.place, paying.found
    difference_rp = counted_rp - sum(line.got_rp or 0 for line in lines)
    if difference_rp and not why:
        raise CollectionRefusedError(wrong="reason")
    told = {"difference": difference_rp, "approval": None}
    settled = _settled(paying, lines)  # what would be refused is refused before anybody is asked
    if not is_large(place=place, difference_rp=difference_rp, today=paying.today):
        _book(paying, lines, settled, difference_rp, why)
        return told
    _keep(place, lines, *_KEPT)
    approval_id = ask_about_difference(
        paying, found, difference_rp=difference_rp, why=why, kind=COLLECTION_KIND
    )
    InstalmentList.objects.filter(cooperative_id=place.id, id=found.id).update(
        approval_id=approval_id, paid_on=paying.on
    )
    return told | {"approval": str(approval_id)}


def _settled(paying: Paying, lines: Sequence[ListedLoan]) -> dict[UUID, Settled]:
    """Hold loans, then members, and tell what each line's money does now."""
    place_id, found = paying.place.id, paying.found
    loans = [line.loan_id for line in lines]
    lock_loans(cooperative_id=place_id, loan_ids=loans)
    lock_members(cooperative_id=place_id, member_ids={line.loan.member_id for line in lines})
    dues = dues_now(cooperative_id=place_id, loan_ids=loans, until=found.until, today=paying.today)
    told: dict[UUID, Settled] = {}
    for line in lines:
        due = dues[line.loan_id][1]
        due_rp, most_rp = (due.due_rp, due.most_rp) if due else (0, 0)
        got_rp = line.got_rp or 0
        settled = settle(
            got_rp=got_rp,
            asked_rp=line.asked_rp,
            due_rp=due_rp,
            most_rp=most_rp,
            surplus=Surplus(line.surplus) if line.surplus else None,
        )
        if settled is None:
            wrong = "owed" if got_rp > most_rp else "paid"
            raise InstalmentsRefusedError(wrong=wrong, due_rp=due_rp, most_rp=most_rp, **_called(line))
        told[line.id] = settled
    return told


def _book(
    paying: Paying, lines: Sequence[ListedLoan], settled: Mapping[UUID, Settled], difference_rp: int, why: str
) -> None:
    place, found = paying.place, paying.found
    for at, line in enumerate(lines):
        told = settled[line.id]
        line.back_rp, line.is_out = told.back_rp, False
        if told.pays_rp:
            line.event_id = _paid(paying, line, told.pays_rp, part=2 * at)  # a payment posts one entry or two
    event_id = None
    if difference_rp:
        event_id = book_difference(
            paying, found, difference_rp=difference_rp, why=why, source=SOURCE, part=2 * len(lines)
        )
    _keep(place, lines, *_KEPT, "back_rp", "event", "is_out")
    booked_rp = sum(one.pays_rp for one in settled.values())
    InstalmentList.objects.filter(cooperative_id=place.id, id=found.id).update(
        state=ListState.DIBUKUKAN.value,
        booked_rp=booked_rp,
        back_rp=sum(one.back_rp for one in settled.values()),
        paid_on=paying.on,
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
        act="loans.collection.booked",
        facts=facts,
        now=paying.now,
    )


def _paid(paying: Paying, line: ListedLoan, amount_rp: int, *, part: int) -> UUID:
    """Let the money of a line reach its loan, as the payments before it left that one; gives the event."""
    dues = dues_now(
        cooperative_id=paying.place.id, loan_ids=[line.loan_id], until=paying.found.until, today=paying.today
    )
    history, due = dues[line.loan_id]
    who = line.loan.member.file.name
    happening = Happening(
        kind=Kind.REPAYMENT,
        way=Way.KOLEKTOR,
        on=paying.on,
        amount_rp=amount_rp,
        note=str(line.of),
        money=FromCash(cash_place_id=paying.cash_place_id, who=who),
    )
    try:
        served = serve(
            place=paying.place,
            history=history,
            happening=happening,
            today=paying.today,
            actor=paying.actor,
            request_id=paying.request_id,
            now=paying.now,
            part=part,
        )
    except (EventRefusedError, ServingRefusedError) as error:
        most_rp = due.most_rp if due else 0
        raise InstalmentsRefusedError(wrong="owed", most_rp=most_rp, **_called(line)) from error
    return served.event_id


def _called(line: ListedLoan) -> dict[str, str]:
    return {"slip": f"{line.rank:02d}", "name": line.loan.member.file.name}


def _keep(place: Cooperative, lines: Sequence[ListedLoan], *fields: str) -> None:
    ListedLoan.objects.filter(cooperative_id=place.id).bulk_update(lines, fields)
