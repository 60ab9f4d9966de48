"""What programmes say: goods, categories of buyers, limits. Rules of law come with the release."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.programmes import Counts, Mode, Official, Period, Registers, Scope

_DAYS = Func("valid_from", "valid_to", Value("[]"), function="DATERANGE", output_field=DateRangeField())
_ENDS = Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
_SURE = Q(confidence__in=[one.value for one in Confidence]) & ~Q(legal_basis="") & ~Q(source="")
_PARTS = 10_000  # a share of a whole, in hundredths of a percent


class Programme(ReferenceModel):
    """One rationed good, and the official site that is told of each sale. Written by services.programmes.

    ``key`` is what products name as their ``good``; ``summed_at`` is when its ``OutletFigures`` were last looked at.
    """

    key = models.CharField(max_length=20, primary_key=True)
    title = models.CharField(max_length=40)
    unit = models.CharField(max_length=6)
    official = models.CharField(max_length=10, blank=True)
    has_containers = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    summed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="programme_codes_known",
                condition=Q(
                    unit__in=[one.value for one in RuleUnit], official__in=[one.value for one in Official]
                ),
            ),
            models.CheckConstraint(name="programme_is_named", condition=~Q(title="")),
        )

    def __str__(self) -> str:
        return self.title


class BuyerCategory(ReferenceModel):
    """Who may buy a good: which buyers, with which papers, how much is usual. Written by services.programmes.

    ``proofs`` names the papers, separated by blanks; ``usual_qty`` is what one sale begins with. Both ends are inside.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="categories")
    code = models.CharField(max_length=14)
    title = models.CharField(max_length=40)
    registers = models.CharField(max_length=8)
    proofs = models.CharField(max_length=80)
    usual_qty = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=4)
    set_by = models.CharField(max_length=260)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="buyer_category_codes_known",
                condition=Q(registers__in=[one.value for one in Registers], usual_qty__gt=0),
            ),
            models.CheckConstraint(name="buyer_category_ends_after_start", condition=_ENDS),
            models.CheckConstraint(name="buyer_category_has_a_basis", condition=_SURE),
            ExclusionConstraint(
                name="buyer_category_one_a_day",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return self.title


class LimitRule(ReferenceModel):
    """How much of a good somebody may buy, from a day on and perhaps up to one. Written by services.programmes.

    As ``domain.programmes.LimitRule``. ``set_for`` is empty where law sets it, the city office or the cooperative
    otherwise: a stricter one of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="limits")
    category = models.CharField(max_length=14, blank=True)
    scope = models.CharField(max_length=6)
    period = models.CharField(max_length=10)
    counts = models.CharField(max_length=5)
    max_qty = models.BigIntegerField()
    mode = models.CharField(max_length=5)
    unknown_qty = models.BigIntegerField(default=0)
    region = models.CharField(max_length=13, blank=True)
    set_for = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=4)
    set_by = models.CharField(max_length=260)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="limit_rule_codes_known",
                condition=Q(
                    scope__in=[one.value for one in Scope],
                    period__in=[one.value for one in Period],
                    counts__in=[one.value for one in Counts],
                    mode__in=[one.value for one in Mode],
                ),
            ),
            models.CheckConstraint(name="limit_rule_amount", condition=Q(max_qty__gte=0, unknown_qty__gte=0)),
            models.CheckConstraint(
                name="limit_rule_share_of_a_whole",
                condition=~Q(scope=Scope.SHARE.value) | Q(max_qty__lte=_PARTS) & ~Q(category=""),
            ),
            models.CheckConstraint(
                name="limit_rule_blocks_unknown",
                condition=~Q(mode=Mode.BLOCK.value) | Q(unknown_qty=0),
            ),
            models.CheckConstraint(name="limit_rule_ends_after_start", condition=_ENDS),
            models.CheckConstraint(name="limit_rule_has_a_basis", condition=_SURE),
            ExclusionConstraint(
                name="limit_rule_one_a_day",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("period", RangeOperators.EQUAL),
                    ("counts", RangeOperators.EQUAL),
                    ("mode", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    (Coalesce("set_for_id", 0), RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.period} {self.max_qty}"
