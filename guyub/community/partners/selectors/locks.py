"""Acts on the names of partners take turns, and acts with one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.community.partners.models import Partner
from guyub.foundation.kernel.selectors.together import kept_rows

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.together import Inquiry

NAMES = 0x4D495452  # a number of our own among advisory locks: "MITR"


def lock_names(*, cooperative_id: int) -> None:
    """Wait until no other transaction gives a partner of this cooperative a name or a code, and keep it so.

    The constraints refuse two of one name as well; the lock lets the second one read who was first, and say so. Ends
    with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NAMES, cooperative_id])


def partner_lock(*, cooperative_id: int, partner_id: UUID) -> Inquiry[list[Partner]]:
    """Ask for a partner and lock it; none where there is none. Needs an open transaction."""
    return kept_rows(_held, cooperative_id, partner_id)


def _held(cooperative_id: int, partner_id: UUID) -> QuerySet[Partner]:
    rows = Partner.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(cooperative_id=cooperative_id, id=partner_id)
