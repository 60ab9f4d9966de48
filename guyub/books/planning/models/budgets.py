"""The yearly budget, in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class BudgetState(models.TextChoices):
    """How far a version is."""

    RANCANGAN = "RANCANGAN", "RANCANGAN"  # a draft: the only one that is edited, or thrown away
    BERLAKU = "BERLAKU", "BERLAKU"
    DIGANTI = "DIGANTI", "DIGANTI"


class Budget(TenantModel):
    """One version of a year's budget (RAPB) with the decision of the members' meeting that set it.

    Written by services.budgets. Once set, neither it nor its lines change: a revision is the next version.
    """

    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=BudgetState)
    basis = models.CharField(max_length=12)  # what it began from
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="budget_version_once", fields=("cooperative", "year", "version")),
            models.UniqueConstraint(
                name="budget_one_draft_a_year", fields=("cooperative", "year"), condition=Q(state="RANCANGAN")
            ),
            models.UniqueConstraint(
                name="budget_one_valid_a_year", fields=("cooperative", "year"), condition=Q(state="BERLAKU")
            ),
            models.UniqueConstraint(name="budget_decision_once", fields=("cooperative", "decision")),
            models.CheckConstraint(name="budget_state_known", condition=Q(state__in=BudgetState.values)),
            models.CheckConstraint(
                name="budget_basis_known", condition=Q(basis__in=("KOSONG", "REALISASI", "ANGGARAN"))
            ),
            models.CheckConstraint(
                name="budget_set_by_a_decision",
                condition=Q(state="RANCANGAN", decision__isnull=True, set_at__isnull=True)
                | ~Q(state="RANCANGAN") & Q(decision__isnull=False, set_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}, {self.version}"


class BudgetLine(TenantModel):
    """What an account of a unit is to bring or may cost in one month; no row: nothing. Written by services.budgets."""

    budget = TenantForeignKey(Budget, on_delete=models.PROTECT, related_name="lines")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    account_code = models.CharField(max_length=12)  # of the chart: own accounts below it count for it
    month = models.PositiveSmallIntegerField()
    amount_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="budget_line_once",
                fields=("cooperative", "budget", "account_code", "unit", "month"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="budget_line_month_of_a_year", condition=Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(name="budget_line_above_zero", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="budget_line_account_may_be_planned",
                condition=Q(account_code__regex=r"^([4-7]\.\d\.\d\d|1\.6\.0\d)$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_code} {self.month}: {self.amount_rp}"
