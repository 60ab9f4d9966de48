"""Papers of work with stock: transfers, repackings, losses and own use, each with its lines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.inventory.domain.documents import LossKind, PaperState, Purpose, TransferState, paper_number
from guyub.trade.inventory.models.products import Product
from guyub.trade.inventory.models.stock import Location


class Transfer(TenantModel):
    """Goods that go from one location to another. Written by services.transfers.

    A direct one arrives as it is sent; of the others the goods lie on their way until somebody receives them.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    giver = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    taker = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    is_direct = models.BooleanField()
    state = models.CharField(max_length=10)
    note = models.CharField(max_length=120, blank=True)
    sent_on = models.DateField()
    sent_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # who received it, or called it back
    why = models.CharField(max_length=120, blank=True)  # something is missing, or it was called back

    class Meta:
        constraints = (
            models.UniqueConstraint(name="transfer_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(
                name="transfer_state_known", condition=Q(state__in=[one.value for one in TransferState])
            ),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(giver=F("taker"))),
            models.CheckConstraint(
                name="transfer_ends_by_somebody",
                condition=Q(state="DIKIRIM", ended_by__isnull=True, ended_on__isnull=True)
                | ~Q(state="DIKIRIM") & Q(ended_by__isnull=False, ended_on__gte=F("sent_on")),
            ),
        )
        indexes = (
            models.Index(
                name="transfer_on_its_way", fields=("cooperative", "sent_on"), condition=Q(state="DIKIRIM")
            ),
        )

    def __str__(self) -> str:
        return paper_number("PG", self.year, self.number)


class TransferLine(TenantModel):
    """One product of a transfer, base units: sent, and what became of them. What is none of these is on its way."""

    transfer = TenantForeignKey(Transfer, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    rank = models.PositiveSmallIntegerField()
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    flow = models.UUIDField()  # of the sending
    qty = models.BigIntegerField()
    received_qty = models.BigIntegerField(default=0)
    lost_qty = models.BigIntegerField(default=0)
    back_qty = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="transfer_line_once", fields=("cooperative", "transfer", "rank")),
            models.CheckConstraint(
                name="transfer_line_not_more_than_sent",
                condition=Q(
                    qty__gt=0,
                    received_qty__gte=0,
                    lost_qty__gte=0,
                    back_qty__gte=0,
                    qty__gte=F("received_qty") + F("lost_qty") + F("back_qty"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}"

    @property
    def way_qty(self) -> int:
        """What is on its way, base units."""
        return self.qty - self.received_qty - self.lost_qty - self.back_qty


class Repack(TenantModel):
    """Goods that became other goods: a sack its packs. Written by services.repacking.

    ``given`` and ``lost`` are content in ``measure``; ``beyond_rp`` what it cost that was lost above the normal share.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    packed_on = models.DateField()
    measure = models.CharField(max_length=4)
    given = models.BigIntegerField()
    lost = models.BigIntegerField()
    normal = models.DecimalField(max_digits=6, decimal_places=4)  # the share that held on that day
    beyond_rp = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=120, blank=True)  # it was taken back
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="repack_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(
                name="repack_state_known",
                condition=Q(state__in=(PaperState.DIBUKUKAN.value, PaperState.DIBATALKAN.value)),
            ),
            models.CheckConstraint(
                name="repack_loses_no_more_than_it_has",
                condition=Q(given__gt=0, lost__gte=0, lost__lte=F("given"), beyond_rp__gte=0),
            ),
        )

    def __str__(self) -> str:
        return paper_number("KM", self.year, self.number)


class RepackLine(TenantModel):
    """One product that went into a repacking or came out of it; base units, and the value that moved with them."""

    repack = TenantForeignKey(Repack, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    rank = models.PositiveSmallIntegerField()
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    is_output = models.BooleanField()
    qty = models.BigIntegerField()
    value_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="repack_line_once", fields=("cooperative", "repack", "rank")),
            models.CheckConstraint(name="repack_line_moves", condition=Q(qty__gt=0, value_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.rank}"


class StockLoss(TenantModel):
    """Goods that left without being sold: spoilt, lost, used by the cooperative itself. Written by services.losses.

    ``value_rp`` is what they cost; of one that waits or was refused, what they would have.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=11)
    purpose = models.CharField(max_length=10, blank=True)
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    transfer = TenantForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, related_name="losses"
    )  # on whose way it was lost
    state = models.CharField(max_length=10)
    lost_on = models.DateField()
    reason = models.CharField(max_length=120)
    why = models.CharField(max_length=120, blank=True)  # it was refused or taken back
    photo = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )
    value_rp = models.BigIntegerField()
    filed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    filed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_loss_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(
                name="stock_loss_state_known", condition=Q(state__in=[one.value for one in PaperState])
            ),
            models.CheckConstraint(
                name="stock_loss_kind_known", condition=Q(kind__in=[one.value for one in LossKind])
            ),
            models.CheckConstraint(
                name="stock_loss_use_has_a_purpose",
                condition=Q(kind=LossKind.PAKAI.value, purpose__in=[one.value for one in Purpose])
                | ~Q(kind=LossKind.PAKAI.value) & Q(purpose=""),
            ),
            models.CheckConstraint(
                name="stock_loss_waits_for_somebody",
                condition=~Q(state=PaperState.MENUNGGU.value) | Q(approval__isnull=False),
            ),
            models.CheckConstraint(name="stock_loss_says_why", condition=~Q(reason="") & Q(value_rp__gte=0)),
        )
        indexes = (models.Index(name="stock_loss_by_day", fields=("cooperative", "lost_on")),)

    def __str__(self) -> str:
        return paper_number("RS", self.year, self.number)


class StockLossLine(TenantModel):
    """One product of a loss: base units, the batch where one is named, the line of the transfer it was missing from."""

    loss = TenantForeignKey(StockLoss, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    rank = models.PositiveSmallIntegerField()
    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    qty = models.BigIntegerField()
    batch = models.CharField(max_length=30, null=True)  # noqa: DJ001  none is by expiry, empty is the unmarked batch
    missing_from = TenantForeignKey(
        TransferLine, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stock_loss_line_once", fields=("cooperative", "loss", "rank")),
            models.CheckConstraint(name="stock_loss_line_moves", condition=Q(qty__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.rank}"
