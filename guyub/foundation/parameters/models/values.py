"""What holds, for whom, from when to when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel
from guyub.foundation.parameters.domain.definitions import Confidence, Scope


class ParameterValue(ReferenceModel):
    """One value of one key for one scope and span of days, both ends inside. Written by services.values.

    ``cooperative`` is empty for the nation, the city office for a city. A decision is named by the cooperative and
    ``decision_id``: a reference table has no key into a cooperative's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=60)
    scope = models.CharField(max_length=12, choices=[(scope.value, scope.value) for scope in Scope])
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+"
    )
    value = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Confidence])
    decision_id = models.UUIDField(null=True)
    set_by = models.CharField(max_length=260)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="parameter_scope_has_its_tenant",
                condition=Q(scope=Scope.NATIONAL.value, cooperative__isnull=True)
                | ~Q(scope=Scope.NATIONAL.value) & Q(cooperative__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="parameter_confidence_known",
                condition=Q(confidence__in=[confidence.value for confidence in Confidence]),
            ),
            models.CheckConstraint(
                name="parameter_has_a_basis", condition=~Q(legal_basis="") & ~Q(source="")
            ),
            ExclusionConstraint(
                name="parameter_one_value_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    (Coalesce("cooperative_id", 0), RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.scope}"
