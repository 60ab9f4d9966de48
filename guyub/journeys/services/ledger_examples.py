"""The invented books of two example cooperatives: Bumiayu's year, and Mergosono, which has just begun."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.ledger.domain.entries import EntryDraft
from guyub.books.ledger.selectors.overview import kept_books
from guyub.books.ledger.services.accounts import add_account, begin_books, open_books
from guyub.books.ledger.services.periods import close_months
from guyub.books.ledger.services.posting import post_entries
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, add_months, business_date, month_end
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.closing import close_month, month_words
from guyub.journeys.services.examples import BUMIAYU, MERGOSONO, SPACE
from guyub.journeys.services.ledger_example_events import MERGOSONO_OPENS, OPENING, OWN_ACCOUNTS, Partners
from guyub.journeys.services.ledger_example_year import bumiayu_year, mergosono_year
from guyub.journeys.services.loan_examples import tell_loans
from guyub.journeys.services.loan_product_examples import tell_loan_products
from guyub.journeys.services.member_examples import bumiayu_joined, enter_members, mergosono_joined
from guyub.journeys.services.savings_examples import KIND_OF, Booked, tell_savings
from guyub.journeys.services.savings_product_examples import allow_unit, tell_products
from guyub.journeys.services.savings_year_examples import tell_bills, tell_jasa

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from guyub.journeys.services.ledger_example_events import Event

CITY_CODE_LENGTH = len("35.73")
LAST = date(2026, 12, 31)  # the year that was invented
_SERIES = {
    "ledger": "JU",
    "savings": "SM",
    "loans": "PM",
    "retail": "PJ",
    "inventory": "PS",
    "procurement": "PB",
    "surplus": "SH",
}


def make_ledger_examples(*, now: datetime) -> None:
    """Open two books and post their year until today; repeating it changes nothing. Only for a demonstration.

    After ``make_legal_examples``, which opens the units of business.
    """
    places = {row.code: row for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO))}
    bumiayu, mergosono = places[BUMIAYU], places[MERGOSONO]
    today = business_date(now, Zone.WIB)
    until = min(today, LAST)
    treasurer, chair = actor_in(bumiayu, Role.BENDAHARA), actor_in(mergosono, Role.KETUA)
    with scope(bumiayu.id, mergosono.id):
        books = kept_books([bumiayu.id, mergosono.id])
    if bumiayu.id not in books or not books[bumiayu.id].chain_no:
        _open_bumiayu(bumiayu, treasurer, now)
        with scope(bumiayu.id, durable=True):
            units = {unit.kind: unit.id for unit in units_of(cooperative_id=bumiayu.id)}
            events = bumiayu_year(Partners(bumiayu.id, mergosono.id, units), until=until)
            entries, known = _post(bumiayu, treasurer, events, today=today)
            opening = {booked.kind: booked.amount_rp for booked in entries if booked.on == OPENING}
            since = [booked for booked in entries if booked.on > OPENING]
            fresh = [(b.on, b.amount_rp // 100_000) for b in since if b.kind is SavingsKind.POKOK]
            people = [*bumiayu_joined(fresh)]
            old = len(people) - sum(count for _, count in fresh)
            members = enter_members(bumiayu, people, old=old, pokok_rp=100_000, now=now)
            tell_savings(bumiayu, members, opening=opening, entries=since, due_rp=15_000, now=now)
            year = OPENING + timedelta(days=1)
            tell_bills(bumiayu, members, since=year, today=today, due_rp=15_000, now=now)
            tell_products(bumiayu, treasurer, now=now)
            products = tell_loan_products(bumiayu, treasurer, now=now)
            tell_loans(
                bumiayu,
                members,
                products,
                entries=known,
                officer_id=treasurer.person_id,
                today=today,
                until=until,
                now=now,
            )
            tell_jasa(bumiayu, treasurer, since=year, today=today, now=now)
        head = actor_in(_office_of(bumiayu), Role.KEPALA_DINAS)
        allow_unit(bumiayu, head, today=today.replace(day=1), now=now)
    if bumiayu.id not in books or not books[bumiayu.id].closed_through:
        _close(bumiayu, treasurer, now)
    if mergosono.id not in books:
        with scope(mergosono.id, durable=True):
            # Its chair keeps no accounts, and a treasurer it has none yet.
            begin_books(place=mergosono, opened_on=MERGOSONO_OPENS)
            facts = {"on": MERGOSONO_OPENS.isoformat()}
            record(cooperative_id=mergosono.id, actor=chair, act="ledger.books.opened", facts=facts, now=now)
            events = mergosono_year(Partners(bumiayu.id, mergosono.id, {}), until=until)
            entries, _ = _post(mergosono, chair, events, today=today)
            people = [*mergosono_joined(MERGOSONO_OPENS, 42)]
            members = enter_members(mergosono, people, old=0, pokok_rp=50_000, now=now)
            tell_savings(mergosono, members, opening={}, entries=entries, due_rp=10_000, now=now)
            begun = MERGOSONO_OPENS.replace(day=1)
            tell_bills(mergosono, members, since=begun, today=today, due_rp=10_000, now=now)


def _office_of(place: Cooperative) -> Cooperative:
    return Cooperative.objects.get(code=place.code[:CITY_CODE_LENGTH])


def actor_in(place: Cooperative, role: Role) -> Actor:
    """Give the example person who acts in a role of a cooperative."""
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=role.value, person__is_example=True
    )
    return Actor(seat.person_id, seat.person.name, role, place.id, seat.id)


def _open_bumiayu(place: Cooperative, treasurer: Actor, now: datetime) -> None:
    open_books(
        actor=treasurer,
        place=place,
        opened_on=OPENING,
        today=business_date(now, Zone.WIB),
        request_id=uuid5(SPACE, "ledger/opens"),
        now=now,
    )
    for code, name in OWN_ACCOUNTS.items():
        add_account(
            actor=treasurer,
            place=place,
            code=code,
            name=name,
            request_id=uuid5(SPACE, f"ledger/{code}"),
            now=now,
        )


def _close(place: Cooperative, treasurer: Actor, now: datetime) -> None:
    """Close the months up to the one before last: the last of them as people do, those before it in one go."""
    today = business_date(now, Zone.WIB)
    through = month_end(add_months(today, -2))
    before = through.replace(day=1) - timedelta(days=1)
    with scope(place.id, durable=True):
        close_months(place=place, through=before, actor=treasurer, today=today, now=now)
        facts = {"month": f"{month_words(OPENING)} sampai {month_words(before)}"}
        record(cooperative_id=place.id, actor=treasurer, act="ledger.month.closed", facts=facts, now=now)
    close_month(
        actor=treasurer, place=place, through=through, request_id=uuid5(SPACE, "ledger/closes"), now=now
    )


def _post(
    place: Cooperative, actor: Actor, events: Iterable[Event], *, today: date
) -> tuple[list[Booked], dict[str, UUID]]:
    """Post events month by month, in each month context by context: a control account accepts its own alone.

    Returns:
        What members' savings gained or lost, entry by entry; and the entries of events that have a name.
    """
    saved: list[Booked] = []
    request_id, part = uuid5(SPACE, f"ledger/{place.code}"), 0
    known: dict[str, UUID] = {}
    order = [*_SERIES]
    for _, month in groupby(events, lambda event: (event.on.year, event.on.month)):
        by_context = sorted(month, key=lambda event: order.index(event.context))
        for context, group in groupby(by_context, lambda event: event.context):
            these = list(group)
            drafts = [
                EntryDraft(
                    occurred_on=event.on,
                    memo=event.memo,
                    lines=event.lines,
                    request_id=request_id,
                    part=part + at,
                    series=_SERIES[context],
                    reverses_id=known.get(event.reverses),
                    corrects_id=known.get(event.corrects),
                )
                for at, event in enumerate(these)
            ]
            part += len(these)
            posted = post_entries(place=place, context=context, drafts=drafts, today=today, actor=actor)
            known |= {
                event.name: made.entry_id for event, made in zip(these, posted, strict=True) if event.name
            }
            saved += [
                Booked(event.on, made.entry_id, event.memo, KIND_OF[line.account], -line.amount_rp)
                for event, made in zip(these, posted, strict=True)
                for line in event.lines
                if line.account in KIND_OF
            ]
    return saved, known
