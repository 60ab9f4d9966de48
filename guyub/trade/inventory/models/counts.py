"""Counts of stock: what is counted, who counted what and when, what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.domain.catalogue import CATEGORIES
from guyub.trade.inventory.domain.counting import OPEN_COUNTS, THIRD, CountScope, CountState
from guyub.trade.inventory.domain.documents import paper_number
from guyub.trade.inventory.models.products import Product
from guyub.trade.inventory.models.stock import Location


class StockCount(TenantModel):
    """One count of one location. Written by services.counting and services.counts_deciding.

    ``value_rp`` is what its differences come to, each as an amount above zero.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8)
    category = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12)
    begun_on = models.DateField()
    begun_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    begun_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # who decided it, or called it off
    reason = models.CharField(max_length=120, blank=True)
    value_rp = models.BigIntegerField(null=True)
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_count_number_once", fields=("cooperative", "year", "number")),
            models.UniqueConstraint(
                name="stock_count_one_at_a_time",
                fields=("cooperative", "location"),
                condition=Q(state__in=[one.value for one in OPEN_COUNTS]),
            ),
            models.CheckConstraint(
                name="stock_count_state_known", condition=Q(state__in=[one.value for one in CountState])
            ),
            models.CheckConstraint(
                name="stock_count_scope_known",
                condition=Q(scope=CountScope.KATEGORI.value, category__in=[one.code for one in CATEGORIES])
                | Q(scope__in=(CountScope.SEMUA.value, CountScope.PILIHAN.value), category=""),
            ),
            models.CheckConstraint(
                name="stock_count_waits_for_somebody",
                condition=~Q(state=CountState.DIPUTUS.value) | Q(approval__isnull=False),
            ),
            models.CheckConstraint(
                name="stock_count_ends_by_somebody",
                condition=Q(
                    state__in=(CountState.DIHITUNG.value, CountState.DIBANDINGKAN.value),
                    ended_by__isnull=True,
                )
                | Q(
                    state__in=(CountState.DIPUTUS.value, CountState.DIBUKUKAN.value),
                    ended_by__isnull=False,
                    value_rp__gte=0,
                )
                | Q(state=CountState.BATAL.value, ended_by__isnull=False) & ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return paper_number("HS", self.year, self.number)


class StockCountLine(TenantModel):
    """One product of a count. ``difference`` (base units) and ``value_rp`` (of the books) once it is decided."""

    count = TenantForeignKey(StockCount, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    rank = models.PositiveSmallIntegerField()
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    difference = models.BigIntegerField(null=True)
    value_rp = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_count_line_once", fields=("cooperative", "count", "product")),
        )

    def __str__(self) -> str:
        return f"{self.rank}"


class StockTally(TenantModel):
    """What one person counted of one product, with what the books held at that moment. Written by services.counting.

    Its own person makes it again until both are compared; the third decides.
    """

    line = TenantForeignKey(
        StockCountLine, on_delete=models.PROTECT, related_name="tallies", is_indexed=False
    )
    turn = models.PositiveSmallIntegerField()
    counted_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    qty = models.BigIntegerField()
    written = models.CharField(max_length=80)  # as it was typed
    counted_on = models.DateField()
    counted_at = models.DateTimeField()
    book_qty = models.BigIntegerField()
    seq = models.BigIntegerField()  # the last move of the stock by then

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_tally_turn_once", fields=("cooperative", "line", "turn")),
            models.UniqueConstraint(
                name="stock_tally_person_once", fields=("cooperative", "line", "counted_by")
            ),
            models.CheckConstraint(
                name="stock_tally_turn_known", condition=Q(turn__gte=1, turn__lte=THIRD, qty__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.qty}"
