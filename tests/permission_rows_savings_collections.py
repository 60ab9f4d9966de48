"""The permission rows of savings: collections."""

from datetime import date

from guyub.finance.savings.models import DuesBill
from guyub.finance.savings.selectors.owing import Aim
from guyub.finance.savings.services.collecting import make_list
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import Row, made_once
from tests.world import NOW, new_id

A = Action


def of_list(world):
    """The address of a list that Bumiayu's collector has."""

    def make():
        world.cash()
        member = world.member("Ani Contoh")
        with scope(world.bumiayu.id):
            DuesBill.objects.create(
                cooperative=world.bumiayu,
                member=member,
                month=date(2026, 11, 1),
                amount_rp=15_000,
                due_on=date(2026, 11, 10),
            )
        return make_list(
            actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
            aim=Aim(),
            collector_id=world.person(Role.KOLEKTOR).id,
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"list_id": made_once(world, "list_id", make)}


SAVINGS_COLLECTIONS_ROWS: tuple[Row, ...] = (
    Row("collections:lists", requires=A.VIEW_SAVINGS, also=A.COLLECT_SAVINGS),
    Row("collections:list_new", requires=A.TAKE_SAVINGS),
    Row("collections:one", requires=A.VIEW_SAVINGS, also=A.COLLECT_SAVINGS, arguments=of_list),
    Row(
        "collections:call_off",
        requires=A.TAKE_SAVINGS,
        method="post",
        arguments=of_list,
        fields={"reason": "hujan"},
    ),
    Row("collections:field", requires=A.COLLECT_SAVINGS, also=A.TAKE_SAVINGS, arguments=of_list),
    Row("collections:count", requires=A.TAKE_SAVINGS, arguments=of_list),
    Row("collections:book", requires=A.TAKE_SAVINGS, arguments=of_list),
    Row("collections:sheet", requires=A.VIEW_SAVINGS, also=A.COLLECT_SAVINGS, arguments=of_list),
    Row("collections:slips", requires=A.VIEW_SAVINGS, also=A.COLLECT_SAVINGS, arguments=of_list),
    Row("collections:receipts", requires=A.VIEW_SAVINGS, arguments=of_list),
    Row("collections:messages", requires=A.REACH_MEMBERS),
    Row("collections:messages_sent", requires=A.REACH_MEMBERS, method="post"),
    Row("collections:bill_slips", requires=A.TAKE_SAVINGS, also=A.REACH_MEMBERS),
)
