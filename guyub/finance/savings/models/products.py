"""What a cooperative offers its members to save in, and what it promises for it, from when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import EVERY_MONTHS, ONE, DayCount, JasaMethod
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class SavingsProduct(TenantModel):
    """One product of savings. Written by services.products.

    The standard one of each kind is made at the first need; further ones, such as *Simpanan hari raya*, by a decision.
    """

    kind = models.CharField(max_length=10)
    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=60)
    is_standard = models.BooleanField(default=False)
    term_months = models.PositiveSmallIntegerField(null=True)  # of a simpanan berjangka
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_on = models.DateField(null=True)  # none: with the cooperative
    closed_on = models.DateField(null=True)  # no new accounts from then on

    class Meta:
        constraints = (
            models.UniqueConstraint(name="savings_product_code_once", fields=("cooperative", "code")),
            models.UniqueConstraint(
                name="savings_product_standard_once",
                fields=("cooperative", "kind"),
                condition=Q(is_standard=True),
            ),
            models.CheckConstraint(
                name="savings_product_kind_known", condition=Q(kind__in=[kind.value for kind in SavingsKind])
            ),
            models.CheckConstraint(
                name="savings_product_statutory_is_one",
                condition=Q(is_standard=True) | ~Q(kind__in=["POKOK", "WAJIB"]),
            ),
            models.CheckConstraint(
                name="savings_product_term",
                condition=Q(term_months__isnull=True) | Q(kind="BERJANGKA", term_months__gte=1),
            ),
            models.CheckConstraint(
                name="savings_product_closes_after_opening",
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class SavingsTerms(TenantModel):
    """What one product promises from a day on, as a decision set it. Never changed.

    Of a day hold the terms with the latest ``from_on`` not after it; of two for one day, those with the higher ``no``.
    """

    append_only: ClassVar[bool] = True

    product = TenantForeignKey(SavingsProduct, on_delete=models.PROTECT, related_name="terms")
    no = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10)
    day_count = models.CharField(max_length=13)
    tiers = models.JSONField()  # [[from rupiah, rate a year in millionths], …]
    every_months = models.PositiveSmallIntegerField(default=1)
    minimum_rp = models.BigIntegerField(default=0)
    least_rp = models.BigIntegerField(default=0)
    early_ppm = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="savings_terms_no_once", fields=("cooperative", "product", "no")),
            models.CheckConstraint(
                name="savings_terms_method_known", condition=Q(method__in=[one.value for one in JasaMethod])
            ),
            models.CheckConstraint(
                name="savings_terms_day_count_known",
                condition=Q(day_count__in=[one.value for one in DayCount]),
            ),
            models.CheckConstraint(
                name="savings_terms_every_known", condition=Q(every_months__in=(0, *EVERY_MONTHS))
            ),
            models.CheckConstraint(
                name="savings_terms_not_negative", condition=Q(minimum_rp__gte=0, least_rp__gte=0)
            ),
            models.CheckConstraint(name="savings_terms_early_below_one", condition=Q(early_ppm__lt=ONE)),
        )

    def __str__(self) -> str:
        return f"{self.product_id} {self.no}"
