"""What the city and anybody may know of an outlet's rationed goods: sums alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import ReferenceModel
from guyub.trade.subsidised.models.programmes import Programme


class OutletFigures(ReferenceModel):
    """One programme in one cooperative, summed: no person and no sale stands in it. Filled by services.figures.

    Quantities are in the good's smallest unit. ``registered`` and ``monthly_qty`` are of the cooperative's ward: how
    many buyers are registered, what they usually take a month; ``sold_qty``, ``unmet_qty`` and ``came_qty`` of 28 days.
    ``stock_qty`` is empty where it does not keep the good on its list; ``price_rp`` is for one unit of the price rules.
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=13)  # of the ward
    name = models.CharField(max_length=120)
    registered = models.PositiveIntegerField()
    monthly_qty = models.BigIntegerField()
    sold_qty = models.BigIntegerField()
    unmet_qty = models.BigIntegerField()
    came_qty = models.BigIntegerField()
    weekly_qty = models.BigIntegerField(null=True)  # by the contract; empty: there is none
    cap_qty = models.BigIntegerField(null=True)
    stock_qty = models.BigIntegerField(null=True)
    out_since = models.DateField(null=True)
    price_rp = models.BigIntegerField(null=True)
    hours = models.CharField(max_length=80, blank=True)
    next_on = models.DateField(null=True)
    next_qty = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="outlet_figures_once", fields=("cooperative", "programme")),
            models.CheckConstraint(
                name="outlet_figures_amounts",
                condition=Q(monthly_qty__gte=0, sold_qty__gte=0, unmet_qty__gte=0, came_qty__gte=0),
            ),
        )
        indexes = (models.Index(name="outlet_figures_by_good", fields=("programme", "code")),)

    def __str__(self) -> str:
        return f"{self.code} {self.programme_id}"
