"""The permission rows of price rules, of prices over the city, and of what sold."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row

A = Action
LPG = {"good": "LPG_3KG"}

GOODS_RULES_ROWS: tuple[Row, ...] = (
    Row("price_rules:rules", requires=A.VIEW_PARAMETERS),
    Row("price_rules:rules_export", requires=A.VIEW_PARAMETERS),
    Row("price_rules:rule", requires=A.VIEW_PARAMETERS, arguments=LPG),
    Row("price_rules:rule_propose", requires=A.ASK_PARAMETER, method="post", arguments=LPG),
    Row("goods_sales:sales", requires=A.VIEW_GOODS),
    Row("goods_sales:sales_export", requires=A.VIEW_GOODS),
    Row("supervision:staples", requires=A.VIEW_CITY),
    Row("supervision:staples_export", requires=A.VIEW_CITY),
    Row("supervision:shops", requires=A.VIEW_CITY),
    Row("supervision:shops_export", requires=A.VIEW_CITY),
)
