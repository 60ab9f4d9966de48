"""The path of one cooperative: where it stands, the one next step, its guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.city.development.domain.path import Basis, ProofKind, days_since, is_stuck
from guyub.city.development.selectors.path_page import PathPage, path_page
from guyub.city.development.selectors.paths import path_on
from guyub.city.development.web.doors import seat_for
from guyub.city.development.web.words import STATE_MARKS
from guyub.community.cooperatives.domain.indicators import said_by
from guyub.community.cooperatives.domain.legal_life import HOLDER_WORDS, PAPER_WORDS
from guyub.foundation.identity.domain.names import initials
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day, number, weekday
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.city.development.domain.path import StepStanding


@dataclass(frozen=True)
class StepRow(Row):
    """One step as the page lists it."""

    code: str
    title: str
    mark: str
    state_words: str
    chip: str
    chip_tone: str
    note: str
    proved_by: str
    is_done: bool
    paper: str  # the kind of paper that would prove it


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def own_path(request: HttpRequest) -> HttpResponse:
    """Lead to the path of the own cooperative, or the city to its home."""
    seat = request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    if seat.is_city:
        return redirect("supervision:city")
    return redirect("development:path", code=seat.cooperative_code)


@require_safe
@never_cache
@acts(Action.VIEW_COOPERATIVE)
def path_of(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a cooperative stands and what is next."""
    place, today = seat_for(request, code, Action.VIEW_COOPERATIVE).place, today_of(request)
    page = path_page(place=place, now=utc_now(), today=today)
    standing, first = page.standing, page.standing.next
    context = {
        "place": place,
        "page": page,
        "first": first,
        "lead": _lead(page),
        "marks": [_mark(step, first) for step in standing.steps],
        "rows": [_row(step, page, today) for step in standing.steps],
        "deadline": _deadline(first, today) if first else None,
        "prepare": [(one, page.has_paper(one.paper)) for one in first.step.prepare] if first else [],
        "holds": [page.title(code) for code in path_on(today).held_by(first.step.code)] if first else [],
        "owner": (first.word.responsible or first.step.owner)
        if first and first.word
        else first.step.owner
        if first
        else "",
        "helpers": [(name, initials(name)) for _, name in page.mentors],
        "holders": _holders(first.word.waits_for if first and first.word else ""),
        "papers": [(paper, PAPER_WORDS[paper.kind]) for paper in page.papers],
        "may_keep": may_here(request, Action.KEEP_LEGAL, place),
        "may_ask": may_here(request, Action.ASK_HELP, place),
        "is_city": actor_of(request).cooperative_id != place.id,
        "today": today,
    }
    return render(request, "development/path.html", context)


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def guide(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Show the short guide of one step, fit for printing."""
    place = seat_for(request, code, Action.VIEW_COOPERATIVE).place
    found = path_on(today_of(request)).step(step)
    if found is None:
        raise Http404
    context = {
        "place": place,
        "step": found,
        "may_keep": may_here(request, Action.KEEP_LEGAL, place),
        "paper": found.papers[0] if found.papers else "",
    }
    return render(request, "development/guide.html", context)


def _holders(chosen: str) -> list[dict[str, object]]:
    pairs = [
        ("", "Tidak menunggu siapa pun"),
        *HOLDER_WORDS.items(),
    ]
    return [{"value": value, "label": words, "selected": value == chosen} for value, words in pairs]


def _lead(page: PathPage) -> str:
    standing = page.standing
    reported = sum(step.state.value == "REPORTED" for step in standing.steps)
    done = f"{standing.done_count} dari {len(standing.steps)} langkah selesai"
    if reported:
        done += f", {reported} di antaranya baru dilaporkan"
    return f"{done}. Berikutnya: {standing.next.step.title}." if standing.next else f"{done}."


def _mark(step: StepStanding, first: StepStanding | None) -> str:
    return "now" if step is first else STATE_MARKS[step.state][0] if step.is_done else "todo"


def _deadline(step: StepStanding, today: date) -> tuple[str, str, str]:
    """Say until when, how long that is, and in which tone."""
    if step.word and step.word.target_on:
        due = step.word.target_on
    elif step.since_on and step.since_basis is not Basis.REPORT:
        due = step.since_on + timedelta(days=step.step.days)
    else:
        return "Belum ditetapkan", f"biasanya {step.step.days} hari", "muted"
    left = (due - today).days
    if left < 0:
        return day(due), f"lewat {number(-left)} hari", "bad"
    return (
        weekday(due),
        "hari ini" if left == 0 else f"{number(left)} hari lagi",
        "warn" if left <= 7 else "muted",
    )


def _row(step: StepStanding, page: PathPage, today: date) -> StepRow:
    mark, words = STATE_MARKS[step.state]
    days = days_since(step.since_on, today=today)
    is_next = page.standing.next is step
    stuck = is_next and is_stuck(step.since_on, today=today, limit_days=page.limit_days)
    chip = f"{number(days)} hari" if days is not None and (is_next or step.word) else ""
    if not chip and step.missing:
        chip = f"Menunggu {page.title(step.missing[0])}"
    elif not chip and step.step.yearly:
        chip = f"Batas {day(page.rat_due_on)}"
    return StepRow(
        code=step.step.code,
        title=step.step.title,
        mark="now" if is_next else mark,
        state_words="langkah berikutnya" if is_next else words,
        chip=chip,
        chip_tone="bad" if stuck else "",
        note=_note(step),
        proved_by=step.proof.kind.value if step.proof else "",
        is_done=step.is_done,
        paper=step.step.papers[0] if step.step.papers else "",
    )


def _note(step: StepStanding) -> str:
    """Say what is known of a step in one line, with its day and source."""
    proof, word = step.proof, step.word
    if proof is not None:
        if proof.kind is ProofKind.REPORT:
            return f"Dilaporkan {said_by(proof.words)}, {day(proof.on)}. Dokumennya belum dicatat di Guyub."
        return f"{day(proof.on)} · {proof.words}" if proof.words else day(proof.on)
    if word is not None:
        waits = f"Menunggu {HOLDER_WORDS[word.waits_for].lower()}. " if word.waits_for else ""
        return f"{waits}{word.note} Sejak {day(word.started_on)}.".strip()
    if step.since_basis is Basis.REPORT and step.since_on:
        return f"Tercatat belum per {day(step.since_on)}. Tidak tercatat bukan berarti tidak ada."
    return step.step.why
