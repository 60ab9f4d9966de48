"""A cooperative's legal life on one page; its name and place; words on steps; lines of business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.domain.indicators import INDICATORS, said_by
from guyub.community.cooperatives.domain.legal_life import (
    HOLDER_WORDS,
    MAIN_PAPERS,
    PAPER_WORDS,
    SINGLE_KINDS,
    STEP_WORDS,
    RecordKind,
    days_to_expiry,
)
from guyub.community.cooperatives.domain.naming import follows_rule
from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.cooperatives.domain.outlets import (
    KBLI,
    OUTLET_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
)
from guyub.community.cooperatives.selectors.overview import Overview, overview_of
from guyub.community.cooperatives.selectors.profiles import profile_of
from guyub.community.cooperatives.selectors.reports import clashes, newest_reports, value_words
from guyub.community.cooperatives.services.kbli import KbliRefusedError, choose_kbli, end_kbli
from guyub.community.cooperatives.services.profiles import ProfileTyped, change_profile
from guyub.community.cooperatives.services.steps import StepRefusedError, StepWord, note_step
from guyub.community.cooperatives.web.forms import choices, day_of, id_of, maybe_day_of, typed_of
from guyub.community.cooperatives.web.pages import aged, city_id_of, page, to
from guyub.community.cooperatives.web.words import (
    EDITION_WORDS,
    ORIGIN_WORDS,
    STATUS_TONES,
    alarm_words,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.selectors.reports import Report
    from guyub.foundation.kernel.models import Cooperative

_NUMBERED = SINGLE_KINDS | {RecordKind.REKENING}  # whose numbers others ask for


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a cooperative has, what it lacks, what ends soon, and what others say of it."""
    return _profile(request, place_of(request, code, Action.VIEW_COOPERATIVE))


@require_POST
@acts(Action.KEEP_LEGAL)
def step_note(request: HttpRequest, code: str) -> HttpResponse:
    """Write down how a step stands; ``kembali`` names the page of the house that the form was on."""
    place = place_of(request, code, Action.KEEP_LEGAL)
    kept, refusal = tried(lambda: _noted(request, place))
    if kept is None:
        return _profile(request, place, refusal=refusal)
    back = typed_of(request, "kembali")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return to("profile", place, "h-langkah")


@require_POST
@acts(Action.KEEP_LEGAL)
def kbli(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line of business, or end the one that ``berakhir`` names."""
    place = place_of(request, code, Action.KEEP_LEGAL)
    _, refusal = tried(lambda: _kbli_changed(request, place))
    return _profile(request, place, refusal=refusal) if refusal else to("profile", place, "h-kbli")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_LEGAL)
def profile_change(request: HttpRequest, code: str) -> HttpResponse:
    """Change name and place."""
    place = place_of(request, code, Action.KEEP_LEGAL)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(lambda: _profile_changed(request, place))
        if not refusal:
            return to("profile", place, "h-kantor")
    with scope(place.id):
        held = profile_of(cooperative_id=place.id)
    shown = request.POST if refusal else held
    origin = typed_of(request, "origin") if refusal else held.origin if held else ""
    context = {
        "shown": shown,
        "origins": choices(ORIGIN_WORDS, origin, empty="belum dicatat"),
        "breaks_rule": bool(held and not held.follows_rule)
        or bool(refusal and not follows_rule(typed_of(request, "official_name"))),
    }
    return page(request, place, "profile_change", context, refusal=refusal)


def _noted(request: HttpRequest, place: Cooperative) -> object:
    word = StepWord(
        step=typed_of(request, "step"),
        responsible=typed_of(request, "responsible"),
        waits_for=typed_of(request, "waits_for"),
        note=typed_of(request, "note"),
        started_on=day_of(request, "started_on", StepRefusedError, "future"),
        target_on=maybe_day_of(request, "target_on", StepRefusedError, "target"),
    )
    return note_step(
        actor=actor_of(request),
        place_id=place.id,
        word=word,
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _kbli_changed(request: HttpRequest, place: Cooperative) -> None:
    shared: dict[str, Any] = {
        "actor": actor_of(request),
        "place_id": place.id,
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }
    if typed_of(request, "berakhir"):
        end_kbli(kbli_id=id_of(request, "berakhir", KbliRefusedError, "gone"), **shared)
        return
    edition = typed_of(request, "edition")
    choose_kbli(
        code=typed_of(request, "kbli"),
        edition=int(edition) if edition in EDITION_WORDS else 0,
        title=typed_of(request, "title"),
        **shared,
    )


def _profile_changed(request: HttpRequest, place: Cooperative) -> None:
    change_profile(
        actor=actor_of(request),
        place_id=place.id,
        typed=ProfileTyped(**{field: typed_of(request, field) for field in ProfileTyped.__annotations__}),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _profile(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    city_id = city_id_of(request, place)
    with scope(place.id, *([city_id] if city_id else [])):
        life = overview_of(cooperative_id=place.id, today=today)
        newest = newest_reports(city_id=city_id, about_ids=[place.id]) if city_id else {}
    reports = newest.get(place.id, {})
    held = {record.kind for record in life.records}
    context = {
        "life": life,
        "main_papers": [
            (PAPER_WORDS[kind], kind.value, [row for row in life.records if row.kind == kind])
            for kind in MAIN_PAPERS
        ],
        "held_count": sum(kind in held for kind in MAIN_PAPERS),
        "states": ["done" if kind in held else "todo" for kind in MAIN_PAPERS],
        "numbers": [(PAPER_WORDS[row.kind], row) for row in life.records if row.kind in _NUMBERED],
        "concerns": [*_expiring(life, today), *alarm_words(life.alarms)],
        "officers": [(officer, POST_WORDS[officer.post]) for officer in life.officers],
        "outlets": [
            (
                row,
                OUTLET_WORDS[row.kind],
                STATUS_WORDS[row.status],
                STATUS_TONES[row.status],
            )
            for row in life.outlets
        ],
        "units": [(unit, UNIT_WORDS[unit.kind]) for unit in life.units],
        "notes": [
            (
                note,
                STEP_WORDS.get(note.step, note.step),
                HOLDER_WORDS[note.waits_for] if note.waits_for else "",
            )
            for note in life.notes
        ],
        "steps": choices(STEP_WORDS, typed_of(request, "step")),
        "holders": choices(HOLDER_WORDS, typed_of(request, "waits_for"), empty="tidak menunggu siapa pun"),
        "editions": choices(EDITION_WORDS, typed_of(request, "edition")),
        "known_kbli": sorted(KBLI.values()),
        "origin": ORIGIN_WORDS.get(life.profile.origin, "") if life.profile else "",
        "reports": aged((reports[code] for code in INDICATORS if code in reports), today),
        "clashes": _side_by_side(reports),
    }
    return page(request, place, "profile", context, refusal=refusal)


def _expiring(life: Overview, today: date) -> list[tuple[str, str]]:
    said = []
    for row in life.records:
        left = days_to_expiry(row.expires_on, today=today)
        if row.expires_on is None or left is None or not row.is_expiring:
            continue
        when = f"{left} hari lagi" if left > 0 else "hari ini" if left == 0 else f"lewat {-left} hari"
        words = f"{PAPER_WORDS[row.kind]} {row.shown_number}".strip()
        said.append(("bad" if left < 0 else "warn", f"{words} berlaku sampai {day(row.expires_on)}, {when}."))
    return said


def _side_by_side(newest: dict[str, Report]) -> list[tuple[str, list[tuple[str, str, str, date]]]]:
    """Say each contradiction: why, and both sides with title, value, source and day."""
    return [
        (
            clash.why,
            [
                (
                    newest[side.indicator].title,
                    value_words(side.indicator, side.value),
                    said_by(side.source),
                    side.as_of,
                )
                for side in (clash.first, clash.second)
            ],
        )
        for clash in clashes(newest)
    ]
