"""Summaries that the city's pages read: one row a cooperative, one row a region. Filled by jobs, never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from guyub.books.planning.domain.calendar import quarter_of, year_of
from guyub.city.development.selectors.open_counts import open_helps, open_needs
from guyub.city.development.selectors.progress import Progress, amount, answer, progress_of
from guyub.city.supervision.models import PlaceSummary, RegionSummary
from guyub.city.supervision.selectors.stale import stale_places
from guyub.city.supervision.services.loans import count_loans
from guyub.city.supervision.services.members import count_members
from guyub.city.supervision.services.monthly_books import BOOKS_FIELDS, follow_books
from guyub.city.supervision.services.savings import count_savings
from guyub.city.supervision.services.shops import count_shops
from guyub.city.supervision.services.staples import count_staples
from guyub.community.cooperatives.selectors.officers import terms_end
from guyub.community.cooperatives.selectors.regions import TABLE as REGION_TABLE
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.selectors.news import places_with_news
from guyub.foundation.kernel.services.outbox import BATCH_LINES, read_news
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import national_value

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from guyub.foundation.kernel.models import OutboxLine

READER = "supervision.summary"
TOPICS = (
    "cooperatives.changed",
    "cooperatives.report_kept",
    "development.changed",
    "inventory.prices_set",
    "ledger.month_closed",
    "ledger.reopened",
    "members.changed",
    "savings.dues.billed",
)
AT_ONCE = 500
NATION = "ID"


def catch_up(*, now: datetime) -> int:
    """Bring the summaries of all who have news up to date. Called by a job; safe to run twice and late.

    Args:
        now: The moment, aware.

    Returns:
        How many cooperatives were summed anew.
    """
    if not PlaceSummary.objects.exists():
        return sum_all(now=now)
    for place_id in places_with_news(reader=READER, most=AT_ONCE):
        _pass_news(place_id)
    waiting = stale_places(most=AT_ONCE)
    sum_places(waiting, now=now)
    follow_books(now=now, place_ids=waiting)
    count_members(now=now, place_ids=waiting)
    count_savings(now=now, place_ids=waiting)
    count_staples(now=now, place_ids=waiting)
    codes = Cooperative.objects.filter(id__in=waiting).values_list("code", flat=True)
    sum_regions(codes=list(codes), now=now)
    return len(waiting)


def _pass_news(place_id: int) -> None:
    """Pass one tenant's news and mark whom it is about, itself or another, in one transaction: no crash loses it."""
    touched: set[int] = set()

    def notice(line: OutboxLine) -> None:
        touched.add(int(line.payload.get("about", place_id)))

    with scope(place_id):
        while read_news(cooperative_id=place_id, reader=READER, topics=TOPICS, handle=notice) == BATCH_LINES:
            pass
        PlaceSummary.objects.filter(cooperative_id__in=touched).update(is_stale=True)


def sum_all(*, now: datetime) -> int:
    """Sum every cooperative and every region anew: at the first start, and each night, since ages change by themselves.

    Returns:
        How many cooperatives there are.
    """
    ids = list(
        Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
        .order_by("code")
        .values_list("id", flat=True)
    )
    for start in range(0, len(ids), AT_ONCE):
        sum_places(ids[start : start + AT_ONCE], now=now)
    follow_books(now=now, is_whole=True)
    count_members(now=now)
    count_savings(now=now)
    count_loans(now=now)
    count_staples(now=now)
    count_shops(now=now)
    sum_regions(codes=None, now=now)
    return len(ids)


def sum_places(place_ids: Collection[int], *, now: datetime) -> None:
    """Sum cooperatives anew, city by city; a handful of queries for each city's. Offices are passed over."""
    places = Cooperative.objects.filter(id__in=place_ids, kind=CooperativeKind.KOPERASI)
    by_city: dict[str, list[Cooperative]] = {}
    for place in places.order_by("code"):
        by_city.setdefault(place.code[:5], []).append(place)
    cities = dict(
        Cooperative.objects.filter(code__in=by_city, kind=CooperativeKind.KOTA).values_list("code", "id")
    )
    rows: list[PlaceSummary] = []
    # Those without an office of their own share one reading.
    shared = [place for code, group in by_city.items() if code not in cities for place in group]
    for city_id, group in [*((cities[code], by_city[code]) for code in sorted(cities)), (None, shared)]:
        if group:
            rows += _summed(group, city_id=city_id, now=now)
    fields = [
        field.name
        for field in PlaceSummary._meta.concrete_fields
        if field.name not in {"id", "cooperative", *BOOKS_FIELDS}
    ]
    PlaceSummary.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["cooperative"], update_fields=fields
    )


def _summed(group: Sequence[Cooperative], *, city_id: int | None, now: datetime) -> list[PlaceSummary]:
    ids = [place.id for place in group]
    today = business_date(now, Zone(group[0].zone))
    with scope(*ids, *([city_id] if city_id is not None else [])):
        progress = progress_of(ids, city_id=city_id, today=today)
        needs, helps = open_needs(ids), open_helps(ids)
        ends = terms_end(ids, today=today)
    return [
        _summary(place, progress[place.id], now=now, needs=needs, helps=helps, ends=ends) for place in group
    ]


def _summary(
    place: Cooperative,
    progress: Progress,
    *,
    now: datetime,
    needs: dict[int, int],
    helps: dict[int, int],
    ends: dict[int, date],
) -> PlaceSummary:
    standing, reports, facts = progress.standing, progress.reports, progress.facts
    step = standing.next
    quarter, annual = reports.get("quarterly_report"), reports.get("annual_report")
    rat = standing.step("RAT").proof
    return PlaceSummary(
        cooperative_id=place.id,
        code=place.code,
        district_code=place.code[:8],
        name=place.name,
        stage=standing.stage,
        next_step=step.step.code if step else "",
        done_steps=" ".join(one.step.code for one in standing.steps if one.is_done),
        since_on=step.since_on if step else None,
        since_basis=step.since_basis.value if step and step.since_basis else "",
        waits_for=step.word.waits_for if step and step.word else "",
        waits_note=step.word.note if step and step.word else "",
        has_nib=True if "NIB" in facts.papers else answer(reports, "nib"),
        is_operating=answer(reports, "operating"),
        sales_rp=amount(reports, "sales_value"),
        savings_rp=amount(reports, "savings_value"),
        members_count=amount(reports, "members"),
        reported_on=max((report.as_of for report in reports.values()), default=None),
        entered_on=business_date(facts.entered_at, Zone(place.zone)) if facts.entered_at else None,
        rat_on=rat.on if rat else None,
        last_quarter=quarter_of(quarter.value.text) if quarter else None,
        last_annual_year=year_of(annual.value.text) if annual else None,
        needs_open=needs.get(place.id, 0),
        helps_open=helps.get(place.id, 0),
        term_ends_on=ends.get(place.id),
        expires_on=facts.expires_on,
        summed_at=now,
    )


# -- regions -------------------------------------------------------------------------------------------------------

_COUNTS = (
    "places_count nib_count operating_count stuck_count selling_count saving_count fresh_count sales_rp savings_rp"
    " needs_open"
).split()
_INTO = f"""
INSERT INTO {RegionSummary._meta.db_table} (code, parent_code, name, level, as_of, {", ".join(_COUNTS)})
"""
_TAKE_OVER = f"""
ON CONFLICT (code) DO UPDATE SET (name, as_of, {", ".join(_COUNTS)}) =
  (excluded.name, excluded.as_of, {", ".join(f"excluded.{name}" for name in _COUNTS)})
"""
_DISTRICTS = f"""
{_INTO}
SELECT place.district_code, left(place.district_code, 5), coalesce(region.name, place.district_code), 'KECAMATAN',
  %(today)s, count(*), count(*) FILTER (WHERE has_nib), count(*) FILTER (WHERE is_operating),
  count(*) FILTER (WHERE since_on < %(today)s::date - %(limit)s::int),
  count(*) FILTER (WHERE sales_rp > 0), count(*) FILTER (WHERE savings_rp > 0),
  count(*) FILTER (WHERE greatest(entered_on, reported_on, books_last_on) >= %(today)s::date - 7),
  coalesce(sum(sales_rp), 0), coalesce(sum(savings_rp), 0), coalesce(sum(place.needs_open), 0)
FROM {PlaceSummary._meta.db_table} AS place LEFT JOIN {REGION_TABLE} AS region ON region.code = place.district_code
WHERE %(all)s OR place.district_code = ANY(%(codes)s)
GROUP BY place.district_code, region.name
{_TAKE_OVER}
"""  # noqa: S608  names of our own


def _from_below(parent: str) -> str:
    """Write the statement that sums regions from those below them; ``parent`` is SQL for the code above."""
    return f"""
{_INTO}
SELECT child.parent_code, {parent}, coalesce(region.name, %(name)s), coalesce(region.level, %(level)s), %(today)s,
  {", ".join(f"sum(child.{name})" for name in _COUNTS)}
FROM {RegionSummary._meta.db_table} AS child LEFT JOIN {REGION_TABLE} AS region ON region.code = child.parent_code
WHERE child.level = ANY(%(children)s) AND (%(all)s OR child.parent_code = ANY(%(codes)s))
GROUP BY child.parent_code, region.name, region.level
{_TAKE_OVER}
"""  # noqa: S608  names of our own


# Length of the code, level where the regions are not loaded, what stands below, the code above in SQL.
_LEVELS = (
    (5, "KOTA", ["KECAMATAN"], "left(child.parent_code, 2)"),
    (2, "PROVINSI", ["KABUPATEN", "KOTA"], f"'{NATION}'"),
    (0, "NEGARA", ["PROVINSI"], "''"),
)


def sum_regions(*, codes: Collection[str] | None, now: datetime) -> None:
    """Sum regions anew from the cooperatives' summaries, each level from the one below; four statements.

    Stuck is whoever waits longer than the nation's parameter says; a city's own page counts by the city's.

    Args:
        codes: Of the wards whose cooperatives changed; None sums every region.
        now: The moment, aware; ages count to its day in Jakarta.
    """
    if codes is not None and not codes:
        return
    known, today = codes or (), business_date(now, Zone.WIB)
    limit = int(national_value("jalur.macet_hari", on=today))
    values: dict[str, Any] = {"today": today, "limit": limit, "all": codes is None}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DISTRICTS, values | {"codes": sorted({code[:8] for code in known})})
        for length, level, children, parent in _LEVELS:
            above: dict[str, Any] = {
                "codes": sorted({code[:length] or NATION for code in known}),
                "children": children,
                "level": level,
                "name": "" if length else "Indonesia",
            }
            cursor.execute(_from_below(parent), values | above)
