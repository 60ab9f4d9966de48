"""What is known of many cooperatives' steps at once: papers, words, outlets. A handful of queries for any number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Min

from guyub.community.cooperatives.models import LegalRecord, Outlet, StepNote
from guyub.community.cooperatives.selectors.steps import NoteRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime


class Paper(NamedTuple):
    """A paper that holds: its day, number and last day of validity."""

    issued_on: date
    number: str
    expires_on: date | None


@dataclass
class StepFacts:
    """Of one cooperative.

    Args:
        papers: Kind → the newest paper of the kind that holds.
        notes: Step → newest word.
        uses: ``outlet_place`` and ``outlet_open`` → the first day; contexts above add theirs.
        expires_on: The first day on which a current paper ends.
        entered_at: When the cooperative last wrote anything of this down.
    """

    papers: dict[str, Paper] = field(default_factory=dict)
    notes: dict[str, NoteRow] = field(default_factory=dict)
    uses: dict[str, date] = field(default_factory=dict)
    expires_on: date | None = None
    entered_at: datetime | None = None

    def entered(self, moment: datetime) -> None:
        """Remember the latest moment of writing."""
        self.entered_at = max(self.entered_at or moment, moment)


def step_facts(cooperative_ids: Collection[int]) -> dict[int, StepFacts]:
    """Gather what papers, words and outlets of cooperatives say; three queries, inside a scope that covers them."""
    found = {cooperative_id: StepFacts() for cooperative_id in cooperative_ids}
    papers = LegalRecord.objects.filter(
        cooperative_id__in=cooperative_ids, is_void=False, replaced_by__isnull=True
    )
    for paper in papers.order_by("issued_on", "id"):
        facts = found[paper.cooperative_id]
        facts.papers[paper.kind] = Paper(paper.issued_on, paper.number, paper.expires_on)
        facts.entered(paper.recorded_at)
        if paper.expires_on:
            facts.expires_on = min(facts.expires_on or paper.expires_on, paper.expires_on)
    notes = StepNote.objects.filter(cooperative_id__in=cooperative_ids)
    for note in notes.order_by("cooperative_id", "step", "-noted_at", "-id").distinct(
        "cooperative_id", "step"
    ):
        facts = found[note.cooperative_id]
        facts.entered(note.noted_at)
        facts.notes[note.step] = NoteRow(
            note.step,
            note.responsible,
            note.waits_for,
            note.note,
            note.started_on,
            note.target_on,
            note.noted_by_name,
            note.noted_at,
        )
    outlets = Outlet.objects.filter(cooperative_id__in=cooperative_ids).exclude(ownership="BELUM")
    sums = outlets.values("cooperative_id").annotate(changed=Max("changed_at"), opened=Min("opened_on"))
    for row in sums.order_by("cooperative_id"):
        facts = found[row["cooperative_id"]]
        facts.entered(row["changed"])
        facts.uses["outlet_place"] = row["opened"] or row["changed"].date()
        if row["opened"]:
            facts.uses["outlet_open"] = row["opened"]
    return found
