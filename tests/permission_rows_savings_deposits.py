"""The permission rows of savings: deposits."""

from guyub.foundation.identity.domain.roles import Action
from tests.finance.savings.deposit_world import DepositWorld
from tests.permission_rows import SOME_ID, Row, made_once
from tests.permission_rows_savings_dues import of_payer
from tests.world import NOW

A = Action


def of_deposit(world):
    """The address of a deposit of Bumiayu."""

    def make():
        return DepositWorld(world).places(on=NOW.date())

    return {"account_id": made_once(world, "term_deposit", make) if world else SOME_ID}


SAVINGS_DEPOSITS_ROWS: tuple[Row, ...] = (
    Row("term_deposits:deposits", requires=A.VIEW_SAVINGS),
    Row("term_deposits:deposits_export", requires=A.VIEW_SAVINGS),
    Row("term_deposits:new", requires=A.TAKE_SAVINGS, arguments=of_payer),
    Row("term_deposits:quote", requires=A.TAKE_SAVINGS, arguments=of_payer),
    Row("term_deposits:deposit", requires=A.VIEW_SAVINGS, arguments=of_deposit),
    Row("term_deposits:take", requires=A.TAKE_SAVINGS, method="post", arguments=of_deposit),
    Row("term_deposits:roll", requires=A.TAKE_SAVINGS, method="post", arguments=of_deposit),
    Row("term_deposits:take_back", requires=A.TAKE_SAVINGS, method="post", arguments=of_deposit),
    Row("term_deposits:certificate", requires=A.TAKE_SAVINGS, method="post", arguments=of_deposit),
)
