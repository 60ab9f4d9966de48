"""What two counts of a location say together: compared, decided, booked as what was lost or found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import case_of
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import number, rupiah
from guyub.trade.inventory.domain.counting import THIRD, CountRefusedError, CountState
from guyub.trade.inventory.domain.moves import DIFFERENCES, Cause
from guyub.trade.inventory.models import StockCount, StockCountLine
from guyub.trade.inventory.selectors.count_facts import lines_counted
from guyub.trade.inventory.services.acts import Doing, asker_of, is_large, once, planned, rehearsed_rp
from guyub.trade.inventory.services.counting import count_reason, held_count
from guyub.trade.inventory.services.moving import book_moves
from guyub.trade.inventory.services.plans import Movement, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.count_facts import LineCounted

COUNT_KIND, SOURCE = "inventory.count", "inventory.count"


def compare_count(
    *, actor: Actor, place: Cooperative, count_id: UUID, today: date, request_id: UUID, now: datetime
) -> int:
    """Set both counts of every product side by side; nobody of the two counts again. Use-case.

    Args:
        actor: Who counts stock.
        place: Whose.
        count_id: Which.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many products wait for a third person.

    Raises:
        CountRefusedError: ``gone state``; ``incomplete`` (fact ``missing``).
    """
    doing = Doing(actor, place, today, request_id, now)

    def work() -> int:
        count = held_count(place, count_id, CountState.DIHITUNG)
        lines = _lines(place, count)
        missing = sum(len(one.tallies) < THIRD - 1 for one in lines)
        if missing:
            raise CountRefusedError(wrong="incomplete", missing=number(missing))
        StockCount.objects.filter(cooperative_id=place.id, id=count.id).update(
            state=CountState.DIBANDINGKAN.value, compared_at=now
        )
        differ = sum(one.difference is None for one in lines)
        facts = {"number": str(count), "lines": len(lines), "differ": differ}
        record(cooperative_id=place.id, actor=actor, act="inventory.count.compared", facts=facts, now=now)
        return differ

    return int(once(doing, Action.COUNT_STOCK, "compare_count", {"count": count_id}, work))


def decide_count(
    *,
    actor: Actor,
    place: Cooperative,
    count_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> bool:
    """Decide a count: what differs from the books is booked at its cost. Use-case.

    Where the differences together, each as an amount above zero, are above ``otorisasi.ambang``, a second person who
    counted nothing of it decides, and nothing is booked until then. One that nobody decided in time is decided anew.

    Args:
        actor: Who counts stock.
        place: Whose.
        count_id: Which.
        reason: Why it differs, at most 120 letters; needed only where it does.
        today: The business date.
        request_id: Made once per intention; the request for a second person bears it.
        now: The moment, aware.

    Returns:
        Whether it is booked; otherwise it waits.

    Raises:
        CountRefusedError: ``gone state reason``; ``third`` (fact ``missing``).
        StockRefusedError: More left since than there was: it is counted again.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)

    def work() -> bool:
        count = held_count(place, count_id, CountState.DIBANDINGKAN, CountState.DIPUTUS)
        if count.approval and case_of(count.approval).state_at(now) is State.PENDING:
            raise CountRefusedError(wrong="state")
        lines = _lines(place, count)
        differences = {one.line_id: one.difference for one in lines}
        missing = sum(qty is None for qty in differences.values())
        if missing:
            raise CountRefusedError(wrong="third", missing=number(missing))
        found = {id_: qty or 0 for id_, qty in differences.items()}
        why = count_reason(reason) if any(found.values()) else ""
        movements = _movements(count, lines, found)
        value_rp = rehearsed_rp(doing, movements, today) if movements else 0
        waits = is_large(doing, value_rp)
        approval = _ask(doing, count, lines, found, value_rp, why) if waits else None
        StockCount.objects.filter(cooperative_id=place.id, id=count.id).update(
            state=(CountState.DIPUTUS if waits else CountState.DIBUKUKAN).value,
            ended_on=today,
            ended_by_id=actor.person_id,
            reason=why,
            value_rp=value_rp,
            approval=approval,
        )
        _keep_differences(place, count, found)
        if not waits:
            _book(doing, count, lines, found, why)
        return not waits

    facts = {"count": count_id, "reason": reason}
    return bool(once(doing, Action.COUNT_STOCK, "decide_count", facts, work))


def carry_out_count(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a count with large differences, in the name of who decided it. Step of the last approval.

    Raises:
        CountRefusedError: ``gone state``; ``moved``: something was told late since, so that it differs otherwise.
        StockRefusedError: More left since than there was.
        EntryRefusedError: The books refuse it.
    """
    doing = asker_of(request, now)
    count = held_count(doing.place, UUID(request.facts["count"]), CountState.DIPUTUS)
    lines = _lines(doing.place, count)
    kept = dict(
        StockCountLine.objects.filter(cooperative_id=doing.place.id, count=count).values_list(
            "id", "difference"
        )
    )
    if any(one.difference != kept[one.line_id] for one in lines):
        raise CountRefusedError(wrong="moved")
    StockCount.objects.filter(cooperative_id=doing.place.id, id=count.id).update(
        state=CountState.DIBUKUKAN.value
    )
    _book(doing, count, lines, {id_: qty or 0 for id_, qty in kept.items()}, count.reason)


def count_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:  # noqa: ARG001  as above
    """Give a count back that was refused: a third counts again, or it is called off. Step of a rejection."""
    place_id = request.cooperative_id
    rows = StockCount.objects.filter(cooperative_id=place_id, state=CountState.DIPUTUS.value)
    rows.filter(id=UUID(request.facts["count"])).update(
        state=CountState.DIBANDINGKAN.value,
        ended_on=None,
        ended_by=None,
        value_rp=None,
        approval=None,
        reason=f"Ditolak: {reason}"[:120],
    )


def _lines(place: Cooperative, count: StockCount) -> list[LineCounted]:
    return lines_counted(cooperative_id=place.id, location_id=count.location_id, count_id=count.id)


def _movements(count: StockCount, lines: list[LineCounted], found: Mapping[UUID, int]) -> list[Movement]:
    return [
        Movement(
            product_id=one.product_id,
            location_id=count.location_id,
            cause=Cause.HITUNG,
            qty=found[one.line_id],
            counter=DIFFERENCES,
        )
        for one in lines
        if found[one.line_id]
    ]


def _keep_differences(place: Cooperative, count: StockCount, found: Mapping[UUID, int]) -> None:
    rows = list(StockCountLine.objects.filter(cooperative_id=place.id, count=count))
    for row in rows:
        row.difference, row.value_rp = found[row.id], 0
    StockCountLine.objects.filter(cooperative_id=place.id).bulk_update(rows, ["difference", "value_rp"])


def _book(
    doing: Doing, count: StockCount, lines: list[LineCounted], found: Mapping[UUID, int], why: str
) -> None:
    place = doing.place
    movements = _movements(count, lines, found)
    facts = {
        "number": str(count),
        "where": count.location.name,
        "differ": len(movements),
        "amount": rupiah(0),
        "reason": why or "tidak ada selisih",
    }
    if not movements:
        record(
            cooperative_id=place.id,
            actor=doing.actor,
            act="inventory.count.booked",
            facts=facts,
            now=doing.now,
        )
        return
    plan = planned(doing, movements, doing.today)
    by_product = {
        movement.product_id: plan.value_of(told)
        for told, movement in zip(plan.told, plan.movements, strict=True)
    }
    rows = list(StockCountLine.objects.filter(cooperative_id=place.id, count=count).exclude(difference=0))
    for row in rows:
        row.value_rp = by_product[row.product_id]
    StockCountLine.objects.filter(cooperative_id=place.id).bulk_update(rows, ["value_rp"])
    value_rp = sum(abs(rp) for rp in by_product.values())
    StockCount.objects.filter(cooperative_id=place.id, id=count.id).update(value_rp=value_rp)
    book_moves(
        plan=plan,
        memo=f"Hitung stok {count}",
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        act=Act("inventory.count.booked", facts | {"amount": rupiah(value_rp)}, doing.now),
        source=Source(SOURCE, count.id),
    )


def _ask(
    doing: Doing,
    count: StockCount,
    lines: list[LineCounted],
    found: Mapping[UUID, int],
    value_rp: int,
    why: str,
) -> ApprovalRequest:
    counted = {tally.counted_by for line in lines for tally in line.tallies}
    return ask(
        actor=doing.actor,
        kind=COUNT_KIND,
        facts={
            "count": str(count.id),
            "number": str(count),
            "where": count.location.name,
            "differ": sum(bool(qty) for qty in found.values()),
            "amount": rupiah(value_rp),
            "role": doing.actor.role.value,
            "membership": str(doing.actor.membership_id),
        },
        reason=why,
        request_id=doing.request_id,
        amount_rp=value_rp,
        concerned=counted,
        now=doing.now,
    )
