"""Simpanan berjangka: the periods for which money was placed."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.terms import ONE, DayCount
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Roll(StrEnum):
    """What happens at the end of a period."""

    TIDAK = "TIDAK"  # it waits, without jasa, until it is taken
    POKOK = "POKOK"  # the deposit goes on, its jasa went to another account
    POKOK_DAN_JASA = "POKOK_DAN_JASA"  # both go on


class TermPeriod(TenantModel):
    """One period of one deposit, at the rate that was agreed. Written by services.deposits.

    Broken early it ends that day at the lower rate: ``until_on`` and ``ppm`` then say what holds, ``agreed_ppm`` and
    ``matures_on`` what was agreed.
    """

    account = TenantForeignKey("savings.SavingsAccount", on_delete=models.PROTECT, related_name="periods")
    no = models.PositiveSmallIntegerField()
    certificate_no = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    matures_on = models.DateField()
    until_on = models.DateField()  # outside: the first day without jasa
    agreed_ppm = models.PositiveIntegerField()
    ppm = models.PositiveIntegerField()
    day_count = models.CharField(max_length=13)
    is_monthly = models.BooleanField()  # jasa comes each month; otherwise at the end
    roll = models.CharField(max_length=14)
    jasa_to = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    broken_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="term_period_no_once", fields=("cooperative", "account", "no")),
            models.UniqueConstraint(
                name="term_certificate_no_once", fields=("cooperative", "year", "certificate_no", "no")
            ),
            models.CheckConstraint(
                name="term_period_ends_after_it_began",
                condition=Q(
                    matures_on__gt=F("from_on"), until_on__gte=F("from_on"), until_on__lte=F("matures_on")
                ),
            ),
            models.CheckConstraint(name="term_period_rates", condition=Q(agreed_ppm__lt=ONE, ppm__lt=ONE)),
            models.CheckConstraint(
                name="term_period_day_count_known",
                condition=Q(day_count__in=[one.value for one in DayCount]),
            ),
            models.CheckConstraint(
                name="term_period_roll_known", condition=Q(roll__in=[one.value for one in Roll])
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.certificate_no}"
