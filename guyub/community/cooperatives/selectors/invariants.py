"""What must hold of the legal life's tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import F, Q

from guyub.community.cooperatives.domain.legal_life import SINGLE_KINDS
from guyub.community.cooperatives.domain.officers import HANDED_OVER, SUPERVISING_POSTS, Post
from guyub.community.cooperatives.domain.outlets import NEEDS_HEALTH_PERMIT
from guyub.community.cooperatives.models import Handover, LegalRecord, Officer, Outlet
from guyub.community.cooperatives.selectors.papers import holding_records
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def a_paper_follows_one_of_its_kind(cooperative_id: int) -> Iterator[Broken]:
    """A record comes after one of the same kind and outlet, and never after a void one."""
    rows = LegalRecord.objects.filter(cooperative_id=cooperative_id, replaces__isnull=False)
    for row in rows.select_related("replaces").order_by("id").iterator(chunk_size=500):
        before = row.replaces
        if (row.kind, row.outlet_id) != (before.kind, before.outlet_id) or before.is_void:
            yield Broken("cooperatives.paper.replaces", f"{row.id} follows {before.kind} {before.id}")


def one_of_a_single_kind_holds(cooperative_id: int) -> Iterator[Broken]:
    """Of deed, decree, NPWP, NIB and NIK koperasi at most one holds."""
    counts = Counter(holding_records(cooperative_id=cooperative_id).values_list("kind", flat=True))
    for kind in sorted(SINGLE_KINDS):
        if counts[kind] > 1:
            yield Broken("cooperatives.paper.single", f"{counts[kind]} of {kind} hold")


def a_scan_is_private(cooperative_id: int) -> Iterator[Broken]:
    """The scan of a paper is not public, and of the paper's kind."""
    rows = LegalRecord.objects.filter(cooperative_id=cooperative_id, file__isnull=False)
    wrong = rows.filter(Q(file__is_public=True) | ~Q(file__kind=F("kind")))
    for row in wrong.order_by("id"):
        yield Broken("cooperatives.paper.scan", f"{row.id} has the file {row.file_id}")


def nobody_sits_twice(cooperative_id: int) -> Iterator[Broken]:
    """Nobody in office holds two posts, least of all one among pengurus and one among pengawas."""
    held = Officer.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    counts = Counter(officer.name.casefold() for officer in held.order_by("id"))
    for officer in held.order_by("id"):
        if counts[officer.name.casefold()] > 1:
            board = "pengawas" if Post(officer.post) in SUPERVISING_POSTS else "pengurus"
            yield Broken("cooperatives.officer.double", f"{officer.id} among {board}")


def only_who_left_hands_over(cooperative_id: int) -> Iterator[Broken]:
    """A list of what is handed over belongs to somebody who left office, and asks what the post held."""
    lines = Handover.objects.filter(cooperative_id=cooperative_id).select_related("officer")
    for line in lines.order_by("id").iterator(chunk_size=500):
        if line.officer.ended_on is None or line.item not in HANDED_OVER[Post(line.officer.post)]:
            yield Broken("cooperatives.officer.handover", f"{line.item} of {line.officer_id}")


def a_health_outlet_had_a_permit(cooperative_id: int) -> Iterator[Broken]:
    """A clinic or pharmacy that is open has a business permit on record, be it one that ended meanwhile."""
    kinds = sorted(kind.value for kind in NEEDS_HEALTH_PERMIT)
    permitted = set(
        LegalRecord.objects.filter(
            cooperative_id=cooperative_id, kind="IZIN_USAHA", is_void=False
        ).values_list("outlet_id", flat=True)
    )
    outlets = Outlet.objects.filter(cooperative_id=cooperative_id, kind__in=kinds, status="OPERASIONAL")
    for outlet in outlets.order_by("id"):
        if outlet.id not in permitted:
            yield Broken("cooperatives.outlet.permit", f"{outlet.id} is open without one")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    a_paper_follows_one_of_its_kind,
    one_of_a_single_kind_holds,
    a_scan_is_private,
    nobody_sits_twice,
    only_who_left_hands_over,
    a_health_outlet_had_a_permit,
)
