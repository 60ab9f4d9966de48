"""Papers that hold, for those who write and for those who open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min, Q

from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.models import LegalRecord
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


def holding_records(*, cooperative_id: int) -> QuerySet[LegalRecord]:
    """Give the records that hold: nothing replaces them, and they are not void."""
    return LegalRecord.objects.filter(
        cooperative_id=cooperative_id, is_void=False, replaced_by__isnull=True
    ).select_related("file")


def holding_record(*, cooperative_id: int, record_id: UUID) -> LegalRecord | None:
    """Find one record that holds; None when it is replaced, void, or not of this cooperative."""
    return holding_records(cooperative_id=cooperative_id).filter(id=record_id).first()


def deed_on(*, cooperative_id: int) -> date | None:
    """Tell the day of the first deed that was not entered by mistake; a later deed amends it."""
    deeds = LegalRecord.objects.filter(cooperative_id=cooperative_id, kind=RecordKind.AKTA.value)
    mistakes = deeds.filter(is_void=True).values("replaces_id")
    first: date | None = (
        deeds.filter(is_void=False).exclude(id__in=mistakes).aggregate(first=Min("issued_on"))["first"]
    )
    return first


def permitted_outlets(*, cooperative_id: int, today: date) -> set[UUID]:
    """Name the outlets that have a business permit which holds today."""
    permits = holding_records(cooperative_id=cooperative_id).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        kind=RecordKind.IZIN_USAHA.value,
        outlet__isnull=False,
    )
    return set(permits.values_list("outlet_id", flat=True).order_by("id"))


def scan_of(*, cooperative_id: int, file_id: UUID) -> StoredFile | None:
    """Find the scan of a paper; opens its own scope, since it is asked after the act is committed."""
    with scope(cooperative_id):
        return StoredFile.objects.filter(cooperative_id=cooperative_id, id=file_id).first()
