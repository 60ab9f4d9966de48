"""Who holds office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Min, Q

from guyub.community.cooperatives.domain.officers import (
    Alarm,
    HandoverItem,
    Limits,
    Post,
    Relation,
    Term,
    alarms,
)
from guyub.community.cooperatives.models import Handover, Kinship, Officer
from guyub.foundation.identity.domain.names import initials
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, kept_rows, rows_of
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

POSTS = list(Post)


@dataclass(frozen=True)
class OfficerRow(Row):
    """One officer, in office or not any more."""

    officer_id: UUID
    name: str
    initials: str
    person_id: UUID | None
    post: Post
    sex: str
    is_ex_officio: bool
    term_from: date
    term_to: date
    appointed_by: str
    ended_on: date | None
    end_reason: str


def officers_of(*, cooperative_id: int) -> list[OfficerRow]:
    """List everybody who holds or held an office: those in office first, by post."""
    (found,) = asked(officers_inquiry(cooperative_id=cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def in_office(officers: list[OfficerRow], *, today: date) -> list[OfficerRow]:
    """Pick who is in office on a day; the day on which somebody leaves is outside."""
    return [
        officer
        for officer in officers
        if officer.term_from <= today and (officer.ended_on is None or today < officer.ended_on)
    ]


def handovers_of(*, cooperative_id: int) -> list[Handover]:
    """List what officers who left hand over, open lines included, by officer in the order of the list."""
    rows = list(Handover.objects.filter(cooperative_id=cooperative_id).order_by("officer_id", "id"))
    order = [item.value for item in HandoverItem]
    return sorted(rows, key=lambda row: order.index(row.item))


def offices_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[list[OfficerRow]]:
    """Ask which offices a person holds and held, the newest first; a name alone is not enough."""
    rows = Officer.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    found = rows_of(rows.order_by("-term_from", "-id"))
    return joined(found, read=lambda officers: [_row(officer) for officer in officers])


def officers_inquiry(*, cooperative_id: int) -> Inquiry[list[OfficerRow]]:
    """Ask what ``officers_of`` gives, together with others."""
    return joined(
        kept_rows(_officers, cooperative_id),
        read=lambda officers: sorted(
            map(_row, officers), key=lambda row: (row.ended_on is not None, POSTS.index(row.post))
        ),
    )


def _officers(cooperative_id: int) -> QuerySet[Officer]:
    return Officer.objects.filter(cooperative_id=cooperative_id).order_by("term_from", "name", "id")


def kin_inquiry(*, cooperative_id: int) -> Inquiry[list[tuple[UUID, UUID, Relation]]]:
    """Ask for the declared kinships: the two officers and what they are to each other."""
    rows = Kinship.objects.filter(cooperative_id=cooperative_id).order_by("declared_on", "id")
    told = rows.values_list("one_id", "other_id", "relation")
    return Inquiry.of(told, read=lambda found: [(one, other, Relation(kin)) for one, other, kin in found])


def kin_of(*, cooperative_id: int) -> list[Kinship]:
    """List the declared kinships, with both officers."""
    rows = Kinship.objects.filter(cooperative_id=cooperative_id).select_related("one", "other")
    return list(rows.order_by("declared_on", "id"))


def officer_alarms(
    *, cooperative_id: int, officers: list[OfficerRow], today: date, kin: list[Kinship] | None = None
) -> list[Alarm]:
    """List what is wrong with the officers today, by the numbers that hold today; empty where nobody was entered."""
    held = in_office(officers, today=today)
    if not held:
        return []
    ids = {officer.officer_id for officer in held}
    pairs = kin_of(cooperative_id=cooperative_id) if kin is None else kin
    rules = values_of(
        "pengurus.minimal", "pengawas.minimal", "pengurus.perempuan", cooperative_id=cooperative_id, on=today
    )
    limits = Limits(
        least_pengurus=int(rules["pengurus.minimal"]),
        least_pengawas=int(rules["pengawas.minimal"]),
        women_share=rules["pengurus.perempuan"],
    )
    terms = [Term(row.post, row.sex, row.is_ex_officio, row.term_to) for row in held]
    kin_pairs = sum(pair.one_id in ids and pair.other_id in ids for pair in pairs)
    return alarms(terms, kin_pairs=kin_pairs, limits=limits, today=today)


def terms_end(cooperative_ids: Collection[int], *, today: date) -> dict[int, date]:
    """Tell when the first term of an officer in office ends: cooperative → day; one query."""
    rows = Officer.objects.filter(_in_office(today), cooperative_id__in=cooperative_ids)
    return dict(rows.values_list("cooperative_id").annotate(on=Min("term_to")).order_by("cooperative_id"))


def chairs_of(cooperative_ids: Collection[int], *, today: date) -> dict[int, OfficerRow]:
    """Find who chairs each cooperative: cooperative → officer; one query."""
    rows = Officer.objects.filter(
        _in_office(today), cooperative_id__in=cooperative_ids, post=Post.KETUA.value
    )
    return {row.cooperative_id: _row(row) for row in rows.order_by("cooperative_id", "id")}


def _row(row: Officer) -> OfficerRow:
    return OfficerRow(
        row.id,
        row.name,
        initials(row.name),
        row.person_id,
        Post(row.post),
        row.sex,
        row.is_ex_officio,
        row.term_from,
        row.term_to,
        row.appointed_by,
        row.ended_on,
        row.end_reason,
    )


def _in_office(today: date) -> Q:
    return Q(term_from__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gt=today))
