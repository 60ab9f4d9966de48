"""The permission rows of savings: passbooks, statements, what members ask to take out."""

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.services.moving import MoveTyped, pay_in
from guyub.finance.savings.services.passbooks import print_lines, start_book
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action


def _account(world):
    """A member of Bumiayu who saved once."""

    def make():
        cash = world.cash()["BRANKAS"]
        typed = MoveTyped(
            member_id=world.member("Ani Contoh").id,
            kind=SavingsKind.SUKARELA,
            amount_rp=150_000,
            cash_place_id=cash,
            on=NOW.date(),
        )
        with scope(world.bumiayu.id):
            moved = pay_in(
                place=world.bumiayu,
                typed=typed,
                today=NOW.date(),
                actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
                request_id=new_id(),
                now=NOW,
            )
        return moved.account_id

    return made_once(world, "passbook_account", make)


def _doing(world):
    return {
        "actor": world.actor(Role.BENDAHARA, name="Bendahara lama"),
        "place": world.bumiayu,
        "request_id": new_id(),
        "now": NOW,
    }


def _book(world):
    def make():
        return start_book(account_id=_account(world), reason="", today=NOW.date(), **_doing(world))

    return made_once(world, "passbook_book", make)


def of_account(world):
    """The address of an account."""
    return {"account_id": _account(world) if world else SOME_ID}


def of_book(world):
    """The address of a book of paper."""
    return {**of_account(world), "book_id": _book(world) if world else SOME_ID}


def of_print(world):
    """The address of a printing."""

    def make():
        return print_lines(book_id=_book(world), seen=0, **_doing(world))

    return {"print_id": made_once(world, "passbook_print", make) if world else SOME_ID}


def of_saver(world):
    """The address of the member who saved."""
    if not world:
        return {"member_id": SOME_ID}
    account_id = _account(world)
    with scope(world.bumiayu.id):
        account = SavingsAccount.objects.get(cooperative=world.bumiayu, id=account_id)
    return {"member_id": account.member_id}


def of_year(world):
    """The address of a year of that member."""
    return {**of_saver(world), "year": 2026}


SAVINGS_PASSBOOKS_ROWS: tuple[Row, ...] = (
    Row("passbooks:book", requires=A.VIEW_SAVINGS, arguments=of_account),
    Row("passbooks:slip", requires=A.TAKE_SAVINGS, arguments=of_account),
    Row("passbooks:book_new", requires=A.TAKE_SAVINGS, method="post", arguments=of_account),
    Row(
        "passbooks:book_print",
        requires=A.TAKE_SAVINGS,
        method="post",
        arguments=of_book,
        fields={"seen": "0"},
    ),
    Row(
        "passbooks:book_again",
        requires=A.TAKE_SAVINGS,
        method="post",
        arguments=of_book,
        fields={"first": "1"},
    ),
    Row("passbooks:printing", requires=A.TAKE_SAVINGS, arguments=of_print),
    Row("passbooks:statement", requires=A.VIEW_SAVINGS, arguments=of_saver),
    Row("passbooks:statement_issue", requires=A.VIEW_SAVINGS, method="post", arguments=of_saver),
    Row("passbooks:statement_year", requires=A.VIEW_SAVINGS, arguments=of_year),
    Row("passbooks:requests", requires=A.VIEW_SAVINGS),
    Row(
        "passbooks:request_answer",
        requires=A.TAKE_SAVINGS,
        method="post",
        arguments={"withdrawal_id": SOME_ID},
        fields={"said": "siap"},
    ),
)
