"""What a brought table would change: the dry run shows it, taking in does exactly it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from guyub.community.cooperatives.domain.imports import ImportKind
from guyub.community.cooperatives.domain.indicators import Value
from guyub.community.cooperatives.models import Profile
from guyub.community.cooperatives.selectors.imports import current_papers, figures_of, officers_in
from guyub.foundation.intake.domain.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.community.cooperatives.domain.import_shapes import (
        CooperativeRow,
        ImportRow,
        OfficerRow,
        Paper,
        ReportRow,
    )
    from guyub.community.cooperatives.models import LegalRecord, Officer, ReportedFigure


@dataclass(frozen=True)
class CooperativeStep:
    """One cooperative that joins or changes: its profile where there is one, and papers with the one each replaces."""

    row: CooperativeRow
    profile: Profile | None
    changes: Mapping[str, str]
    papers: Sequence[tuple[Paper, LegalRecord | None]]
    is_new: bool


@dataclass(frozen=True)
class OfficerStep:
    """One officer who is new, or whose term changes."""

    row: OfficerRow
    standing: Officer | None
    changes: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Whether nobody of this name holds the post."""
        return self.standing is None


@dataclass(frozen=True)
class ReportStep:
    """One figure that is new, or another than the same source said of the same day."""

    row: ReportRow
    standing: ReportedFigure | None

    @property
    def is_new(self) -> bool:
        """Whether nothing was kept of this day from this source."""
        return self.standing is None


Step = CooperativeStep | OfficerStep | ReportStep


@dataclass
class Plan:
    """What would be written, in the order of the table, and how many rows say what stands already."""

    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0

    @property
    def new(self) -> int:
        """How many rows are new."""
        return sum(step.is_new for step in self.steps)

    @property
    def changed(self) -> int:
        """How many rows change what stands."""
        return len(self.steps) - self.new


def plan_of(kind: ImportKind, rows: Sequence[ImportRow], *, city_id: int, places: Mapping[str, int]) -> Plan:
    """Compare the rows of a table with what stands. Needs a scope of the city and its cooperatives.

    Args:
        kind: What the table lists.
        rows: Rows without a fault.
        city_id: The city that brought it.
        places: Code → id of every cooperative that the city guides.
    """
    if kind is ImportKind.COOPERATIVES:
        return _cooperatives(cast("Sequence[CooperativeRow]", rows), places)
    if kind is ImportKind.OFFICERS:
        return _officers(cast("Sequence[OfficerRow]", rows), places)
    return _reports(cast("Sequence[ReportRow]", rows), city_id, places)


def _cooperatives(rows: Sequence[CooperativeRow], places: Mapping[str, int]) -> Plan:
    ids = [places[row.code] for row in rows if row.code in places]
    profiles = {row.cooperative_id: row for row in Profile.objects.filter(cooperative_id__in=ids)}
    standing = current_papers(ids)
    plan = Plan()
    for row in rows:
        place_id = places.get(row.code, 0)
        profile = profiles.get(place_id)
        said = {"official_name": row.official_name, "address": row.address, "postal_code": row.postal_code}
        changes = {name: text for name, text in said.items() if text and text != getattr(profile, name, None)}
        papers = [
            (paper, held)
            for paper in row.papers
            if not _says_the_same(held := standing.get((place_id, paper.kind.value)), paper)
        ]
        if row.code not in places or changes or papers:
            plan.steps.append(CooperativeStep(row, profile, changes, papers, row.code not in places))
        else:
            plan.unchanged += 1
    return plan


def _says_the_same(held: LegalRecord | None, paper: Paper) -> bool:
    if held is None:
        return False
    issuer = paper.issuer or held.issuer
    return (held.number, held.issued_on, held.issuer) == (paper.number, paper.issued_on, issuer)


def _officers(rows: Sequence[OfficerRow], places: Mapping[str, int]) -> Plan:
    standing = officers_in({places[row.code] for row in rows})
    plan = Plan()
    for row in rows:
        held = standing.get((places[row.code], row.post.value), [])
        same = next((one for one in held if title_key(one.name) == title_key(row.name)), None)
        said = {
            "term_from": row.term_from,
            "term_to": row.term_to,
            **({"sex": row.sex} if row.sex else {}),
            **({"appointed_by": row.appointed_by} if row.appointed_by else {}),
            **({} if row.is_ex_officio is None else {"is_ex_officio": row.is_ex_officio}),
        }
        changes = {name: value for name, value in said.items() if value != getattr(same, name, None)}
        if same is None or changes:
            plan.steps.append(OfficerStep(row, same, changes if same else said))
        else:
            plan.unchanged += 1
    return plan


def _reports(rows: Sequence[ReportRow], city_id: int, places: Mapping[str, int]) -> Plan:
    standing = figures_of(city_id)
    plan = Plan()
    for row in rows:
        held = standing.get((places[row.code], row.indicator, row.as_of, row.source))
        if held and Value(held.number, held.is_yes, held.text) == row.value:
            plan.unchanged += 1
        else:
            plan.steps.append(ReportStep(row, held))
    return plan
