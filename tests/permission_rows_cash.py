"""The permission table's rows of everyday events and of cash."""

from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event
from guyub.books.treasury.services.recurring import keep_recurring
from guyub.foundation.identity.domain.roles import Action, Role
from tests.permission_rows import SOME_ID, Row, made_once, of_books, of_place
from tests.world import NOW, new_id

A = Action


def _event(world):
    """Make an event of Bumiayu's: electricity, paid from the treasurer's box."""
    done = record_event(
        actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
        place=world.bumiayu,
        typed=EventTyped(
            kind="beban.listrik",
            happened_on=NOW.date(),
            amounts={"jumlah": 50_000},
            cash_place_id=world.cash()["BRANKAS"],
        ),
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )
    return done.event_id


def of_event(world):
    """The address of an event of Bumiayu."""
    return {"code": "35.73.03.1003", "event_id": made_once(world, "event_id", lambda: _event(world))}


def of_recurring(world):
    """The address of an event of Bumiayu that comes again."""

    def make():
        return keep_recurring(
            actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
            place=world.bumiayu,
            event_id=of_event(world)["event_id"],
            every="BULAN",
            first_on=NOW.date(),
            until=None,
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"code": "35.73.03.1003", "recurring_id": made_once(world, "recurring_id", make)}


def of_cash(name="", value=SOME_ID):
    """An address of Bumiayu's cash, with its places."""

    def arguments(world):
        if world:
            world.cash()
        return of_place(name, value)(world)

    return arguments


CASH_ROWS = (
    Row("events:own", requires=A.RECORD_EVENT),
    Row("events:record", requires=A.RECORD_EVENT, arguments=of_books()),
    Row("events:new", requires=A.RECORD_EVENT, arguments=of_books("kind", "beban.listrik")),
    Row(
        "events:preview",
        requires=A.RECORD_EVENT,
        method="post",
        arguments=of_books("kind", "beban.listrik"),
        fields={"jumlah": "50.000"},
    ),
    Row(
        "events:favourite",
        requires=A.RECORD_EVENT,
        method="post",
        arguments=of_books("kind", "beban.listrik"),
        fields={"is_favourite": "1"},
    ),
    Row("events:history", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("events:event", requires=A.VIEW_JOURNAL, arguments=of_event),
    Row(
        "events:event_undo",
        requires=A.RECORD_EVENT,
        method="post",
        arguments=of_event,
        fields={"reason": "dobel"},
    ),
    Row(
        "events:recurring_keep",
        requires=A.RECORD_EVENT,
        method="post",
        arguments=of_event,
        fields={"every": "BULAN", "first_on": "2099-01-05"},
    ),
    Row("events:waiting_file", requires=A.VIEW_JOURNAL, arguments=of_place("approval_id")),
    Row("events:kinds", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("events:recurring", requires=A.RECORD_EVENT, arguments=of_books()),
    Row(
        "events:recurring_end",
        requires=A.RECORD_EVENT,
        method="post",
        arguments=of_recurring,
    ),
    Row("cash:own", requires=A.HANDLE_CASH),
    Row("cash:places", requires=A.HANDLE_CASH, also=A.VIEW_JOURNAL, arguments=of_cash()),
    Row("cash:place_close", requires=A.KEEP_TREASURY, method="post", arguments=of_cash("place_id")),
    Row("cash:shift", requires=A.HANDLE_CASH, arguments=of_cash()),
    Row("cash:shift_drop", requires=A.HANDLE_CASH, method="post", arguments=of_cash()),
    Row("cash:shift_top_up", requires=A.HANDLE_CASH, method="post", arguments=of_cash()),
    Row("cash:shift_open", requires=A.HANDLE_CASH, arguments=of_cash("place_id")),
    Row("cash:shift_close", requires=A.HANDLE_CASH, arguments=of_cash("shift_id")),
    Row("cash:shift_offer", requires=A.HANDLE_CASH, arguments=of_cash("shift_id")),
    Row("cash:shift_take", requires=A.HANDLE_CASH, arguments=of_cash("shift_id")),
    Row("cash:shift_finish", requires=A.HANDLE_CASH, method="post", arguments=of_cash("shift_id")),
    Row("cash:shifts", requires=A.HANDLE_CASH, also=A.VIEW_JOURNAL, arguments=of_cash()),
    Row("cash:cash_variances", requires=A.VIEW_JOURNAL, arguments=of_cash()),
    Row("cash:vouchers", requires=A.VIEW_JOURNAL, arguments=of_cash()),
    Row("cash:voucher", requires=A.HANDLE_CASH, also=A.VIEW_JOURNAL, arguments=of_cash("event_id")),
    Row("cash:handovers", requires=A.VIEW_JOURNAL, arguments=of_cash()),
    Row("cash:handover", requires=A.VIEW_JOURNAL, arguments=of_cash("handover_id")),
    Row("cash:handover_confirm", requires=A.VIEW_JOURNAL, method="post", arguments=of_cash("handover_id")),
    Row("cash:handover_withdraw", requires=A.KEEP_TREASURY, method="post", arguments=of_cash("handover_id")),
)
