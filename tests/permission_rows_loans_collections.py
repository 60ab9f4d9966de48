"""The permission rows of loans: lists of instalments for collectors."""

from guyub.finance.loans.models import ListedLoan
from guyub.finance.loans.selectors.collecting import RoundAim
from guyub.finance.loans.services.collecting import make_list
from guyub.finance.loans.services.collection_returns import book_list, count_collected
from guyub.finance.savings.services.collection_returns import Got
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import SOME_ID, Row, made_once
from tests.permission_rows_loans import book_of
from tests.world import NOW, new_id

A = Action


def _made(world, collector_id):
    told = {"today": NOW.date(), "request_id": new_id(), "now": NOW}
    return make_list(
        actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
        aim=RoundAim(),
        collector_id=collector_id,
        **told,
    )


def of_list(world):
    """The address of a list that Bumiayu's collector has."""

    def make():
        book_of(world).lends(member=world.member("Ani Contoh"))
        return _made(world, world.person(Role.KOLEKTOR).id)

    return {"list_id": made_once(world, "instalment_list", make) if world else SOME_ID}


def of_booked(world):
    """The address of a list that is booked."""

    def make():
        book = book_of(world)
        of_list(world)
        book.lends(member=world.member("Budi Contoh"))
        list_id = _made(world, world.person(Role.KOLEKTOR).id)
        done = {"actor": book.treasurer, "list_id": list_id, "today": NOW.date(), "now": NOW}
        count_collected(total_rp=50_000, request_id=new_id(), **done)
        with scope(book.place.id):
            line = ListedLoan.objects.get(cooperative=book.place, of_id=list_id).id
        book_list(
            place=book.place,
            got={line: Got(50_000)},
            counted_rp=50_000,
            cash_place_id=world.cash()["BRANKAS"],
            on=NOW.date(),
            reason="",
            request_id=new_id(),
            **done,
        )
        return list_id

    return {"list_id": made_once(world, "instalment_list_booked", make) if world else SOME_ID}


LOANS_COLLECTIONS_ROWS: tuple[Row, ...] = (
    Row("instalment_lists:lists", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS),
    Row("instalment_lists:list_new", requires=A.TAKE_LOANS),
    Row("instalment_lists:one", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_list),
    Row(
        "instalment_lists:call_off",
        requires=A.TAKE_LOANS,
        method="post",
        arguments=of_list,
        fields={"reason": "hujan"},
    ),
    Row("instalment_lists:field", requires=A.COLLECT_LOANS, also=A.TAKE_LOANS, arguments=of_list),
    Row("instalment_lists:count", requires=A.TAKE_LOANS, arguments=of_list),
    Row("instalment_lists:book", requires=A.TAKE_LOANS, arguments=of_list),
    Row("instalment_lists:sheet", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_list),
    Row("instalment_lists:receipts", requires=A.VIEW_LOANS, arguments=of_booked),
)
