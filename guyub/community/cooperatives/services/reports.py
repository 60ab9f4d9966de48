"""Reported figures: brought with the product, typed by the city, taken back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.indicators import INDICATORS, Value, read_value
from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.cooperatives.models import ReportedFigure
from guyub.community.cooperatives.selectors.reports import files_reports, value_words
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.selectors.guiding import guides, place_by_code
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

NEWS = "cooperatives.report_kept"
LONGEST_SOURCE = 160


class ReportRefusedError(DomainError):
    """A reported figure is not kept; ``wrong``: ``place indicator value future source taken gone reason``."""

    code: ClassVar[str] = "cooperatives.report.refused"


def load_reports(*, now: datetime) -> int:
    """Enter what public sources reported, from the data file, for the cities that are there. Repeating changes nothing.

    A row that somebody retracted stays retracted.

    Returns:
        How many rows are new.
    """
    rows = list(files_reports())
    places = dict(
        Cooperative.objects.filter(code__in={row["code"] for row in rows}).values_list("code", "id")
    )
    cities = {code[:5] for code in places}
    added = 0
    for city in Cooperative.objects.filter(code__in=cities, kind=CooperativeKind.KOTA):
        with scope(city.id, durable=True):
            added += _enter(
                city, [row for row in rows if row["code"].startswith(f"{city.code}.")], places, now
            )
    return added


def _enter(city: Cooperative, rows: list[dict[str, object]], places: dict[str, int], now: datetime) -> int:
    known = set(
        ReportedFigure.objects.filter(cooperative_id=city.id, entered_by__isnull=True).values_list(
            "about_id", "indicator", "as_of", "source"
        )
    )
    fresh = [
        ReportedFigure(
            cooperative_id=city.id,
            about_id=places[str(row["code"])],
            entered_at=now,
            **{field: row[field] for field in row if field != "code"},
        )
        for row in rows
        if row["code"] in places
        and (places[str(row["code"])], row["indicator"], row["as_of"], row["source"]) not in known
    ]
    ReportedFigure.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh)


@dataclass(frozen=True)
class Figure:
    """What was reported, as typed: of which ward's cooperative, what, how much, of which day, by whom."""

    place_code: str
    indicator: str
    written: str
    as_of: date
    source: str


def keep_report(*, actor: Actor, figure: Figure, today: date, request_id: UUID, now: datetime) -> UUID:
    """Keep a figure that somebody reported of a guided cooperative. Use-case of the city.

    Checks run in this order: indicator, value, day, source, cooperative, the same report before.

    Args:
        actor: An officer of the city.
        figure: What was reported; its day is not after today, its source at most 160 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ReportRefusedError: See its fact ``wrong``.
        NotAllowedError: The role may not keep reports.
    """
    value = _checked(figure, today=today)

    def work() -> str:
        place = place_by_code(figure.place_code)
        if place is None or not guides(city_id=actor.cooperative_id, place_id=place.id):
            raise ReportRefusedError(wrong="place")
        said = {
            "cooperative_id": actor.cooperative_id,
            "about": place,
            "indicator": figure.indicator,
            "as_of": figure.as_of,
            "source": one_line(figure.source),
        }
        if ReportedFigure.objects.filter(**said, retracted_at__isnull=True).exists():
            raise ReportRefusedError(wrong="taken")
        kept = ReportedFigure.objects.create(
            **said, **vars(value), entered_by_id=actor.person_id, entered_at=now
        )
        _note(actor, "cooperatives.report.kept", kept, place.name, now)
        return str(kept.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_REPORT,
            request_id=request_id,
            use_case="cooperatives.keep_report",
            facts=vars(figure),
            now=now,
            work=work,
        )
    )


def _checked(figure: Figure, *, today: date) -> Value:
    known = INDICATORS.get(figure.indicator)
    if known is None:
        raise ReportRefusedError(wrong="indicator")
    value = read_value(known, figure.written)
    if value is None:
        raise ReportRefusedError(wrong="value", title=known.title)
    if figure.as_of > today:
        raise ReportRefusedError(wrong="future")
    if not 0 < len(one_line(figure.source)) <= LONGEST_SOURCE:
        raise ReportRefusedError(wrong="source")
    return value


def retract_report(*, actor: Actor, report_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Take back a report that was entered wrongly; it stays, marked, with the reason. Use-case of the city.

    Raises:
        ReportRefusedError: ``reason`` is missing, or it is ``gone`` already.
    """
    why = one_line(reason)[:200]
    if not why:
        raise ReportRefusedError(wrong="reason")

    def work() -> None:
        rows = ReportedFigure.objects.filter(cooperative_id=actor.cooperative_id, id=report_id)
        held = rows.select_for_update(of=("self",)).select_related("about").first()
        if held is None or held.retracted_at is not None:
            raise ReportRefusedError(wrong="gone")
        rows.update(retracted_at=now, retract_reason=why)
        _note(actor, "cooperatives.report.retracted", held, held.about.name, now, reason=why)

    act_once(
        actor=actor,
        action=Action.KEEP_REPORT,
        request_id=request_id,
        use_case="cooperatives.retract_report",
        facts={"report": report_id, "reason": reason},
        now=now,
        work=work,
    )


def _note(actor: Actor, act: str, kept: ReportedFigure, place: str, now: datetime, **more: str) -> None:
    facts = {
        "place": place,
        "title": INDICATORS[kept.indicator].title,
        "value": value_words(kept.indicator, Value(kept.number, kept.is_yes, kept.text)),
        **more,
    }
    record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)
    write_news(cooperative_id=actor.cooperative_id, topic=NEWS, payload={"about": kept.about_id}, now=now)
