"""Fixed assets, and what others lend."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.books.assets.domain.registers import AssetClass, Ending, Source
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class FixedAsset(TenantModel):
    """One asset of the cooperative, with the entry that brought it and the one that took it out.

    ``taken_rp`` is what it had lost before ``first_month``; the rest down to ``residual_rp`` is lost over ``months``.
    Written by services.registering and services.ending.
    """

    number = models.IntegerField()
    name = models.CharField(max_length=80)
    asset_class = models.CharField(max_length=12)
    acquired_on = models.DateField()
    cost_rp = models.BigIntegerField()
    residual_rp = models.BigIntegerField()
    taken_rp = models.BigIntegerField()
    first_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    outlet = TenantForeignKey(
        "cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    location = models.CharField(max_length=80, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    photo = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    source = models.CharField(max_length=10)
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=10, blank=True)
    ended_entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="asset_number_once", fields=("cooperative", "number")),
            models.CheckConstraint(name="asset_class_known", condition=Q(asset_class__in=AssetClass)),
            models.CheckConstraint(name="asset_source_known", condition=Q(source__in=Source)),
            models.CheckConstraint(name="asset_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="asset_never_below_residual",
                condition=Q(cost_rp__gt=0, residual_rp__gte=0, taken_rp__gte=0)
                & Q(cost_rp__gte=F("residual_rp") + F("taken_rp")),
            ),
            models.CheckConstraint(
                name="asset_land_loses_nothing",
                condition=Q(asset_class="TANAH", months=0, taken_rp=0)
                | ~Q(asset_class="TANAH") & Q(months__gte=1),
            ),
            models.CheckConstraint(
                name="asset_month_is_a_first_day", condition=Q(first_month__day=1, number__gte=1)
            ),
            models.CheckConstraint(
                name="asset_ends_in_a_known_way",
                condition=Q(ended_on__isnull=True, ended_how="", ended_entry__isnull=True)
                | Q(ended_on__isnull=False, ended_how__in=Ending),
            ),
        )

    def __str__(self) -> str:
        return f"AT-{self.number:04} {self.name}"


class LentAsset(TenantModel):
    """Something that others lend the cooperative (pinjam pakai): listed and counted, outside the balance sheet.

    Written by services.lending.
    """

    number = models.IntegerField()
    name = models.CharField(max_length=80)
    lender = models.CharField(max_length=80)
    document = models.CharField(max_length=80, blank=True)  # number of the agreement or the hand-over
    lent_on = models.DateField()
    due_on = models.DateField(null=True)
    quantity = models.PositiveIntegerField()
    condition = models.CharField(max_length=80, blank=True)
    insured_rp = models.BigIntegerField()  # worth for insurance; no amount of the books
    outlet = TenantForeignKey(
        "cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    location = models.CharField(max_length=80, blank=True)
    photo = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    returned_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="lent_number_once", fields=("cooperative", "number")),
            models.CheckConstraint(
                name="lent_has_its_words", condition=~Q(name="") & ~Q(lender="") & Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="lent_amounts_make_sense", condition=Q(quantity__gte=1, insured_rp__gte=0)
            ),
            models.CheckConstraint(
                name="lent_returned_after_it_came",
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
            ),
        )

    def __str__(self) -> str:
        return f"PP-{self.number:04} {self.name}"
