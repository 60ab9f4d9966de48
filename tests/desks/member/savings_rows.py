"""Rows of savings about one member, for the test of the own copy."""

from guyub.finance.savings.domain.jasa import FINE
from guyub.finance.savings.models import (
    AccountJasa,
    DuesBill,
    Hold,
    JasaRun,
    MemberTax,
    SavingsAccount,
    StandingOrder,
    Waiver,
)
from guyub.foundation.identity.domain.roles import Role
from tests.world import NOW


def fill_months(world, member, mark, number, day):
    """What runs counted, what was asked for, and what is held."""
    mine, officer = {"cooperative": world.bumiayu}, world.person(Role.BENDAHARA)
    account = SavingsAccount.objects.get(**mine, member=member)
    run = JasaRun.objects.create(
        **mine,
        no=number,
        kind="KOREKSI",
        month=day,
        on=day,
        accounts=1,
        jasa_rp=number,
        credited_rp=number,
        tax_rp=0,
        free_rp=240_000,
        tax_ppm=100_000,
        reason="setoran bertanggal mundur",
        recorded_at=NOW,
    )
    counted = {"run": run, "month": day, "no": 1, **mine}
    AccountJasa.objects.create(
        **counted,
        account=account,
        fine=number * FINE,
        carried_in=0,
        carried=0,
        jasa_rp=number,
        accrued_rp=0,
        credited_rp=number,
        to=account,
    )
    MemberTax.objects.create(
        **counted, member=member, gross_rp=number, tax_rp=0, taken_rp=0, borne_rp=0, account=account
    )
    DuesBill.objects.create(**mine, member=member, month=day, amount_rp=10_000, due_on=day)
    Waiver.objects.create(
        **mine, member=member, reason=f"bebas {mark}", asked_by=officer, on=day, recorded_at=NOW
    )
    StandingOrder.objects.create(
        **mine, member=member, account=account, since=day, set_by=officer, last_said=f"kata {mark}"
    )
    Hold.objects.create(
        **mine, account=account, amount_rp=1, reason=f"tahan {mark}", since=day, put_by=officer
    )
