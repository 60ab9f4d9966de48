"""Which cooperatives the key of a program reaches: its own, or those that its city guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.foundation.kernel.models import Cooperative, CooperativeKind

if TYPE_CHECKING:
    from django.db.models import QuerySet


def reached_by(owner: Cooperative) -> QuerySet[Cooperative]:
    """Give the cooperatives, never the office, that a key of a tenant may read."""
    mine = Q(id=owner.id)
    if owner.kind == CooperativeKind.KOTA:
        mine = Q(code__startswith=f"{owner.code}.")
    return Cooperative.objects.filter(mine, kind=CooperativeKind.KOPERASI)


def reached_after(owner: Cooperative, *, after: str, most: int) -> list[Cooperative]:
    """List the cooperatives that a key may read, by code, from the one that follows a code on."""
    return list(reached_by(owner).filter(code__gt=after).order_by("code")[:most])


def reached_one(owner: Cooperative, code: str) -> Cooperative | None:
    """Find one cooperative that a key may read; None for any other."""
    return reached_by(owner).filter(code=code).first()
