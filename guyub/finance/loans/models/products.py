"""What a cooperative lends, and on which terms, from when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.terms import Method, Unit
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanProduct(TenantModel):
    """One product of loans, such as *Pinjaman usaha*. Written by services.offering."""

    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200, blank=True)  # for what it is, in the words of the page
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)  # no new loans from then on

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_product_code_once", fields=("cooperative", "code")),
            models.CheckConstraint(
                name="loan_product_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class LoanTerms(TenantModel):
    """On what terms one product is lent from a day on, as a decision set it. Never changed.

    Of a day hold the terms with the latest ``from_on`` not after it; of two for one day, those with the higher ``no``.
    ``rest`` is the contract without what each loan tells of its own: see domain.contracts.
    """

    append_only: ClassVar[bool] = True

    product = TenantForeignKey(LoanProduct, on_delete=models.PROTECT, related_name="terms")
    no = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=13)
    rate_ppm = models.PositiveIntegerField()  # the usual rate a year, in millionths
    rate_from_ppm = models.PositiveIntegerField()  # the range that the members' meeting approved, both inside
    rate_to_ppm = models.PositiveIntegerField()
    every_unit = models.CharField(max_length=7)
    every_count = models.PositiveSmallIntegerField()
    least_rp = models.BigIntegerField()
    most_rp = models.BigIntegerField()
    least_instalments = models.PositiveSmallIntegerField()
    most_instalments = models.PositiveSmallIntegerField()
    guarantor_above_rp = models.BigIntegerField(
        null=True
    )  # above it somebody stands surety; none: never asked
    collateral_above_rp = models.BigIntegerField(null=True)
    rest = models.JSONField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_terms_no_once", fields=("cooperative", "product", "no")),
            models.CheckConstraint(
                name="loan_terms_method_known", condition=Q(method__in=[one.value for one in Method])
            ),
            models.CheckConstraint(
                name="loan_terms_unit_known", condition=Q(every_unit__in=[one.value for one in Unit])
            ),
            models.CheckConstraint(
                name="loan_terms_rate_in_range",
                condition=Q(rate_ppm__gte=F("rate_from_ppm"), rate_ppm__lte=F("rate_to_ppm")),
            ),
            models.CheckConstraint(
                name="loan_terms_amounts", condition=Q(least_rp__gt=0, most_rp__gte=F("least_rp"))
            ),
            models.CheckConstraint(
                name="loan_terms_instalments",
                condition=Q(
                    least_instalments__gte=1, most_instalments__gte=F("least_instalments"), every_count__gte=1
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} {self.no}"
