"""What others reported, the newest first; kept by the city, shown with source and date."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from guyub.community.cooperatives.domain.indicators import (
    INDICATORS,
    Contradiction,
    Measure,
    Said,
    Value,
    contradictions,
    exactness,
    plain_words,
    read_value,
    said_by,
)
from guyub.community.cooperatives.models import ReportedFigure
from guyub.community.cooperatives.selectors.wards import DATA
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from uuid import UUID


@dataclass(frozen=True)
class Report(Row):
    """One reported figure: who said it of which day, and how it is read."""

    report_id: UUID
    about_id: int
    indicator: str
    title: str
    value: Value
    note: str
    as_of: date
    source: str
    entered_at: datetime
    retracted_at: datetime | None = None
    retract_reason: str = ""

    @property
    def words(self) -> str:
        """The value as people read it."""
        return value_words(self.indicator, self.value)

    @property
    def said_by(self) -> str:
        """Who reported, without the date."""
        return said_by(self.source)

    @property
    def said(self) -> Said:
        """What the rules need of it."""
        return Said(self.indicator, self.value, self.as_of, self.source)


def value_words(indicator: str, value: Value) -> str:
    """Write a reported value: ``ya``, ``Rp 5.220.000``, ``130 orang``."""
    known = INDICATORS[indicator]
    if known.measure is Measure.YES_NO:
        return "ya" if value.is_yes else "tidak"
    if known.measure is Measure.TEXT or value.number is None:
        return value.text
    if known.measure is Measure.RUPIAH:
        return rupiah(value.number)
    return f"{number(value.number)} {known.unit}"


def reports_about(*, city_id: int, about_id: int, has_retracted: bool = False) -> list[Report]:
    """List everything reported of one cooperative, by indicator, the newest first; if asked, the retracted too."""
    rows = ReportedFigure.objects.filter(cooperative_id=city_id, about_id=about_id)
    if not has_retracted:
        rows = rows.filter(retracted_at__isnull=True)
    order = list(INDICATORS)
    found = [_report(row) for row in rows.order_by("-as_of", "-entered_at", "id")]
    return sorted(found, key=lambda report: order.index(report.indicator))


def newest_reports(*, city_id: int, about_ids: Collection[int] | None = None) -> dict[int, dict[str, Report]]:
    """Give the newest report of each indicator for each cooperative of a city: id → indicator → report. One query."""
    rows = ReportedFigure.objects.filter(cooperative_id=city_id, retracted_at__isnull=True)
    if about_ids is not None:
        rows = rows.filter(about_id__in=about_ids)
    picked = rows.order_by("about_id", "indicator", "-as_of", "-entered_at", "id").distinct(
        "about_id", "indicator"
    )
    found: dict[int, dict[str, Report]] = {}
    for row in picked:
        found.setdefault(row.about_id, {})[row.indicator] = _report(row)
    return found


def clashes(newest: Mapping[str, Report]) -> list[Contradiction]:
    """Find what does not fit together among the newest reports of one cooperative."""
    return contradictions({code: report.said for code, report in newest.items()})


def files_reports() -> Iterator[dict[str, Any]]:
    """Read the reported figures of the data file as fields of a ReportedFigure, with the ward's ``code``.

    Raises:
        ValueError: A row of the file cannot be read; the file ships with the product, so this is our mistake.
    """
    with (DATA / "kkmp_malang_reported.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = read_value(INDICATORS[row["indicator"]], plain_words(row["value"]))
            if value is None:
                raise ValueError(f"{row['code']} {row['indicator']}: {row['value']}")
            yield {
                "code": row["code"],
                "indicator": row["indicator"],
                "number": value.number,
                "is_yes": value.is_yes,
                "text": value.text,
                "note": exactness(row["unit"]),
                "as_of": date.fromisoformat(row["as_of"]),
                "source": row["source"],
            }


def _report(row: ReportedFigure) -> Report:
    return Report(
        row.id,
        row.about_id,
        row.indicator,
        INDICATORS[row.indicator].title,
        Value(row.number, row.is_yes, row.text),
        row.note,
        row.as_of,
        row.source,
        row.entered_at,
        row.retracted_at,
        row.retract_reason,
    )
