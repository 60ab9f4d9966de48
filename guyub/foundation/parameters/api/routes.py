"""The rules that hold for a cooperative."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from guyub.foundation.identity.api.keys import REFUSALS, Key, key_of
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.parameters.selectors.values import in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["parameters"])


class Parameter(Schema):
    """One rule: its value as exact text (rupiah and numbers as digits, rates as fractions, days as MM-DD)."""

    key: str
    title: str
    unit: str
    value: str | None
    valid_from: date | None
    legal_basis: str | None
    source: str | None
    confidence: str | None
    is_verified: bool


@router.get(
    "/parameters",
    response={200: list[Parameter], **REFUSALS},
    auth=Key("parameters:read"),
    operation_id="parameters",
)
def parameters(request: HttpRequest) -> Any:
    """List every rule with the value that holds today for the key's cooperative."""
    cooperative = key_of(request).cooperative
    today = business_date(utc_now(), Zone(cooperative.zone))
    return [
        {
            "key": one.definition.key,
            "title": one.definition.title,
            "unit": one.definition.unit.value,
            "value": one.row.value if one.row else None,
            "valid_from": one.row.valid_from if one.row else None,
            "legal_basis": one.row.legal_basis if one.row else None,
            "source": one.row.source if one.row else None,
            "confidence": one.row.confidence.value if one.row else None,
            "is_verified": bool(one.row and one.row.is_verified),
        }
        for one in in_force(cooperative_id=cooperative.id, on=today)
    ]
