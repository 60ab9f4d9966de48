"""The rows of the permission table for banks, and the objects that their addresses name."""

from guyub.books.treasury.selectors.banks import bank_desk, bank_of, matches_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.banking import SEEN, TODAY, brought, csv, taken
from tests.permission_rows import SOME_ID, Row, made_once, of_books

WARD = {"code": "35.73.03.1003"}


def of_bank(world):
    """The address of Bumiayu's bank account, with a file taken in and a line that is open."""
    if world:
        made_once(world, "bank_file_id", lambda: taken(world)[1])
    return WARD | {"bank_id": world.cash()["BANK"] if world else SOME_ID}


def of_line(world):
    """The address of a line that is open."""
    return of_bank(world) | {"line_id": _first(world, "line") if world else SOME_ID}


def of_match(world):
    """The address of a match."""
    return WARD | {"match_id": _first(world, "match") if world else SOME_ID}


def of_month(world):
    """The address of the sheet of November."""
    return of_bank(world) | {"year": 2026, "month": 11}


def of_waiting_file(world):
    """The address of a file that waits."""
    return WARD | {"statement_id": made_once(world, "waiting_file_id", lambda: brought(world, csv(SEEN[0])))}


def of_taken_file(world):
    """The address of a file that was taken in."""
    of_bank(world)
    return WARD | {"statement_id": world.bank_file_id if world else SOME_ID}


def _first(world, what):
    bank_id = of_bank(world)["bank_id"]
    with scope(world.bumiayu.id):
        bank = bank_of(cooperative_id=world.bumiayu.id, bank_id=bank_id)
        if what == "match":
            rows = matches_of(cooperative_id=world.bumiayu.id, bank=bank)
        else:
            rows = bank_desk(cooperative_id=world.bumiayu.id, bank=bank, today=TODAY).lines
    return rows[0].id if rows else SOME_ID


_SEEN, _KEPT = Action.VIEW_JOURNAL, Action.KEEP_TREASURY
BANK_ROWS = (
    Row("banks:banks", requires=_SEEN, arguments=of_books()),
    Row("banks:bank", requires=_SEEN, arguments=of_bank),
    Row("banks:match_sure", requires=_KEPT, method="post", arguments=of_bank),
    Row("banks:match", requires=_KEPT, method="post", arguments=of_bank, fields={"line": [SOME_ID]}),
    Row("banks:matches", requires=_SEEN, arguments=of_bank),
    Row("banks:match_let_go", requires=_KEPT, method="post", arguments=of_match),
    Row("banks:line_record", requires=_KEPT, arguments=of_line),
    Row("banks:sheet", requires=_SEEN, arguments=of_month),
    Row("banks:bring", requires=_KEPT, arguments=of_bank),
    Row("banks:statement", requires=_KEPT, arguments=of_waiting_file),
    Row("banks:statement_map", requires=_KEPT, method="post", arguments=of_waiting_file),
    Row("banks:statement_take", requires=_KEPT, method="post", arguments=of_waiting_file),
    Row("banks:statement_drop", requires=_KEPT, method="post", arguments=of_waiting_file),
    Row("banks:statement_undo", requires=_KEPT, method="post", arguments=of_taken_file),
)
