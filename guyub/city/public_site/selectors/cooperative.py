"""One cooperative as anybody may see it: what it says of itself, and what others reported of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.selectors.public_needs import PublicNeed, public_needs
from guyub.city.public_site.domain.standing import Standing, standing_of
from guyub.city.public_site.selectors.rationed import LPG
from guyub.community.cooperatives.domain.indicators import INDICATORS, Contradiction, said_by
from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.selectors.officers import in_office, officers_inquiry
from guyub.community.cooperatives.selectors.profiles import (
    outlets_of,
    profile_of,
    records_inquiry,
    units_inquiry,
)
from guyub.community.cooperatives.selectors.reports import clashes, newest_reports, value_words
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.selectors.guiding import city_inquiry
from guyub.foundation.kernel.formats import RELATIVE_DAYS, days_ago, freshness
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.consignment.selectors.public import local_products
from guyub.trade.subsidised.selectors.outlets import outlets_inquiry

if TYPE_CHECKING:
    from datetime import date

    from guyub.community.cooperatives.domain.indicators import Said
    from guyub.community.cooperatives.selectors.officers import OfficerRow
    from guyub.community.cooperatives.selectors.profiles import OutletRow, ProfileCard
    from guyub.community.cooperatives.selectors.reports import Report
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.consignment.selectors.public import LocalProduct
    from guyub.trade.subsidised.selectors.outlets import RationedOutlet

# What everybody asks first: said to be unknown where nobody reported it.
ASKED = ("members", "sales_value", "savings_value", "total_assets", "shu")


@dataclass(frozen=True)
class Standard(Row):
    """One thing that a cooperative has or not: by its own paper, by a report, or nobody knows (``has`` is None)."""

    label: str
    has: bool | None
    how: str
    is_own: bool = False  # from the cooperative's own records, not from a report


@dataclass(frozen=True)
class Figure(Row):
    """One reported figure as it is read; ``words`` is None where nobody reported it."""

    title: str
    words: str | None
    note: str
    as_of: date | None
    said_by: str
    age_words: str
    age_level: int


@dataclass(frozen=True)
class Side(Row):
    """One side of a contradiction."""

    title: str
    words: str
    as_of: date
    said_by: str


@dataclass(frozen=True)
class Clash(Row):
    """Two reports that do not fit together; both stand."""

    why: str
    first: Side
    second: Side


@dataclass(frozen=True)
class CooperativePage(Row):
    """Everything the page shows. Of people: names and posts of those in office, nothing else."""

    name: str
    official_name: str
    kecamatan: str
    standing: Standing
    standing_by: Figure | None
    standards: tuple[Standard, ...]
    profile: ProfileCard | None
    outlets: list[OutletRow]
    units: list[tuple[str, str]]
    officers: list[OfficerRow]
    figures: tuple[Figure, ...]
    clashes: tuple[Clash, ...]
    needs: list[PublicNeed]
    products: list[LocalProduct]
    lpg: RationedOutlet | None
    as_of: date | None


def cooperative_page(place: Cooperative, *, today: date) -> CooperativePage:
    """Read what anybody may see of a cooperative, with seven queries, eight where local products are sold.

    Args:
        place: The cooperative.
        today: The business date, for ages and for who is in office.
    """
    city, shelves = asked(city_inquiry(place.code), outlets_inquiry(programme=LPG, codes=[place.code]))
    with scope(place.id, *([city.id] if city else [])):
        records, units, officers = asked(
            records_inquiry(cooperative_id=place.id, today=today),
            units_inquiry(cooperative_id=place.id),
            officers_inquiry(cooperative_id=place.id),
        )
        profile = profile_of(cooperative_id=place.id)
        outlets = outlets_of(cooperative_id=place.id)
        needs = public_needs(cooperative_id=place.id)
        products = local_products(cooperative_id=place.id, on=today)
        newest = newest_reports(city_id=city.id, about_ids=[place.id]).get(place.id, {}) if city else {}
    papers = {record.kind for record in records if record.is_current}
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    standing = standing_of({indicator: report.value for indicator, report in newest.items()})
    shown = [indicator for indicator in INDICATORS if indicator in newest or indicator in ASKED]
    return CooperativePage(
        name=place.name,
        official_name=profile.official_name if profile else place.name,
        kecamatan=ward.kecamatan if ward else "",
        standing=standing,
        standing_by=_standing_by(standing, newest, today),
        standards=(
            _standard("Badan hukum", newest.get("legal_entity_decree"), has_paper=RecordKind.AHU in papers),
            _standard("NIB", newest.get("nib"), has_paper=RecordKind.NIB in papers),
        ),
        profile=profile,
        outlets=[outlet for outlet in outlets if outlet.status != "TUTUP"],
        units=[(unit.name, unit.kind) for unit in units if unit.closed_on is None],
        officers=in_office(officers, today=today),
        figures=tuple(_figure(indicator, newest.get(indicator), today) for indicator in shown),
        clashes=tuple(map(_clash, clashes(newest))),
        needs=needs,
        products=products,
        lpg=next(iter(shelves), None),
        as_of=max((report.as_of for report in newest.values()), default=None),
    )


_BASIS = {Standing.BERJALAN: "operating", Standing.PENJUALAN: "sales_value", Standing.NIB: "nib"}


def _standing_by(standing: Standing, newest: dict[str, Report], today: date) -> Figure | None:
    indicator = _BASIS.get(standing)
    return _figure(indicator, newest[indicator], today) if indicator else None


def _standard(label: str, report: Report | None, *, has_paper: bool) -> Standard:
    if has_paper:
        return Standard(label, has_paper, "dokumen tercatat di koperasi", is_own=True)
    if report is None:
        return Standard(label, None, "belum dilaporkan")
    return Standard(label, report.value.is_yes, said_by(report.source))


def _figure(indicator: str, report: Report | None, today: date) -> Figure:
    title = INDICATORS[indicator].title
    if report is None:
        return Figure(title, None, "", None, "", "", 1)
    return Figure(
        title,
        report.words,
        report.note,
        report.as_of,
        said_by(report.source),
        _age_words(report.as_of, today),
        freshness(report.as_of, today=today),
    )


def _age_words(as_of: date, today: date) -> str:
    is_old = (today - as_of).days > RELATIVE_DAYS
    return f"lebih dari {RELATIVE_DAYS} hari" if is_old else days_ago(as_of, today=today)


def _clash(clash: Contradiction) -> Clash:
    return Clash(clash.why, _side(clash.first), _side(clash.second))


def _side(said: Said) -> Side:
    words = value_words(said.indicator, said.value)
    return Side(INDICATORS[said.indicator].title, words, said.as_of, said_by(said.source))
