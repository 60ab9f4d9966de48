"""Simpanan berjangka: the periods for which money was placed."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.deposits import Roll
from guyub.finance.savings.domain.terms import ONE, DayCount
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Ending(StrEnum):
    """How a period ended."""

    LANJUT = "LANJUT"  # the next one began
    JATUH_TEMPO = "JATUH_TEMPO"  # it waits to be taken
    DIPUTUS = "DIPUTUS"  # taken before its day
    BATAL = "BATAL"  # taken back on its first day


class TermPeriod(TenantModel):
    """One period of one deposit, at the rate that was agreed. Written by services.deposits and its neighbours.

    Broken early it ends that day at the lower rate: ``until_on`` and ``ppm`` then say what holds, ``agreed_ppm`` and
    ``matures_on`` what was agreed, ``early_ppm`` the rate that the terms set for this when it began. ``ending`` is
    empty while it runs.
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
    early_ppm = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=11, blank=True)
    note = models.CharField(max_length=120, blank=True)  # why it ended so; no name
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
            models.CheckConstraint(
                name="term_period_ending_known",
                condition=Q(ending="", ended_on__isnull=True)
                | Q(ending__in=[one.value for one in Ending], ended_on__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                name="term_period_running", fields=("cooperative", "matures_on"), condition=Q(ending="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.certificate_no}"
