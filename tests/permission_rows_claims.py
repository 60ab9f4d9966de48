"""The permission rows of claims and funds, and the objects that their addresses name."""

from guyub.books.treasury.services.claims import ClaimTyped, file_claim
from guyub.books.treasury.services.funds import begin_fund
from guyub.foundation.identity.domain.roles import Action, Role
from tests.permission_rows import SOME_ID, Row, made_once, of_books, of_place
from tests.world import NOW, new_id

A = Action


def of_claim(world):
    """The address of a claim of Bumiayu's former secretary."""

    def make():
        world.cash()
        return file_claim(
            actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
            place=world.bumiayu,
            typed=ClaimTyped(
                spent_on=NOW.date(), choice="Meterai dan surat", amount_rp=30_000, no_receipt_why="tanpa nota"
            ),
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"code": "35.73.03.1003", "claim_id": made_once(world, "claim_id", make)}


def of_fund(world, **more):
    """The address of a fund of Bumiayu."""

    def make():
        world.cash()
        return begin_fund(
            actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
            place=world.bumiayu,
            name="Dana kesehatan",
            use="SANTUNAN",
            account="2.3.06",
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"code": "35.73.03.1003", "fund_id": made_once(world, "fund_id", make)} | more


CLAIM_ROWS = (
    Row("claims:own", requires=A.CLAIM),
    Row("claims:claims", requires=A.CLAIM, arguments=of_books()),
    Row("claims:claim_new", requires=A.CLAIM, arguments=of_books()),
    Row("claims:repay", requires=A.KEEP_TREASURY, method="post", arguments=of_books()),
    Row("claims:claim", requires=A.CLAIM, arguments=of_claim),
    Row("claims:claim_file", requires=A.CLAIM, arguments=of_claim),
    Row("claims:claim_withdraw", requires=A.CLAIM, method="post", arguments=of_claim),
    Row(
        "claims:claim_back",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of_claim,
        fields={"reason": "keliru"},
    ),
    Row(
        "claims:repay_undo",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of_claim,
        fields={"reason": "keliru"},
    ),
    Row("funds:funds", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("funds:fund_begin", requires=A.KEEP_FUNDS, arguments=of_books()),
    Row("funds:fund", requires=A.VIEW_JOURNAL, arguments=of_fund),
    Row("funds:fund_collect", requires=A.KEEP_FUNDS, arguments=of_fund),
    Row("funds:fund_pay", requires=A.KEEP_FUNDS, arguments=of_fund),
    Row("funds:fund_rule", requires=A.KEEP_FUNDS, arguments=of_fund),
    Row(
        "funds:fund_undo",
        requires=A.KEEP_FUNDS,
        method="post",
        arguments=lambda world: of_fund(world, movement_id=SOME_ID),
        fields={"reason": "keliru"},
    ),
    Row("funds:fund_proof", requires=A.KEEP_FUNDS, arguments=of_place("payout_id")),
)
