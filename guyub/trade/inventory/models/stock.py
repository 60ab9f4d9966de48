"""What lies where, what it cost, and everything that moved it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.moves import PRICED, VALUE_ALONE, Cause
from guyub.trade.inventory.models.products import Product

_VALUE_ALONE = Q(cause__in=[one.value for one in VALUE_ALONE])


class Location(TenantModel):
    """One place where goods lie: a shop, a storeroom, what is on its way. Written by services.locations.

    Its unit of business is the one whose books hold the goods; none: the cooperative as a whole.
    """

    kind = models.CharField(max_length=9)
    name = models.CharField(max_length=60)
    outlet = TenantForeignKey("cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="location_name_once", fields=("cooperative", "name")),
            models.CheckConstraint(
                name="location_kind_known", condition=Q(kind__in=[one.value for one in LocationKind])
            ),
            models.CheckConstraint(
                name="location_shop_has_an_outlet",
                condition=~Q(kind=LocationKind.GERAI.value) | Q(outlet__isnull=False),
            ),
            models.UniqueConstraint(
                name="location_on_its_way_once",
                fields=("cooperative",),
                condition=Q(kind=LocationKind.JALAN.value),
            ),
            models.CheckConstraint(
                name="location_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Stock(TenantModel):
    """One product in one location: how much, what it cost. Written by services.moving, under its lock.

    ``layers`` are quantity and value of what came in, the oldest first: ``[[qty, rupiah], …]``; ``shorts`` what left
    before it came: ``[[account, qty, rupiah], …]``. ``qty`` and ``value_rp`` are their sums, and the sums of its moves.
    """

    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="stocks", is_indexed=False)
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=10)
    allows_negative = models.BooleanField()
    qty = models.BigIntegerField(default=0)
    value_rp = models.BigIntegerField(default=0)
    layers = models.JSONField(default=list)
    shorts = models.JSONField(default=list)
    last_qty = models.BigIntegerField(default=0)  # of the goods that came last with a cost of their own
    last_rp = models.BigIntegerField(default=0)
    last_on = models.DateField(null=True)  # the latest day of its moves

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_once", fields=("cooperative", "product", "location")),
            models.CheckConstraint(
                name="stock_not_below_nothing", condition=Q(qty__gte=0) | Q(allows_negative=True)
            ),
            models.CheckConstraint(
                name="stock_value_follows_quantity",
                condition=Q(qty=0, value_rp=0)
                | Q(qty__gt=0, value_rp__gte=0)
                | Q(qty__lt=0, value_rp__lte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} {self.qty}"


class StockMove(TenantModel):
    """One move of one stock, with the entry that says the same in the books. Never changed.

    ``on`` is the day it happened, by which cost is found; ``booked_on`` its day in the books. ``counter`` is the
    account that its cost came from or went to; empty within a flow, from one stock to another. ``sold_rp`` is what it
    was sold for, without what goes to others. ``seq`` counts the cooperative's moves in the order they were entered.
    """

    append_only: ClassVar[bool] = True

    stock = TenantForeignKey(Stock, on_delete=models.PROTECT, related_name="moves", is_indexed=False)
    seq = models.BigIntegerField()
    on = models.DateField()
    booked_on = models.DateField()
    cause = models.CharField(max_length=7)
    qty = models.BigIntegerField()
    value_rp = models.BigIntegerField()
    counter = models.CharField(max_length=13, blank=True)
    flow = models.UUIDField(null=True)
    weight = models.BigIntegerField(default=0)
    of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    sold_rp = models.BigIntegerField(null=True)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # none: nothing of value moved
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.UUIDField(null=True)
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_move_seq_once", fields=("cooperative", "seq")),
            models.UniqueConstraint(name="stock_move_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="stock_move_cause_known", condition=Q(cause__in=[one.value for one in Cause])
            ),
            models.CheckConstraint(
                name="stock_move_moves", condition=(_VALUE_ALONE & Q(qty=0)) | (~_VALUE_ALONE & ~Q(qty=0))
            ),
            models.CheckConstraint(
                name="stock_move_value_follows_quantity",
                condition=_VALUE_ALONE
                | Q(cause=Cause.BATAL.value)
                | Q(qty__gt=0, value_rp__gte=0)
                | Q(qty__lt=0, value_rp__lte=0),
            ),
            models.CheckConstraint(
                name="stock_move_priced_comes_in",
                condition=~Q(cause__in=[one.value for one in PRICED]) | Q(qty__gt=0),
            ),
            models.CheckConstraint(
                name="stock_move_back_names_it",
                condition=Q(cause=Cause.BATAL.value, undoes__isnull=False)
                | ~Q(cause=Cause.BATAL.value) & Q(undoes__isnull=True),
            ),
            models.CheckConstraint(
                name="stock_move_counter_or_flow", condition=~Q(counter="") | Q(flow__isnull=False)
            ),
            models.CheckConstraint(
                name="stock_move_price_names_its_goods",
                condition=~Q(cause=Cause.HARGA.value) | Q(of__isnull=False),
            ),
            models.CheckConstraint(
                name="stock_move_sold_when_sold",
                condition=Q(sold_rp__isnull=True) | Q(cause__in=("JUAL", "KEMBALI", "BATAL")),
            ),
        )
        indexes = (
            models.Index(name="stock_move_of_stock", fields=("cooperative", "stock", "on", "seq")),
            models.Index(
                name="stock_move_booked",
                fields=("cooperative", "booked_on"),
                include=("stock", "qty", "value_rp"),
            ),
            models.Index(
                name="stock_move_flow", fields=("cooperative", "flow"), condition=Q(flow__isnull=False)
            ),
            models.Index(
                name="stock_move_source",
                fields=("cooperative", "source_id"),
                condition=Q(source_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.qty}"


class StockMonth(TenantModel):
    """What the moves of one stock in one month of the books sum to. Written by services.moving with each move."""

    id = None  # type: ignore[assignment]  # the key is the stock and the month
    pk = models.CompositePrimaryKey("cooperative_id", "stock_id", "month")
    stock = TenantForeignKey(Stock, on_delete=models.PROTECT, related_name="months", is_indexed=False)
    month = models.DateField()
    qty = models.BigIntegerField()
    value_rp = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="stock_month_is_first", condition=Q(month__day=1)),)
        indexes = (
            # Without the sums, so that a move changes them in place: an index that holds them is written each time.
            models.Index(name="stock_month_by_month", fields=("cooperative", "month")),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.qty}"


class StockBatch(TenantModel):
    """One batch of a product in one location: its mark, its expiry, what is left. Written by services.moving.

    Of a product with batches they sum to what lies there; what is short belongs to none.
    """

    stock = TenantForeignKey(Stock, on_delete=models.PROTECT, related_name="batches", is_indexed=False)
    code = models.CharField(max_length=30)
    expires_on = models.DateField(null=True)
    qty = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_batch_once", fields=("cooperative", "stock", "code")),
            models.CheckConstraint(name="stock_batch_not_below_nothing", condition=Q(qty__gte=0)),
        )
        indexes = (
            models.Index(
                name="stock_batch_expiry", fields=("cooperative", "expires_on"), condition=Q(qty__gt=0)
            ),
        )

    def __str__(self) -> str:
        return self.code


class BatchMove(TenantModel):
    """What one move took from a batch, or brought to it. Never changed."""

    append_only: ClassVar[bool] = True

    move = TenantForeignKey(StockMove, on_delete=models.PROTECT, related_name="batches")
    batch = TenantForeignKey(StockBatch, on_delete=models.PROTECT, related_name="moves")
    qty = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="batch_move_moves", condition=~Q(qty=0)),)

    def __str__(self) -> str:
        return f"{self.qty}"
