"""The permission rows of savings: dues."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, made_once

A = Action


def of_payer(world):
    """The address of a member of Bumiayu, whose cash places are there."""

    def make():
        world.cash()
        return world.member("Ani Contoh").id

    return {"member_id": made_once(world, "payer_id", make)}


SAVINGS_DUES_ROWS: tuple[Row, ...] = (
    Row("dues:bills", requires=A.VIEW_SAVINGS),
    Row("dues:make", requires=A.KEEP_SAVINGS, method="post", fields={"month": "2026-11"}),
    Row("dues:table", requires=A.VIEW_SAVINGS),
    Row("dues:member", requires=A.VIEW_SAVINGS, arguments=of_payer),
    Row(
        "dues:take",
        requires=A.TAKE_SAVINGS,
        method="post",
        arguments=of_payer,
        fields={"month": "2026-11.10000"},
    ),
    Row("dues:waive", requires=A.KEEP_SAVINGS, arguments=of_payer),
    Row("dues:standing", requires=A.TAKE_SAVINGS, method="post", arguments=of_payer, fields={"account": ""}),
)
