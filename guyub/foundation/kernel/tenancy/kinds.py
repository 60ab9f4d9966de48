"""The four kinds of table. Every table is declared one of them; an undeclared one fails a test and `ready`.

Architecture 6, ADR 0006: the kind decides the key, the policy and the grants that tenancy.schema makes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.db import models


class TableKind(StrEnum):
    """Who a row belongs to."""

    TENANT = "tenant"  # one cooperative (or the city office): key (cooperative_id, id), row-level security
    REFERENCE = "reference"  # everybody, small, seldom written: cooperatives, regions, people, parameters
    NETWORK = "network"  # the thing it rations, across cooperatives: quota by blind index of NIK or KK
    LOCAL = "local"  # this installation's machinery: queue, cache, sessions


def table_kind(model: type[models.Model]) -> TableKind | None:
    """Tell the declared kind of a model's table; None when nobody declared it."""
    declared = getattr(model, "table_kind", None) or settings.THIRD_PARTY_TABLE_KINDS.get(
        model._meta.label_lower
    )
    return TableKind(declared) if declared else None
