"""The city's cooperatives as they were reported, for the first page and for whoever wants the figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from guyub.city.public_site.domain.standing import Standing, amount, is_yes, standing_of
from guyub.community.cooperatives.domain.indicators import INDICATORS, Measure, said_by
from guyub.community.cooperatives.selectors.reports import newest_reports
from guyub.community.cooperatives.selectors.wards import Ward, wards
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from guyub.community.cooperatives.selectors.reports import Report


@dataclass(frozen=True)
class WardRow(Row):
    """One ward: its class, and what was reported of its cooperative; rupiah, 0 where nothing was recorded."""

    ward: Ward
    standing: Standing
    has_nib: bool
    sales_rp: int
    savings_rp: int


@dataclass(frozen=True)
class Tile(Row):
    """One figure of the city: in how many cooperatives, the sum in rupiah where there is one, who said so when."""

    label: str
    count: int
    sum_rp: int | None
    said_by: str
    as_of: date | None


@dataclass(frozen=True)
class Overview(Row):
    """The whole city."""

    rows: tuple[WardRow, ...]
    tiles: tuple[Tile, ...]
    counts: dict[Standing, int]
    as_of: date | None

    @property
    def with_figures(self) -> list[WardRow]:
        """Those with sales or savings, by name: a public page ranks nobody."""
        return sorted(
            (row for row in self.rows if row.sales_rp or row.savings_rp), key=lambda row: row.ward.name
        )

    def found(self, query: str) -> list[tuple[str, list[WardRow]]]:
        """Give the wards whose name holds some letters, by kecamatan."""
        rows = [row for row in self.rows if query.casefold() in row.ward.name.casefold()]
        return [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.ward.kecamatan)]


# Label, indicator, whether its amounts are summed.
_TILES = (
    ("Berbadan hukum", "legal_entity_decree", False),
    ("Punya NIB", "nib", False),
    ("Ada penjualan tercatat", "sales_value", True),
    ("Ada simpanan tercatat", "savings_value", True),
)


def overview() -> Overview:
    """Read what was reported of the city's cooperatives, with three queries; before any report nothing is recorded."""
    newest = _newest_by_code()
    rows = tuple(_ward_row(ward, newest.get(ward.code, {})) for ward in wards())
    return Overview(
        rows,
        tuple(_tile(label, indicator, newest, is_summed=summed) for label, indicator, summed in _TILES),
        {standing: sum(row.standing is standing for row in rows) for standing in Standing},
        max((report.as_of for reports in newest.values() for report in reports.values()), default=None),
    )


def reported_figures() -> Iterator[tuple[str | int | date | None, ...]]:
    """Give every newest report as a row of open data: ward, what, how much, unit, day, source, note."""
    newest = _newest_by_code()
    for ward in wards():
        for indicator, known in INDICATORS.items():
            report = newest.get(ward.code, {}).get(indicator)
            if report is None:
                continue
            value = report.words if report.value.number is None else report.value.number
            unit = known.unit or ("rupiah" if known.measure is Measure.RUPIAH else "")
            yield (
                ward.code,
                ward.name,
                ward.kecamatan,
                ward.cooperative_name,
                indicator,
                report.title,
                value,
                unit,
                report.as_of,
                report.source,
                report.note,
            )


def _newest_by_code() -> dict[str, dict[str, Report]]:
    city = city_of(wards()[0].code)
    if city is None:
        return {}
    codes = dict(Cooperative.objects.filter(code__startswith=f"{city.code}.").values_list("id", "code"))
    with scope(city.id):
        newest = newest_reports(city_id=city.id)
    return {codes[about_id]: reports for about_id, reports in newest.items()}


def _ward_row(ward: Ward, reports: Mapping[str, Report]) -> WardRow:
    values = {indicator: report.value for indicator, report in reports.items()}
    return WardRow(
        ward,
        standing_of(values),
        is_yes(values, "nib"),
        amount(values, "sales_value"),
        amount(values, "savings_value"),
    )


def _tile(label: str, indicator: str, newest: Mapping[str, Mapping[str, Report]], *, is_summed: bool) -> Tile:
    found = [reports[indicator] for reports in newest.values() if indicator in reports]
    counted = [report for report in found if report.value.is_yes or report.value.number]
    last = max(found, key=lambda report: report.as_of, default=None)
    total_rp = sum(report.value.number or 0 for report in counted) if is_summed and counted else None
    return Tile(
        label,
        len(counted),
        total_rp,
        said_by(last.source) if last else "",
        last.as_of if last else None,
    )
