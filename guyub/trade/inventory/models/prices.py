"""What goods may cost and what they do: rules of price, and prices with the days they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import ReferenceModel, TenantModel
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.catalogue import AUDIENCES
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.inventory.models.products import Product, ProductUnit

_DAYS = Func("valid_from", "valid_to", Value("[]"), function="DATERANGE", output_field=DateRangeField())


class PriceRule(ReferenceModel):
    """What one good may cost, for whom and how long, both ends inside. Written by services.price_rules.

    Rules of law come with the release; a city adds what its own region or a contract sets, by two people.
    ``region`` is the first parts of the codes that it holds in, empty for the nation. ``good`` is what products name.
    ``set_for`` is empty where law sets it, the city office or the cooperative otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    good = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=13, blank=True)
    channel = models.CharField(max_length=13)
    unit = models.CharField(max_length=6)
    amount_rp = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    set_for = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+")
    legal_basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=4)
    hotline = models.CharField(max_length=60, blank=True)  # as printed: whom a buyer tells of a higher price
    set_by = models.CharField(max_length=260)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="price_rule_kind_known", condition=Q(kind__in=[one.value for one in PriceKind])
            ),
            models.CheckConstraint(
                name="price_rule_unit_known", condition=Q(unit__in=[one.value for one in RuleUnit])
            ),
            models.CheckConstraint(
                name="price_rule_channel_known", condition=Q(channel__in=[one.value for one in Channel])
            ),
            models.CheckConstraint(name="price_rule_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="price_rule_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="price_rule_confidence_known",
                condition=Q(confidence__in=[one.value for one in Confidence]),
            ),
            models.CheckConstraint(
                name="price_rule_has_a_basis", condition=~Q(legal_basis="") & ~Q(source="")
            ),
            ExclusionConstraint(
                name="price_rule_one_a_day",
                expressions=[
                    ("good", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("channel", RangeOperators.EQUAL),
                    (Coalesce("set_for_id", 0), RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.good} {self.kind}"


class Price(TenantModel):
    """What one unit of a product costs buyers, from a day on and perhaps up to one. Never changed.

    Of a day holds, for the buyer and the outlet, the most particular one: of the outlet before all outlets, then the
    latest ``from_on``, then the latest set. A member pays the lower of the members' price and everybody's.
    """

    append_only: ClassVar[bool] = True

    product = TenantForeignKey(Product, on_delete=models.PROTECT, related_name="prices", is_indexed=False)
    unit = TenantForeignKey(ProductUnit, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    audience = models.CharField(max_length=7)
    outlet = TenantForeignKey("cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+")
    amount_rp = models.BigIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    is_withdrawn = models.BooleanField(default=False)  # from ``from_on`` on there is no such price
    reason = models.CharField(max_length=200, blank=True)  # why it is above a reference price
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="price_audience_known", condition=Q(audience__in=AUDIENCES)),
            models.CheckConstraint(
                name="price_amount",
                condition=Q(is_withdrawn=False, amount_rp__gt=0) | Q(is_withdrawn=True, amount_rp=0),
            ),
            models.CheckConstraint(
                name="price_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )
        indexes = (
            models.Index(name="price_of_product", fields=("cooperative", "product", "unit", "from_on")),
        )

    def __str__(self) -> str:
        return f"{self.amount_rp}"
