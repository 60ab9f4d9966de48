"""What hangs at the shelves: tags that were printed, and those that were taken down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.models.products import Product, ProductUnit


class PrintedTag(TenantModel):
    """One tag that was printed for a unit of a product, as it read, or was taken down. Never changed.

    The latest of an outlet hangs there; without an outlet, in all of them. ``sheet`` is what was printed together.
    Written by services.tags.
    """

    append_only: ClassVar[bool] = True

    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="tags", is_indexed=False)
    unit = TenantForeignKey(ProductUnit, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    outlet = TenantForeignKey("cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    price = models.CharField(max_length=60, blank=True)
    comparison = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=300, blank=True)
    hotline = models.CharField(max_length=200, blank=True)
    sheet = models.UUIDField()
    is_down = models.BooleanField(default=False)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    printed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="printed_tag_says_a_price", condition=Q(is_down=True) | ~Q(name="") & ~Q(price="")
            ),
        )
        indexes = (
            models.Index(name="printed_tag_of_unit", fields=("cooperative", "product", "unit", "printed_at")),
            models.Index(name="printed_tag_of_sheet", fields=("cooperative", "sheet")),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.price}"
