"""What others report of cooperatives."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class ReportedFigure(TenantModel):
    """One figure that somebody reported of a cooperative on a day. It belongs to the city office that keeps it.

    Written by services.reports and by imports; what was entered wrongly is retracted with a reason, and what an
    import brought goes with its undo. Never mixed with the cooperative's own books.
    """

    about = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    number = models.BigIntegerField(null=True)  # rupiah or a count, as the indicator says
    is_yes = models.BooleanField(null=True)
    text = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=80, blank=True)  # how exact: "dibulatkan Rp 10.000"
    as_of = models.DateField()
    source = models.CharField(max_length=160)
    batch = TenantForeignKey(
        "cooperatives.ImportBatch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)
    retract_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("cooperative", "about", "indicator", "-as_of"),
                condition=Q(retracted_at__isnull=True),
                name="reported_figure_newest",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="reported_figure_indicator_known", condition=Q(indicator__in=sorted(INDICATORS))
            ),
            models.CheckConstraint(
                name="reported_figure_says_one_thing",
                condition=Q(number__isnull=False, is_yes__isnull=True, text="")
                | Q(number__isnull=True, is_yes__isnull=False, text="")
                | Q(number__isnull=True, is_yes__isnull=True) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="reported_figure_not_negative", condition=Q(number__isnull=True) | Q(number__gte=0)
            ),
            models.CheckConstraint(name="reported_figure_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="reported_figure_retracted_with_a_reason",
                condition=Q(retracted_at__isnull=True) | ~Q(retract_reason=""),
            ),
            models.UniqueConstraint(
                name="reported_figure_once",
                fields=("cooperative", "about", "indicator", "as_of", "source"),
                condition=Q(retracted_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.as_of}"
