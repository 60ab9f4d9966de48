"""Who delivers what, on which terms."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Supply(TenantModel):
    """How one supplier delivers one product, and what it asked last. Written by services.supplies and by bills.

    ``case_qty`` and ``least_qty`` are base units: only whole cases come, and no less than the least. The price is of
    one ``unit``.
    """

    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    case_qty = models.BigIntegerField(default=1)
    least_qty = models.BigIntegerField(default=0)
    price_rp = models.BigIntegerField(null=True)
    priced_on = models.DateField(null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)  # none: the partner's own
    is_preferred = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="supply_once", fields=("cooperative", "partner", "product")),
            models.UniqueConstraint(
                name="supply_one_preferred",
                fields=("cooperative", "product"),
                condition=Q(is_preferred=True),
            ),
            models.CheckConstraint(
                name="supply_terms_make_sense",
                condition=Q(case_qty__gt=0, least_qty__gte=0)
                & (Q(lead_days__isnull=True) | Q(lead_days__lte=365)),
            ),
            models.CheckConstraint(
                name="supply_price_has_a_day",
                condition=Q(price_rp__isnull=True, priced_on__isnull=True)
                | Q(price_rp__gt=0, priced_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_qty}"
