"""The permission rows of savings: the counter."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, of_place
from tests.permission_rows_savings_dues import of_payer

A = Action
SAVINGS_COUNTER_ROWS: tuple[Row, ...] = (
    Row("api:savings", 401, 401, arguments=of_place("member_id")),
    Row("api:deposit_keep", 401, 401, method="post", arguments=of_place("member_id")),
    Row("api:dues_keep", 401, 401, method="post", arguments=of_place("member_id")),
    Row("savings:counter", requires=A.VIEW_SAVINGS),
    Row("savings:member", requires=A.VIEW_SAVINGS, arguments=of_payer),
    Row("savings:pay_in", requires=A.TAKE_SAVINGS, method="post", arguments=of_payer),
    Row("savings:take_out", requires=A.TAKE_SAVINGS, method="post", arguments=of_payer),
    Row("savings:close", requires=A.TAKE_SAVINGS, method="post", arguments=of_payer),
    Row("savings:take_back", requires=A.TAKE_SAVINGS, method="post", arguments=of_payer),
    Row("savings:hold", requires=A.KEEP_SAVINGS, method="post", arguments=of_payer),
    Row("savings:release", requires=A.KEEP_SAVINGS, method="post", arguments=of_payer),
)
