"""The permission rows of savings: jasa."""

from datetime import date

from guyub.foundation.identity.domain.roles import Action
from tests.finance.savings.jasa_world import JasaWorld
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action
SIX = [(0, 60_000)]


def taxed(world):
    """Bumiayu's January, booked and its slips issued: one member with tax. The ids that addresses name."""
    from guyub.finance.savings.services.tax import issue_slips

    def make():
        jasa, siti = JasaWorld(world), world.member("Siti Jasa Contoh")
        jasa.promise(SIX)
        jasa.move(siti, 60_000_000, date(2026, 1, 1))
        jasa.post(1)
        issue_slips(
            actor=jasa.treasurer, place=jasa.place, month=date(2026, 1, 1), request_id=new_id(), now=NOW
        )
        return jasa.account(siti).id, siti.id, jasa.cash

    return made_once(world, "jasa", make)


def of_month(world):
    """The address of a booked month."""
    if world:
        taxed(world)
    return {"period": "2026-01"}


def of_account(world):
    """The address of one account's month."""
    return {"period": "2026-01", "account_id": taxed(world)[0] if world else SOME_ID}


def of_slip(world):
    """The address of one member's slip."""
    return {"period": "2026-01", "member_id": taxed(world)[1] if world else SOME_ID}


def of_payment(world):
    """The address of a payment of the tax."""
    from guyub.finance.savings.models import TaxPayment
    from guyub.finance.savings.services.tax_paying import TaxTyped, pay_tax
    from guyub.foundation.kernel.tenancy.scope import scope

    def make():
        _, _, cash = taxed(world)
        jasa = JasaWorld(world)
        typed = TaxTyped(
            month=date(2026, 1, 1),
            amount_rp=30_575,
            paid_on=date(2026, 2, 10),
            ntpn="1234567890ABCDEF",
            cash_place_id=cash,
        )
        pay_tax(
            actor=jasa.treasurer,
            place=jasa.place,
            typed=typed,
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )
        with scope(jasa.place.id):
            return TaxPayment.objects.get(cooperative=jasa.place).id

    return {"period": "2026-01", "payment_id": made_once(world, "jasa_tax", make) if world else SOME_ID}


SAVINGS_JASA_ROWS: tuple[Row, ...] = (
    Row("jasa:months", requires=A.VIEW_SAVINGS),
    Row("jasa:ahead", requires=A.KEEP_SAVINGS),
    Row("jasa:month", requires=A.VIEW_SAVINGS, arguments=of_month),
    Row("jasa:month_table", requires=A.VIEW_SAVINGS, arguments=of_month),
    Row("jasa:account", requires=A.VIEW_SAVINGS, arguments=of_account),
    Row("jasa:tax", requires=A.VIEW_SAVINGS),
    Row("jasa:tax_month", requires=A.VIEW_SAVINGS, arguments=of_month),
    Row("jasa:tax_table", requires=A.VIEW_SAVINGS, arguments=of_month),
    Row("jasa:slips", requires=A.VIEW_SAVINGS, arguments=of_month),
    Row("jasa:slip", requires=A.VIEW_SAVINGS, arguments=of_slip),
    Row("jasa:issue", requires=A.KEEP_SAVINGS, method="post", arguments=of_month),
    Row(
        "jasa:pay_tax",
        requires=A.KEEP_SAVINGS,
        method="post",
        arguments=of_month,
        fields={"amount": "30575", "paid_on": "2026-02-10", "ntpn": "1234567890ABCDEF"},
    ),
    Row(
        "jasa:take_back_tax",
        requires=A.KEEP_SAVINGS,
        method="post",
        arguments=of_payment,
        fields={"reason": "keliru bulan"},
    ),
)
