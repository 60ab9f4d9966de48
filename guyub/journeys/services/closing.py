"""Closing a month or a year, once everything holds; opening a closed month again, by two people.

A closing stops the cooperative's acts for as long as its tables are looked at: the journal's head and the trail are
held until it has committed, so what was found to hold is what is closed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.assets.selectors.months import months_due
from guyub.books.ledger.services import periods as books
from guyub.books.treasury.selectors.opening import undetailed
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.devices.selectors.devices import devices_behind
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import hold_trail, record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.outbox import write_news
from guyub.journeys.selectors.invariants import Examination, broken_rules, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from guyub.books.ledger.domain.periods import Periods
    from guyub.foundation.approvals.models import ApprovalRequest

REOPEN_KIND = "ledger.reopen"
SHORTEST_REASON = 10
_MOST_BROKEN = 3  # named in the refusal; verifying shows them all


class ClosingRefusedError(DomainError):
    """Books are not closed or opened again; ``wrong`` says why.

    ``broken``: something does not hold (facts ``count`` and ``what``: the first of it in plain words). ``undetailed``:
    totals of the opening position are not told piece by piece yet (fact ``what``: their accounts). ``depreciation``:
    what assets lose is not posted yet (fact ``what``: the months). ``devices``: something of a device may still come
    (fact ``what``: their names). ``reason``: shorter than ten letters.
    """

    code: ClassVar[str] = "journeys.closing.refused"


def close_month(
    *,
    actor: Actor,
    place: Cooperative,
    through: date,
    request_id: UUID,
    now: datetime,
    despite_devices: bool = False,
) -> None:
    """Close a month once it is over and everything in every context holds. Use-case.

    Checks run in this order: the month (``Periods.check_month``), the opening position, the monthly run of assets,
    devices that have not sent everything, then the rules of all contexts. What a device sends after the closing is
    posted on the first open day and keeps its own.

    Args:
        actor: Who closes.
        place: The own cooperative.
        through: The month's last day.
        request_id: Made once per intention.
        now: The moment, aware; the month must be over in the cooperative's own zone.
        despite_devices: Close although something of a device may still come.

    Raises:
        NotAllowedError: The role may not close.
        PeriodRefusedError: The month is not the next one, or not over.
        ClosingRefusedError: Something is missing or does not hold.
    """
    today = business_date(now, Zone(place.zone))

    def work() -> None:
        _locked(place).check_month(through, today=today)
        _refuse_unfinished(place, through)
        if not despite_devices:
            _refuse_behind(place, through)
        _refuse_broken(place)
        books.close_months(place=place, through=through, actor=actor, today=today, now=now)
        facts = {"month": month_words(through)}
        record(cooperative_id=place.id, actor=actor, act="ledger.month.closed", facts=facts, now=now)
        _tell(place, "ledger.month_closed", through, now)

    facts = {"through": through, "despite_devices": despite_devices}
    _once(actor, place, Action.CLOSE_BOOKS, "journeys.close_month", facts, request_id, now, work)


def close_year(*, actor: Actor, place: Cooperative, year: int, request_id: UUID, now: datetime) -> None:
    """Close a year whose months are closed: its result goes into equity. Use-case.

    Raises:
        NotAllowedError: The role may not close.
        PeriodRefusedError: The year is not the next one, or a month of it is open.
        ClosingRefusedError: Something does not hold.
    """
    today = business_date(now, Zone(place.zone))

    def work() -> None:
        _locked(place).check_year(year)
        _refuse_broken(place)
        posted = books.close_year(
            place=place, year=year, actor=actor, today=today, request_id=request_id, now=now
        )
        facts = {"year": str(year), "number": ", ".join(entry.name for entry in posted) or "tanpa jurnal"}
        record(cooperative_id=place.id, actor=actor, act="ledger.year.closed", facts=facts, now=now)
        _tell(place, "ledger.year_closed", date(year, 12, 31), now)

    _once(actor, place, Action.CLOSE_BOOKS, "journeys.close_year", {"year": year}, request_id, now, work)


def ask_reopen(
    *, actor: Actor, place: Cooperative, day: date, reason: str, request_id: UUID, now: datetime
) -> None:
    """Ask a second person to open a day's month again, and all that came after it. Use-case.

    Raises:
        NotAllowedError: The role may not ask.
        ClosingRefusedError: The ``reason`` is missing or shorter than ten letters.
        PeriodRefusedError: The day is ``open`` already, or the books are ``unopened``.
    """
    why = " ".join(reason.split())
    if sum(letter.isalpha() for letter in why) < SHORTEST_REASON:
        raise ClosingRefusedError(wrong="reason")

    def work() -> None:
        periods = books.lock_books(place_id=place.id)
        periods.reopened_from(day)
        years = periods.years_reopened_from(day)
        ask(
            actor=actor,
            kind=REOPEN_KIND,
            facts={
                "day": day.isoformat(),
                "since": month_words(day),
                "years": f", termasuk tahun buku {' dan '.join(map(str, sorted(years)))}" if years else "",
            },
            reason=why,
            request_id=request_id,
            now=now,
        )

    facts = {"day": day, "reason": why}
    _once(actor, place, Action.ASK_REOPEN, "journeys.ask_reopen", facts, request_id, now, work)


def carry_out_reopen(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Open what was approved to be opened. Step of the last approval.

    Raises:
        PeriodRefusedError: It was opened meanwhile.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    afterwards = books.reopen_from(
        place=place,
        day=date.fromisoformat(request.facts["day"]),
        reason=request.reason,
        actor=actor,
        today=business_date(now, Zone(place.zone)),
        request_id=request.id,
        now=now,
    )
    facts = {"since": request.facts["since"], "reason": request.reason}
    record(cooperative_id=place.id, actor=actor, act="ledger.reopened", facts=facts, now=now)
    _tell(place, "ledger.reopened", afterwards.closed_through, now)


def month_words(day: date) -> str:
    """Write a day's month: ``Oktober 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _locked(place: Cooperative) -> Periods:
    """Hold the books, then the trail: the order in which everybody takes them."""
    periods = books.lock_books(place_id=place.id)
    hold_trail(cooperative_id=place.id)
    return periods


def _refuse_unfinished(place: Cooperative, through: date) -> None:
    """Refuse a month whose opening position, or whose part of what assets lose, is still to come."""
    totals = undetailed(cooperative_id=place.id)
    if totals:
        what = ", ".join(f"{total.account} {total.name}" for total in totals)
        raise ClosingRefusedError(wrong="undetailed", what=what)
    due = months_due(cooperative_id=place.id, today=through)
    if due:
        raise ClosingRefusedError(wrong="depreciation", what=", ".join(map(month_words, due)))


def _refuse_behind(place: Cooperative, through: date) -> None:
    """Refuse a month of which a device has not sent everything, or of which events wait for a person."""
    behind = devices_behind(cooperative_id=place.id, until=end_of(through, place))
    if behind:
        raise ClosingRefusedError(wrong="devices", what=", ".join(one.name for one in behind))


def end_of(day: date, place: Cooperative) -> datetime:
    """Give the moment at which a day of a cooperative is over."""
    return datetime.combine(day + timedelta(days=1), time(), Zone(place.zone).info)


def _refuse_broken(place: Cooperative) -> None:
    broken = list(broken_rules(cooperative_id=place.id, examination=Examination.AUDIT))
    if broken:
        what = " ".join(said(one) for one in broken[:_MOST_BROKEN])
        raise ClosingRefusedError(wrong="broken", count=len(broken), what=what)


def _tell(place: Cooperative, topic: str, through: date, now: datetime) -> None:
    write_news(cooperative_id=place.id, topic=topic, payload={"through": through.isoformat()}, now=now)


def _once(
    actor: Actor,
    place: Cooperative,
    action: Action,
    use_case: str,
    facts: dict[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], None],
) -> None:
    act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
        place_id=place.id,
    )
