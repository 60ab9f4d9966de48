"""The permission rows of consignment."""

from decimal import Decimal

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.consignment.domain.agreements import AgreementTyped, GoodTerms
from guyub.trade.consignment.domain.slips import SlipTyped
from guyub.trade.consignment.services.agreements import write_agreement
from guyub.trade.consignment.services.paying import pay_out
from guyub.trade.consignment.services.settling import draw_up
from guyub.trade.consignment.services.slips import write_slip
from tests.permission_rows import Row, made_once
from tests.permission_rows_goods_buying import desk_of

A = Action


def of_consignment(world):
    """Give an agreement of which something was lost and made good, its paper, its statement and a payout."""

    def make():
        desk = desk_of(world)
        with scope(desk.place.id):
            cake = desk.shop.product("Kue titipan", category="UMKM", account="1.3.05")
            unit_id = cake.units.get().id
        good = GoodTerms(
            product_id=cake.id, unit_id=unit_id, basis="SETOR", share_rate=Decimal(0), setor_rp=900
        )
        typed = AgreementTyped(
            partner_id=desk.partner_id,
            location_id=desk.store.id,
            from_on=desk.today,
            goods=(good,),
            losses="KOPERASI",
        )
        agreement_id = write_agreement(**desk.here(typed=typed))
        slips = [
            write_slip(
                **desk.here(
                    typed=SlipTyped(
                        agreement_id=agreement_id,
                        kind=kind,
                        on=desk.today,
                        quantities={cake.id: qty},
                        note="jatuh",
                    )
                )
            )
            for kind, qty in (("BAWA", 9), ("RUSAK", 2))
        ]
        statement_id = draw_up(**desk.here(agreement_id=agreement_id, until_on=desk.today))
        paid = {"amount_rp": 800, "cash_place_id": desk.cash["BRANKAS"], "actor": world.actor(Role.BENDAHARA)}
        payout_id = pay_out(**desk.here(statement_id=statement_id) | paid)
        return {
            "agreement_id": agreement_id,
            "slip_id": slips[0],
            "statement_id": statement_id,
            "payout_id": payout_id,
        }

    return made_once(world, "consignment", make)


def of(*names, **more):
    """Give the parts of an address of consignment."""

    def arguments(world):
        made = of_consignment(world)
        return {name: made[name] if isinstance(made, dict) else made for name in names} | more

    return arguments


AGREEMENT, STATEMENT = of("agreement_id"), of("statement_id")
WHY = {"why": "salah menulis"}

GOODS_CONSIGNMENT_ROWS: tuple[Row, ...] = (
    Row("member_desk:own_consigned", requires=A.OWN_MEMBERSHIP),
    Row("consignment:agreements", requires=A.VIEW_GOODS),
    Row("consignment:agreement_new", requires=A.BUY_GOODS),
    Row("consignment:agreement", requires=A.VIEW_GOODS, arguments=AGREEMENT),
    Row("consignment:terms", requires=A.BUY_GOODS, method="post", arguments=AGREEMENT),
    Row("consignment:name", requires=A.BUY_GOODS, method="post", arguments=AGREEMENT),
    Row("consignment:end", requires=A.BUY_GOODS, method="post", arguments=AGREEMENT, fields=WHY),
    Row("consignment:slip_new", requires=A.MOVE_STOCK, arguments=of("agreement_id", kind="bawa")),
    Row(
        "consignment:slip_back",
        requires=A.MOVE_STOCK,
        method="post",
        arguments=of("agreement_id", "slip_id"),
        fields=WHY,
    ),
    Row("consignment:draw", requires=A.MOVE_STOCK, method="post", arguments=AGREEMENT),
    Row("consignment:statement", requires=A.VIEW_GOODS, arguments=STATEMENT),
    Row("consignment:statement_pdf", requires=A.VIEW_GOODS, arguments=STATEMENT),
    Row("consignment:pay", requires=A.HANDLE_CASH, method="post", arguments=STATEMENT),
    Row("consignment:statement_back", requires=A.MOVE_STOCK, method="post", arguments=STATEMENT, fields=WHY),
    Row(
        "consignment:payout_back",
        requires=A.HANDLE_CASH,
        method="post",
        arguments=of("statement_id", "payout_id"),
        fields=WHY,
    ),
)
