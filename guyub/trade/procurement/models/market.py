"""What is bought in cash at the market, and what people asked for in vain."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import MARKET, paper_name


class MarketPurchase(TenantModel):
    """Goods bought and paid at once, with the photo of the paper. Written by services.market, never removed."""

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    bought_on = models.DateField()
    seller = models.CharField(max_length=80)
    total_rp = models.BigIntegerField()
    file = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="market_purchase_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(name="market_purchase_total", condition=Q(total_rp__gt=0) & ~Q(seller="")),
            models.CheckConstraint(
                name="market_purchase_undone_why",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False) & ~Q(undone_why=""),
            ),
        )
        indexes = (models.Index(name="market_purchase_by_day", fields=("cooperative", "bought_on")),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(MARKET, self.year, self.no)


class MarketLine(TenantModel):
    """One product of what was bought at the market, with the move that took it in. Written with it, never changed."""

    purchase = TenantForeignKey(
        MarketPurchase, on_delete=models.PROTECT, related_name="lines", is_indexed=False
    )
    line_no = models.PositiveSmallIntegerField()
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    qty = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="market_line_once", fields=("cooperative", "purchase", "line_no")),
            models.CheckConstraint(name="market_line_is_something", condition=Q(qty__gt=0, amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.qty}"


class RefusedRequest(TenantModel):
    """One request at the counter that could not be served: what, how much, when. Written by services.refused.

    It teaches what to order; whose request it was is not kept.
    """

    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=80, blank=True)  # where no product of the list is meant
    qty = models.BigIntegerField()
    asked_on = models.DateField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="refused_request_qty", condition=Q(qty__gt=0)),
            models.CheckConstraint(
                name="refused_request_of_something",
                condition=Q(product__isnull=False, words="") | Q(product__isnull=True) & ~Q(words=""),
            ),
        )
        indexes = (models.Index(name="refused_request_by_day", fields=("cooperative", "asked_on")),)

    def __str__(self) -> str:
        return f"{self.asked_on} {self.qty}"
