"""The day of a simpanan berjangka comes: its jasa is brought, and it goes on or waits to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.deposits import (
    DepositRefusedError,
    Roll,
    certificate_name,
    maturity,
)
from guyub.finance.savings.domain.jasa import rate_of
from guyub.finance.savings.models import Ending, SavingsAccount, TermPeriod
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.selectors.products import one_product
from guyub.finance.savings.services.deposits import last_period, savings_account
from guyub.finance.savings.services.jasa import PARTS, end_jasa, recount
from guyub.finance.savings.services.serving import (
    open_account_of,
)
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.finance.savings.selectors.products import ProductRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

ROLLED, MATURED = "savings.deposit.rolled", "savings.deposit.matured"
NEWS = "savings.deposit_matured"
SPACE = UUID("7d1a5a0e-55c0-5b7e-9a64-2f0e6cf7a8d3")  # of requests that the calendar makes
PER_PERIOD = 10 * PARTS  # parts of a request that one period may use for its entries of jasa


def mature_deposits(*, place: Cooperative, today: date, now: datetime) -> int:
    """End every period whose day has come, each deposit in a transaction of its own. Use-case of the daily job.

    Returns:
        How many deposits.
    """
    with scope(place.id):
        rows = TermPeriod.objects.filter(
            cooperative_id=place.id, ending="", matures_on__lte=today, account__closed_on__isnull=True
        )
        due = list(rows.order_by("matures_on", "id").values_list("account_id", "account__member_id", "no"))
    for account_id, member_id, no in due:
        with scope(place.id, durable=True):
            run_once(
                cooperative_id=place.id,
                request_id=(request_id := uuid5(SPACE, f"{place.id}/{account_id}/{no}")),
                use_case="savings.mature_deposit",
                facts={"account": account_id, "no": no},
                now=now,
                work=lambda: mature(
                    place=place,
                    member=locked_member(cooperative_id=place.id, member_id=member_id),  # noqa: B023  run at once
                    account_id=account_id,  # noqa: B023
                    today=today,
                    actor=None,
                    request_id=request_id,
                    now=now,
                ),
            )
    return len(due)


def mature(
    *,
    place: Cooperative,
    member: Member,
    account_id: UUID,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
) -> None:
    """Bring the jasa of a deposit's period that is over, and begin the next one or let it wait. Step.

    Told late, it counts from the day itself; of a deposit whose day has not come, nothing happens. It does not go on
    where the unit may take no deposits, or where nothing is promised for the product any more.

    Args:
        place: The cooperative.
        member: Whose, locked.
        account_id: Which deposit.
        today: The business date.
        actor: Who does it; None: the daily job.
        request_id: Of the use-case; its entries use the parts from PER_PERIOD on.
        now: The moment, aware.

    Raises:
        DepositRefusedError: ``gone``.
        EntryRefusedError: The books refuse it.
    """
    period = last_period(place_id=place.id, member_id=member.id, account_id=account_id)
    part = PER_PERIOD
    while not period.ending and period.matures_on <= today:
        account = open_account_of(place=place, member=member, account_id=account_id)
        day = period.matures_on
        end_jasa(
            place=place,
            account_id=account_id,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            is_emptied=False,
            part=part,
            value_on=day,
        )
        account.refresh_from_db(fields=["balance_rp"])
        product, why = _goes_on(place.id, account, Roll(period.roll), day)
        number = certificate_name(period.year, period.certificate_no)
        mine = TermPeriod.objects.filter(cooperative_id=place.id, id=period.id)
        if product is None:
            mine.update(ended_on=day, ending=Ending.JATUH_TEMPO.value, note=why)
            record(cooperative_id=place.id, actor=actor, act=MATURED, facts={"number": number}, now=now)
            write_news(cooperative_id=place.id, topic=NEWS, payload={"number": number}, now=now)
            return
        mine.update(ended_on=day, ending=Ending.LANJUT.value)
        period = _next(place.id, member.id, account, period, product, now)
        record(cooperative_id=place.id, actor=actor, act=ROLLED, facts={"number": number}, now=now)
        recount(
            place=place,
            since=day,
            accounts=[account_id],
            reason="berjangka diperpanjang pada tanggal yang lewat",
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=part + PARTS,
        )
        part += PER_PERIOD


def _goes_on(place_id: int, account: SavingsAccount, roll: Roll, day: date) -> tuple[ProductRow | None, str]:
    """Give the product whose terms hold for the next period; None: it waits, and why, where somebody wanted it on."""
    if roll is Roll.TIDAK:
        return None, ""
    product = one_product(cooperative_id=place_id, product_id=account.product_id, on=day)
    if product is None or not product.is_open or product.now is None or not product.term_months:
        return None, "Tidak diperpanjang: produknya sudah ditutup."
    if not unit_gate(cooperative_id=place_id, on=day).is_open:
        return None, "Tidak diperpanjang: unit simpan pinjam belum boleh menerima simpanan."
    if account.balance_rp < product.now.least_rp:
        return None, "Tidak diperpanjang: kurang dari penempatan paling kecil."
    return product, ""


def _next(
    place_id: int,
    member_id: UUID,
    account: SavingsAccount,
    period: TermPeriod,
    product: ProductRow,
    now: datetime,
) -> TermPeriod:
    assert product.now is not None  # noqa: S101  _goes_on refused none
    assert product.term_months is not None  # noqa: S101
    first = TermPeriod.objects.get(cooperative_id=place_id, account_id=account.id, no=1)
    is_monthly, roll = product.now.every_months == 1, Roll(period.roll)
    if is_monthly and roll is Roll.POKOK_DAN_JASA:
        roll = Roll.POKOK  # the terms say so now: jasa comes each month
    to_savings = is_monthly or roll is Roll.POKOK
    until = maturity(first.from_on, months=product.term_months, no=period.no + 1)
    ppm = rate_of(product.now.tiers, account.balance_rp)
    return TermPeriod.objects.create(
        cooperative_id=place_id,
        account_id=account.id,
        no=period.no + 1,
        certificate_no=period.certificate_no,
        year=period.year,
        from_on=period.matures_on,
        matures_on=until,
        until_on=until,
        agreed_ppm=ppm,
        ppm=ppm,
        early_ppm=min(product.now.early_ppm, ppm),
        day_count=product.now.day_count.value,
        is_monthly=is_monthly,
        roll=roll.value,
        jasa_to_id=_still_open(place_id, member_id, period.matures_on) if to_savings else None,
        recorded_at=now,
    )


def _still_open(place_id: int, member_id: UUID, on: date) -> UUID | None:
    """Give the member's simpanan sukarela; None where it was closed: jasa then comes to the deposit."""
    try:
        return savings_account(place_id=place_id, member_id=member_id, on=on)
    except DepositRefusedError:
        return None
