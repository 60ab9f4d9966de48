"""The permission rows of price rules."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row

A = Action
LPG = {"good": "LPG_3KG"}

GOODS_RULES_ROWS: tuple[Row, ...] = (
    Row("price_rules:rules", requires=A.VIEW_PARAMETERS),
    Row("price_rules:rules_export", requires=A.VIEW_PARAMETERS),
    Row("price_rules:rule", requires=A.VIEW_PARAMETERS, arguments=LPG),
    Row("price_rules:rule_propose", requires=A.ASK_PARAMETER, method="post", arguments=LPG),
)
