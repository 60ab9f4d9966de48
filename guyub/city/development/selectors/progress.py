"""Where cooperatives stand on the path: for one page or for the whole city, in the same few queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.overview import first_closed_months
from guyub.city.development.domain.path import Evidence, Standing, Word, stand
from guyub.city.development.selectors.paths import path_on
from guyub.community.cooperatives.selectors.reports import newest_reports
from guyub.community.cooperatives.selectors.step_facts import StepFacts, step_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from guyub.community.cooperatives.selectors.reports import Report


@dataclass(frozen=True)
class Progress:
    """One cooperative: its standing, the reports it rests on, and what its own records say."""

    standing: Standing
    reports: Mapping[str, Report]
    facts: StepFacts


def progress_of(cooperative_ids: Collection[int], *, city_id: int | None, today: date) -> dict[int, Progress]:
    """Tell where cooperatives of one city stand; five queries, in a scope that covers them and the city.

    Args:
        cooperative_ids: Which.
        city_id: The city that keeps their reports; None where no city guides them yet.
        today: The business date: it picks the version of the path.
    """
    facts = step_facts(cooperative_ids)
    for cooperative_id, closed_on in first_closed_months(cooperative_ids).items():
        facts[cooperative_id].uses["month_closed"] = closed_on
    reports = newest_reports(city_id=city_id, about_ids=cooperative_ids) if city_id is not None else {}
    path = path_on(today)
    return {
        cooperative_id: Progress(
            stand(path, evidence(facts[cooperative_id], reports.get(cooperative_id, {}))),
            reports.get(cooperative_id, {}),
            facts[cooperative_id],
        )
        for cooperative_id in cooperative_ids
    }


def evidence(facts: StepFacts, reports: Mapping[str, Report]) -> Evidence:
    """Bring papers, words and reports of one cooperative into the form that the rule takes."""
    yes, no = {}, {}
    for code, report in reports.items():
        said = (report.as_of, report.source)
        if report.value.is_yes or report.value.number:
            yes[code] = said
        elif report.value.is_yes is False or report.value.number == 0:
            no[code] = said
    words = {
        step: Word(note.started_on, note.waits_for, note.note, note.responsible, note.target_on)
        for step, note in facts.notes.items()
    }
    papers = {kind: (paper.issued_on, paper.number) for kind, paper in facts.papers.items()}
    return Evidence(papers, facts.uses, yes, no, words)


def answer(reports: Mapping[str, Report], indicator: str) -> bool | None:
    """Tell what the newest report says of a yes-or-no matter; None where nobody said anything."""
    report = reports.get(indicator)
    return report.value.is_yes if report else None


def amount(reports: Mapping[str, Report], indicator: str) -> int | None:
    """Give the newest reported number (rupiah or a count, as the indicator says); None where nobody said any."""
    report = reports.get(indicator)
    return report.value.number if report else None
