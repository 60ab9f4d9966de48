"""What months bear: parts of what assets lose and of what was paid or received ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from guyub.books.assets.domain.spreads import SpreadKind
from guyub.books.assets.models.assets import FixedAsset
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

if TYPE_CHECKING:
    from uuid import UUID


class Spread(TenantModel):
    """An amount paid or received ahead, and the months it belongs to. Written by services.spreads."""

    kind = models.CharField(max_length=16)
    what = models.CharField(max_length=80)
    total_rp = models.BigIntegerField()
    first_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    is_void = models.BooleanField(default=False)  # taken back before any month bore of it
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="spread_kind_known", condition=Q(kind__in=SpreadKind)),
            models.CheckConstraint(name="spread_has_its_words", condition=~Q(what="")),
            models.CheckConstraint(
                name="spread_amounts_make_sense",
                condition=Q(total_rp__gt=0, months__gte=1, first_month__day=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.first_month:%Y-%m}"


class MonthLine(TenantModel):
    """What one month bears of one asset or of one amount spread, with the entry that posted it.

    Written by services.months and services.ending; taken out with its entry's reversal: the list tells what stands.
    """

    asset = TenantForeignKey(
        FixedAsset, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    spread = TenantForeignKey(Spread, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    month = models.DateField()
    amount_rp = models.BigIntegerField()
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="asset_month_once", fields=("cooperative", "asset", "month")),
            models.UniqueConstraint(name="spread_month_once", fields=("cooperative", "spread", "month")),
            models.CheckConstraint(
                name="month_line_is_of_one",
                condition=Q(asset__isnull=True, spread__isnull=False)
                | Q(asset__isnull=False, spread__isnull=True),
            ),
            models.CheckConstraint(name="month_line_makes_sense", condition=Q(amount_rp__gt=0, month__day=1)),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.amount_rp}"

    @property
    def holder_id(self) -> UUID:
        """The asset or the spread that it is of."""
        holder_id = self.spread_id if self.asset_id is None else self.asset_id
        assert holder_id is not None  # noqa: S101  the constraint of the table
        return holder_id
