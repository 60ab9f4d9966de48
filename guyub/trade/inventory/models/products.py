"""What the shop sells: products, their units, their barcodes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.domain.catalogue import BASE_UNITS, CATEGORIES, CONTENT_UNITS
from guyub.trade.inventory.domain.costing import CostMethod


class Product(TenantModel):
    """One product of a cooperative. Written by services.products.

    Quantities are whole base units everywhere: grams of loose rice, pieces of soap. ``content`` says how much of
    ``content_unit`` one base unit holds, for price rules by the kilogram or litre: a pouch of a litre holds 1000 ml.
    ``good`` names what price rules and quotas know it as, such as ``MINYAKITA``.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    category = models.CharField(max_length=12)
    account = models.CharField(max_length=10)  # of its value in the books; fixed once it moved
    base_unit = models.CharField(max_length=10)
    content = models.PositiveIntegerField(default=1)
    content_unit = models.CharField(max_length=4, default="BUAH")
    good = models.CharField(max_length=20, blank=True)
    cost_method = models.CharField(max_length=7, default=CostMethod.AVERAGE.value)
    allows_negative = models.BooleanField(default=False)
    has_batches = models.BooleanField(default=False)
    least_qty = models.BigIntegerField(default=0)  # ordered again below it
    picture = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    is_consigned = models.BooleanField(
        default=False
    )  # somebody else's, sold for a share; worth nothing in the books
    closed_on = models.DateField(null=True)  # neither bought nor sold from then on
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="product_code_once", fields=("cooperative", "code")),
            models.UniqueConstraint(name="product_name_once", fields=("cooperative", "name")),
            models.CheckConstraint(name="product_is_named", condition=~Q(code="") & ~Q(name="")),
            models.CheckConstraint(
                name="product_category_known", condition=Q(category__in=[one.code for one in CATEGORIES])
            ),
            models.CheckConstraint(name="product_base_unit_known", condition=Q(base_unit__in=BASE_UNITS)),
            models.CheckConstraint(
                name="product_content_known", condition=Q(content_unit__in=CONTENT_UNITS, content__gte=1)
            ),
            models.CheckConstraint(
                name="product_cost_method_known",
                condition=Q(cost_method__in=[one.value for one in CostMethod]),
            ),
            models.CheckConstraint(name="product_least_not_negative", condition=Q(least_qty__gte=0)),
        )
        indexes = (models.Index(name="product_by_category", fields=("cooperative", "category")),)

    def __str__(self) -> str:
        return self.name


class ProductUnit(TenantModel):
    """One unit that a product is bought or sold in: so many base units. Written by services.products.

    The base unit is one of them, with ``factor`` 1. A unit that was used is closed, never removed or changed.
    """

    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="units", is_indexed=False)
    name = models.CharField(max_length=20)
    factor = models.BigIntegerField()
    is_bought = models.BooleanField(default=False)  # offered first when ordering
    is_sold = models.BooleanField(default=False)  # has a price of its own
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="product_unit_once", fields=("cooperative", "product", "name")),
            models.CheckConstraint(name="product_unit_factor", condition=Q(factor__gte=1) & ~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Barcode(TenantModel):
    """One number that a scanner reads, and what it stands for: so many of a unit. Written by services.barcodes.

    A weight code stands by its first digits alone (``is_weight``): the rest of it is weight or price.
    """

    code = models.CharField(max_length=14)
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="barcodes")
    unit = TenantForeignKey(ProductUnit, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    is_own = models.BooleanField(default=False)  # a label of the cooperative's own
    is_weight = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="barcode_once", fields=("cooperative", "code")),
            models.CheckConstraint(name="barcode_digits", condition=Q(code__regex=r"^[0-9]{7,14}$")),
        )

    def __str__(self) -> str:
        return self.code
