"""What was brought, taken back, lost and counted, and all that moved of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.consignment.domain.accounts import SLIPS, paper_name
from guyub.trade.consignment.domain.slips import SlipKind, Why
from guyub.trade.consignment.models.agreements import Agreement, ConsignedGood
from guyub.trade.consignment.models.settlements import Statement


class Slip(TenantModel):
    """One paper of goods of an agreement: brought, taken back, lost, counted. Written by services.slips, never removed.

    ``fetch_by`` is the day until which the producer takes back what was not sold of what was brought.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    agreement = TenantForeignKey(Agreement, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=6)
    moved_on = models.DateField()
    fetch_by = models.DateField(null=True)
    note = models.CharField(max_length=120, blank=True)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # of what the cooperative makes good; none: nothing of value moved
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consignment_slip_number_once", fields=("cooperative", "year", "no")
            ),
            models.CheckConstraint(
                name="consignment_slip_kind_known", condition=Q(kind__in=[one.value for one in SlipKind])
            ),
            models.CheckConstraint(
                name="consignment_slip_fetched_after_it_came",
                condition=Q(fetch_by__isnull=True) | Q(kind=SlipKind.BAWA.value, fetch_by__gte=F("moved_on")),
            ),
            models.CheckConstraint(
                name="consignment_slip_undone_why",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False) & ~Q(undone_why=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(SLIPS, self.year, self.no)


class ConsignedMove(TenantModel):
    """One move of consigned goods, and what it did to what the producer is owed. Written by services.slips, .selling.

    ``move`` is the same move as the stock knows it. ``qty`` is signed as the stock: what comes in above zero. What was
    sold has ``sold_rp``, what buyers paid, below zero where goods came back; it is ``due_rp``, the producer's, and
    ``share_rp``, the cooperative's. What was lost has ``due_rp`` alone, where the cooperative makes it good. All but
    ``statement``, the one in which it was settled, never changes.
    """

    good = TenantForeignKey(ConsignedGood, on_delete=models.PROTECT, related_name="moves", is_indexed=False)
    agreement = TenantForeignKey(Agreement, on_delete=models.PROTECT, related_name="moves", is_indexed=False)
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    slip = TenantForeignKey(Slip, on_delete=models.PROTECT, null=True, related_name="moves")
    of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="back")
    why = models.CharField(max_length=7)
    moved_on = models.DateField()
    qty = models.BigIntegerField()
    sold_rp = models.BigIntegerField(default=0)
    due_rp = models.BigIntegerField(default=0)
    share_rp = models.BigIntegerField(default=0)
    statement = TenantForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="moves")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="consigned_move_once", fields=("cooperative", "move")),
            models.CheckConstraint(
                name="consigned_move_why_known", condition=Q(why__in=[one.value for one in Why])
            ),
            models.CheckConstraint(name="consigned_move_moves", condition=~Q(qty=0)),
            models.CheckConstraint(
                name="consigned_move_money_ties",
                condition=Q(sold_rp=F("due_rp") + F("share_rp")) | Q(sold_rp=0, share_rp=0),
            ),
            models.CheckConstraint(
                name="consigned_move_goes_its_way",
                condition=Q(why__in=("BAWA", "AMBIL"), sold_rp=0, due_rp=0)
                | Q(why="HILANG", sold_rp=0)
                | Q(why="JUAL", qty__lt=0, sold_rp__gte=0, due_rp__gte=0, share_rp__gte=0)
                | Q(why="KEMBALI", qty__gt=0, sold_rp__lte=0, of__isnull=False)
                | Q(why="BATAL", of__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="consigned_move_by_day", fields=("cooperative", "agreement", "moved_on")),
            models.Index(
                name="consigned_move_open",
                fields=("cooperative", "agreement"),
                condition=Q(statement__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.why} {self.qty}"
