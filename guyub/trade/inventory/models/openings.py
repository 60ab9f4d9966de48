"""Products and stock from a spreadsheet: the table that was brought, and what each of its lines made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.intake.models import BroughtBatch, brought_constraints
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.models.products import Product
from guyub.trade.inventory.models.stock import Location, StockMove


class StockOpening(BroughtBatch):
    """One table of goods that was brought: how it is read, how far it came. Written by services.openings.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in or thrown away. ``value_rp`` is what
    its stock came to on the day of the opening position, moved by ``entry`` to the accounts of stocks; there is none
    where a table brought products alone.
    """

    location = TenantForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    dated_on = models.DateField(null=True)  # the day of the opening position
    goods_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)  # of them new in the catalogue
    value_rp = models.BigIntegerField(default=0)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undone_entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    taken_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            *brought_constraints("stock_opening"),
            models.CheckConstraint(
                name="stock_opening_taken_by_somebody",
                condition=Q(
                    state__in=["DIUNGGAH", "DIBUANG"], taken_by__isnull=True, goods_count=0, value_rp=0
                )
                | Q(state__in=["DIMASUKKAN", "DIBATALKAN"], taken_by__isnull=False, goods_count__gt=0),
            ),
            models.CheckConstraint(
                name="stock_opening_value_is_booked",
                condition=Q(value_rp=0, entry__isnull=True)
                | Q(value_rp__gt=0, entry__isnull=False, dated_on__isnull=False, location__isnull=False),
            ),
            models.CheckConstraint(
                name="stock_opening_undone_by_an_entry",
                condition=Q(state="DIBATALKAN", undone_entry__isnull=False, entry__isnull=False)
                | Q(state="DIBATALKAN", undone_entry__isnull=True, entry__isnull=True)
                | ~Q(state="DIBATALKAN") & Q(undone_entry__isnull=True),
            ),
        )


class OpenedStock(TenantModel):
    """What one line of a table said of one product, and the move that it made; none where nothing lay there.

    Written by services.opening_taking. ``is_new``: the line made the product too.
    """

    batch = TenantForeignKey(StockOpening, on_delete=models.PROTECT, related_name="opened")
    line = models.PositiveIntegerField()
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="openings")
    is_new = models.BooleanField()
    qty = models.BigIntegerField()
    value_rp = models.BigIntegerField()
    move = TenantForeignKey(
        StockMove, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="opened_stock_line_once", fields=("cooperative", "batch", "line")),
            models.UniqueConstraint(
                name="opened_stock_product_once", fields=("cooperative", "batch", "product")
            ),
            models.UniqueConstraint(name="opened_stock_move_once", fields=("cooperative", "move")),
            models.CheckConstraint(
                name="opened_stock_moves_what_lies_there",
                condition=Q(qty__gt=0, value_rp__gte=0, move__isnull=False)
                | Q(qty=0, value_rp=0, move__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} {self.product_id}"
