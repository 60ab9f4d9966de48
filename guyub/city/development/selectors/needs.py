"""Needs as they stand: of one cooperative, or of all that somebody guides or mentors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from guyub.city.development.domain.needs import OPEN_STATES, NeedKind, NeedState
from guyub.city.development.models import Need, NeedEvent
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

PAGE = 50
EVERY_STATE = "SEMUA"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which needs to show; an empty field asks for all, an empty state for those that are open."""

    kind: str = ""
    state: str = ""
    urgency: int | None = None
    kecamatan: str = ""  # its code

    def without_state(self) -> Q:
        """Say everything but the state as a condition."""
        wanted = Q()
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.urgency is not None:
            wanted &= Q(urgency=self.urgency)
        if self.kecamatan:
            wanted &= Q(cooperative__code__startswith=f"{self.kecamatan}.")
        return wanted

    @property
    def states(self) -> frozenset[NeedState]:
        """The states that are meant."""
        if self.state == EVERY_STATE:
            return frozenset(NeedState)
        return frozenset({NeedState(self.state)}) if self.state else OPEN_STATES


@dataclass(frozen=True)
class NeedRow(Row):
    """One need in a list."""

    need_id: UUID
    place_code: str
    place_name: str
    number: int
    kind: NeedKind
    title: str
    quantity: int
    unit: str
    estimate_rp: int | None
    reason: str
    urgency: int
    state: NeedState
    since: datetime
    raised_by_name: str
    raised_at: datetime
    photo_id: UUID | None
    visit_id: UUID | None


@dataclass(frozen=True)
class NeedEventRow(Row):
    """One move in a need's history."""

    to_state: NeedState
    note: str
    funding_source: str
    amount_rp: int | None
    planned_on: date | None
    proof_id: UUID | None
    by_name: str
    by_role: Role
    at: datetime


@dataclass(frozen=True)
class Tally(Row):
    """How many needs, how many things, for how much; estimates that nobody made are not in the sum."""

    count: int
    quantity: int
    estimate_rp: int
    without_estimate: int


NOTHING = Tally(0, 0, 0, 0)


def needs_of(*, place_ids: Collection[int], asked: Asked, most: int = PAGE, start: int = 0) -> list[NeedRow]:
    """List needs of cooperatives: what holds a business up first, then by how long it stands where it is."""
    rows = _asked(place_ids, asked).select_related("cooperative").order_by("-urgency", "since", "id")
    return [_row(need) for need in rows[start : start + most]]


def needs_after(*, place_ids: Collection[int], after: UUID | None, most: int) -> list[NeedRow]:
    """List needs of cooperatives in every state in the order of their ids, from the one that follows an id on."""
    rows = Need.objects.filter(cooperative_id__in=place_ids).select_related("cooperative").order_by("id")
    return [_row(need) for need in (rows.filter(id__gt=after) if after else rows)[:most]]


def board(*, place_ids: Collection[int], asked: Asked) -> dict[NeedState, Tally]:
    """Count needs by state, every state named; the filter's own state does not count."""
    rows = Need.objects.filter(asked.without_state(), cooperative_id__in=place_ids)
    found = {NeedState(state): tally for (state,), tally in _tallied(rows, "state")}
    return {state: found.get(state, NOTHING) for state in NeedState}


def totals_by_kind(*, place_ids: Collection[int], asked: Asked) -> list[tuple[NeedKind, str, Tally]]:
    """Sum the asked needs by kind and unit, since shelves and metres do not add up; the dearest first."""
    rows = [
        (NeedKind(kind), unit, tally)
        for (kind, unit), tally in _tallied(_asked(place_ids, asked), "kind", "unit")
    ]
    return sorted(rows, key=lambda row: (-row[2].estimate_rp, -row[2].count, row[0], row[1]))


def totals_by_place(*, place_ids: Collection[int], asked: Asked) -> list[tuple[str, str, Tally]]:
    """Sum the asked needs by cooperative: code, name, tally; the most needs first."""
    fields = ("cooperative__code", "cooperative__name")
    rows = [(code, name, tally) for (code, name), tally in _tallied(_asked(place_ids, asked), *fields)]
    return sorted(rows, key=lambda row: (-row[2].count, -row[2].estimate_rp, row[1]))


def need_by_id(*, place_id: int, need_id: UUID) -> NeedRow | None:
    """Find one need of a cooperative."""
    need = Need.objects.filter(cooperative_id=place_id, id=need_id).select_related("cooperative").first()
    return _row(need) if need else None


def history_of(*, place_id: int, need_id: UUID) -> list[NeedEventRow]:
    """List a need's moves, the newest first."""
    rows = NeedEvent.objects.filter(cooperative_id=place_id, need_id=need_id).order_by("-at", "-id")
    return [
        NeedEventRow(
            NeedState(row.to_state),
            row.note,
            row.funding_source,
            row.amount_rp,
            row.planned_on,
            row.proof_id,
            row.by_name,
            Role(row.by_role),
            row.at,
        )
        for row in rows
    ]


def needs_of_visit(*, place_id: int, visit_id: UUID) -> list[NeedRow]:
    """List what was found to be needed on a visit."""
    rows = Need.objects.filter(cooperative_id=place_id, visit_id=visit_id).select_related("cooperative")
    return [_row(need) for need in rows.order_by("number", "id")]


def _asked(place_ids: Collection[int], asked: Asked) -> QuerySet[Need]:
    return Need.objects.filter(asked.without_state(), cooperative_id__in=place_ids, state__in=asked.states)


def _tallied(rows: QuerySet[Need], *by: str) -> list[tuple[tuple[str, ...], Tally]]:
    found = rows.values_list(*by).annotate(
        count=Count("id"),
        things=Sum("quantity"),
        estimate=Sum("estimate_rp"),
        unknown=Count("id", filter=Q(estimate_rp__isnull=True)),
    )
    width = len(by)
    return [
        (tuple(row[:width]), Tally(row[width], row[width + 1], int(row[width + 2] or 0), row[width + 3]))
        for row in found.order_by(*by)
    ]


def _row(need: Need) -> NeedRow:
    return NeedRow(
        need.id,
        need.cooperative.code,
        need.cooperative.name,
        need.number,
        NeedKind(need.kind),
        need.title,
        need.quantity,
        need.unit,
        need.estimate_rp,
        need.reason,
        need.urgency,
        NeedState(need.state),
        need.since,
        need.raised_by_name,
        need.raised_at,
        need.photo_id,
        need.visit_id,
    )
