"""Everyday events as tests record, read and take them back."""

from django.db.models import Sum

from guyub.books.ledger.models import JournalEntry, JournalLine
from guyub.books.treasury.domain.events import REQUIRED_AMOUNTS, Direction
from guyub.books.treasury.models import Event
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event, undo_event
from guyub.foundation.kernel.tenancy.scope import scope
from tests.journal_writing import TODAY, shared


def told(world, kind, /, **more):
    """Tell an event of a kind as people do: from the treasurer's box, to the bank where it moves."""
    cash = world.cash()
    defaults = {
        "happened_on": TODAY,
        "amounts": {name: 100_000 if name in REQUIRED_AMOUNTS else 5_000 for name in kind.amounts},
        "choice": next(iter(kind.choices), ""),
    }
    if kind.direction is not Direction.CATAT:
        defaults["cash_place_id"] = cash["BRANKAS"]
    if kind.direction is Direction.PINDAH:
        defaults["to_place_id"] = cash["BANK"]
    return EventTyped(**{"kind": kind.code} | defaults | more)


def recorded(world, typed, **more):
    return record_event(typed=typed, **(shared(world) | more))


def undone(world, event_id, **more):
    return undo_event(event_id=event_id, **({"reason": "dobel"} | shared(world) | more))


def events(world):
    with scope(world.bumiayu.id):
        return list(Event.objects.filter(cooperative=world.bumiayu).order_by("recorded_at", "id"))


def entries(world):
    with scope(world.bumiayu.id):
        return JournalEntry.objects.filter(cooperative=world.bumiayu).count()


def balances(world):
    """Give what stands on each account and unit, nothing left out but zeros."""
    with scope(world.bumiayu.id):
        rows = JournalLine.objects.filter(cooperative=world.bumiayu).values_list("account__code", "unit")
        sums = rows.annotate(total=Sum("amount_rp")).order_by("account__code", "unit")
        return {(code, unit): total for code, unit, total in sums if total}
