"""Samples: what they are drawn from, how far they are worked through, their entries with receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.reviewing import month_entries, picked_entries
from guyub.books.oversight.domain.samples import Candidate, Rules, Why
from guyub.books.oversight.models import ReviewSample, SampledEntry
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.selectors.reviewing import ReviewedEntry
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class SampledRow(Row):
    """One sampled entry with what was found; ``looked_by`` is "" where nobody looked yet."""

    sampled_id: UUID
    rank: int
    why: Why
    verdict: str
    looked_by: str
    looked_at: datetime | None
    entry: ReviewedEntry


@dataclass(frozen=True, slots=True)
class SampleRow(Row):
    """One draw with its entries, and what it takes to draw it again."""

    number: int
    drawn_by: str
    drawn_at: datetime
    chain_no: int
    hash: bytes
    seed: str
    threshold_rp: int
    late_days: int
    drawn_each: int
    entries: list[SampledRow]

    @property
    def done(self) -> int:
        """How many have a verdict."""
        return sum(bool(one.verdict) for one in self.entries)


def seed_of(sample: ReviewSample) -> str:
    """Write the seed of a draw: the end of the chain then, the month, the number of the draw."""
    return f"{bytes(sample.hash).hex()}:{sample.month:%Y-%m}:{sample.number}"


def rules_of(sample: ReviewSample) -> Rules:
    """Give the rules by which a sample was drawn."""
    return Rules(threshold_rp=sample.threshold_rp, late_days=sample.late_days, drawn_each=sample.drawn_each)


def candidates_of(place: Cooperative, sample: ReviewSample) -> list[Candidate]:
    """Give what a sample is drawn from: the month's entries of then that no earlier sample had. Two queries."""
    earlier = SampledEntry.objects.filter(
        cooperative_id=place.id, sample__month=sample.month, sample__number__lt=sample.number
    )
    seen = set(earlier.values_list("entry_id", flat=True))
    rows = month_entries(cooperative_id=place.id, month=sample.month, up_to=sample.chain_no)
    return [
        Candidate(
            row.entry_id,
            row.chain_no,
            row.total_rp,
            row.request_id,
            row.occurred_on,
            row.dated_on,
            business_date(row.posted_at, Zone(place.zone)),
            row.reverses_id is not None,
        )
        for row in rows
        if row.entry_id not in seen
    ]


def samples_of(*, cooperative_id: int, month: date) -> list[SampleRow]:
    """List the samples of a month with all their entries, the newest first. Three queries."""
    samples = ReviewSample.objects.filter(cooperative_id=cooperative_id, month=month.replace(day=1))
    drawn = list(samples.select_related("drawn_by").order_by("-number"))
    mine = SampledEntry.objects.filter(cooperative_id=cooperative_id, sample__in=[one.id for one in drawn])
    rows = list(mine.select_related("looked_by").order_by("rank"))
    entries = picked_entries(cooperative_id=cooperative_id, entry_ids=[row.entry_id for row in rows])
    return [
        SampleRow(
            sample.number,
            sample.drawn_by.name,
            sample.drawn_at,
            sample.chain_no,
            bytes(sample.hash),
            seed_of(sample),
            sample.threshold_rp,
            sample.late_days,
            sample.drawn_each,
            [
                SampledRow(
                    row.id,
                    row.rank,
                    Why(row.why),
                    row.verdict,
                    row.looked_by.name if row.looked_by else "",
                    row.looked_at,
                    entries[row.entry_id],
                )
                for row in rows
                if row.sample_id == sample.id
            ],
        )
        for sample in drawn
    ]
