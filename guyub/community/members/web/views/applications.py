"""Applications for officers: the list, one of them, the counter's form, the check against the KTP."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.applications import ApplicationState, Step, may_step
from guyub.community.members.selectors.applications import (
    closed_applications,
    file_of_applicant,
    many_on_one_kk,
    one_application,
    open_applications,
)
from guyub.community.members.selectors.letters import one_join_request
from guyub.community.members.selectors.members import one_member
from guyub.community.members.selectors.sealed_forms import sent_form
from guyub.community.members.services.applications import ask_again, check_application, close_application
from guyub.community.members.web.applicant_form import form_context, typed_applicant
from guyub.community.members.web.rooms import rooms
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.domain.roles import Action, Role, can
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.identity.selectors.vault import masked_numbers
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_VERSION
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.qr import qr_png
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.applications import ApplicationRow
    from guyub.foundation.kernel.models import Cooperative

READING = (Action.KEEP_MEMBERS, Action.APPROVE_MEMBERS)
AT_THE_COUNTER = ("MEMBER_REGISTER", "MESSAGES", "PHOTO")
TAB = "applications:applications"
MESSAGE = (
    "Formulir pendaftaran anggota {place}: {address} . Isi dari HP Anda, lalu datang membawa KTP dan KK."
    " Tautan ini untuk Anda sendiri."
)
CHIPS = {
    ApplicationState.DIUNDANG: ("", "message-circle"),
    ApplicationState.DIAJUKAN: ("warn", "clock"),
    ApplicationState.DIPERIKSA: ("act", "clock"),
    ApplicationState.DITERIMA: ("ok", "check"),
    ApplicationState.DITOLAK: ("bad", "minus"),
    ApplicationState.DITARIK: ("", ""),
}


@require_safe
@never_cache
@acts(*READING)
def applications(request: HttpRequest) -> HttpResponse:
    """List what is open, what an officer has to check first; then what was closed last."""
    return _applications(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def application_new(request: HttpRequest) -> HttpResponse:
    """Type a form at the counter; ``?surat=`` names the wish to join that it answers."""
    letter_id = id_in(str(request.POST.get("letter") or request.GET.get("surat", "")))
    return _checked(request, None, letter_id)


@require_safe
@never_cache
@acts(*READING)
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Show one application: how far it came, its link, what the file says."""
    return application_page(request, application_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def application_check(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Compare a form with the KTP, and ask the board."""
    return _checked(request, application_id, None)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def application_ask(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Ask the board once more."""
    return after(
        request,
        application_id,
        lambda: ask_again(
            actor=actor_of(request),
            application_id=application_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def application_close(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Refuse an application, or note that it was taken back."""
    return after(
        request,
        application_id,
        lambda: close_application(
            actor=actor_of(request),
            application_id=application_id,
            is_refused=request.POST.get("outcome") == "DITOLAK",
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
    )


def after(request: HttpRequest, application_id: UUID, act: Callable[[], object]) -> HttpResponse:
    """Show an application after an act on it, with the refusal where there is one."""
    _, refusal = tried(act)
    if refusal:
        return application_page(request, application_id, refusal=refusal)
    return redirect("applications:application", application_id=application_id)


def _applications(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    with own_rows(request):
        waiting = open_applications(cooperative_id=actor.cooperative_id, now=now)
        closed = closed_applications(cooperative_id=actor.cooperative_id, now=now)
    to_check = sum(one.state is ApplicationState.DIAJUKAN for one in waiting)
    title = f"{to_check} pendaftaran perlu diperiksa" if to_check else "Tidak ada yang perlu diperiksa"
    context = {
        "title": title,
        "open_ones": [(one, CHIPS[one.state]) for one in waiting],
        "closed_ones": [(one, CHIPS[one.state]) for one in closed],
        "may_keep": can(actor, Action.KEEP_MEMBERS, actor.cooperative_id),
        "tabs": list(rooms(request, TAB)),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "members/applications.html", context, status=422 if refusal else 200)


def applications_refused(request: HttpRequest, refusal: str) -> HttpResponse:
    """Show the list again with a refusal."""
    return _applications(request, refusal=refusal)


def application_page(request: HttpRequest, application_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one application."""
    actor, now, place = actor_of(request), utc_now(), _place(request)
    with own_rows(request):
        row = one_application(cooperative_id=place.id, application_id=application_id, now=now)
        if row is None:
            raise Http404
        is_sent = row.state is ApplicationState.DIAJUKAN
        sent = sent_form(cooperative_id=place.id, application_id=row.id) if is_sent else None
        file = file_of_applicant(cooperative_id=place.id, person_id=row.person_id) if row.person_id else None
        many = many_on_one_kk(cooperative_id=place.id, person_id=row.person_id) if row.person_id else 0
        member = one_member(cooperative_id=place.id, member_id=row.member_id) if row.member_id else None
        asked = one_request(actor=actor, request_id=row.approval_id, now=now) if row.approval_id else None
    numbers = masked_numbers(row.person_id) if row.person_id else []
    context = {
        "one": row,
        "chip": CHIPS[row.state],
        "told": sent or file,
        "numbers": [(KIND_WORDS[number.kind], number.masked) for number in numbers if number.masked],
        "many": many,
        "asked": asked,
        "steps": _steps(row, member.number if member else ""),
        "can_decide": asked is not None and asked.can_decide,
        "may_check": may_step(row.state, Step.PERIKSA),
        "may_refuse": may_step(row.state, Step.TOLAK),
        "may_keep": can(actor, Action.KEEP_MEMBERS, place.id),
        "next_address": _next(row),
        "tabs": list(rooms(request, TAB)),
        "typed": request.POST,
        "refusal": refusal,
    } | _link(request, row, place)
    return render(request, "members/application.html", context, status=422 if refusal else 200)


def _checked(request: HttpRequest, application_id: UUID | None, letter_id: UUID | None) -> HttpResponse:
    """Show and take in the form of the check; without an application it begins one."""
    actor, place, today, refusal = actor_of(request), _place(request), today_of(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: check_application(
                actor=actor,
                place=place,
                typed=typed_applicant(request),
                has_seen_ktp=request.POST.get("ktp") == "1",
                consent_version=PURPOSE_VERSION,
                today=today,
                request_id=request_id_of(request),
                now=utc_now(),
                application_id=application_id,
                letter_id=letter_id,
                known_id=id_in(str(request.POST.get("known", ""))),
                is_corrected=request.POST.get("corrected") == "1",
                photo=photo_in(request, "photo"),
            )
        )
        if done:
            return redirect("applications:application", application_id=done)
    with own_rows(request):
        context = _check_context(request, place, application_id, letter_id)
    context |= {"tabs": list(rooms(request, TAB)), "refusal": refusal, "place": place}
    return render(request, "members/application_check.html", context, status=422 if refusal else 200)


def _check_context(
    request: HttpRequest, place: Cooperative, application_id: UUID | None, letter_id: UUID | None
) -> dict[str, Any]:
    now = utc_now()
    row = sent = letter = None
    if application_id:
        row = one_application(cooperative_id=place.id, application_id=application_id, now=now)
        if row is None or not may_step(row.state, Step.PERIKSA):
            raise Http404
        sent = sent_form(cooperative_id=place.id, application_id=application_id)
    if letter_id:
        letter = one_join_request(cooperative_id=place.id, letter_id=letter_id)
        if letter is None:
            raise Http404
    filled = {"name": letter.name, "wish": letter.wish} if letter else {}
    if row and not sent:
        filled = {"name": row.name, "wish": row.wish}
    chosen = str(request.POST.get("known", ""))
    people = people_of(cooperative_id=place.id, now=now)
    known = [one for one in people if set(one.roles) - {Role.ANGGOTA}]
    return {
        "one": row,
        "letter": letter,
        "has_letter": letter is not None or bool(row and row.letter_id),
        "known": [
            {"value": "", "label": "Orang baru, atau dikenali dari NIK-nya"},
            *[
                {"value": str(one.person_id), "label": one.name, "selected": str(one.person_id) == chosen}
                for one in known
            ],
        ],
    } | form_context(
        request, place, today=today_of(request), sent=sent, filled=filled, purposes=AT_THE_COUNTER
    )


def _link(request: HttpRequest, row: ApplicationRow, place: Cooperative) -> dict[str, object]:
    """Give the link of an application while it opens, with the words to send it."""
    if not row.token:
        return {}
    address = request.build_absolute_uri(reverse("applications:apply", args=[place.code, row.token]))
    message = MESSAGE.format(place=place.name, address=address)
    return {
        "address": address,
        "message": message,
        # No number in the address: WhatsApp itself asks to whom it goes.
        "whatsapp": f"https://wa.me/?text={quote(message)}",
        "picture": f"data:image/png;base64,{b64encode(qr_png(address)).decode()}",
    }


def _next(row: ApplicationRow) -> str:
    """Give the address where the simpanan pokok of an accepted one is paid; "" where there is no such page."""
    if row.member_id:
        with suppress(NoReverseMatch):
            return reverse("joining:candidate", args=[row.member_id])
    return ""


def _steps(row: ApplicationRow, number: str) -> list[dict[str, str]]:
    """Tell the way of an application; ``number`` is the member's, once the simpanan pokok is whole."""
    done = [ApplicationState.DIUNDANG, ApplicationState.DIAJUKAN, ApplicationState.DIPERIKSA]
    reached = done.index(row.state) if row.state in done else 4 if number else 3
    is_over = not row.is_open and row.state is not ApplicationState.DITERIMA
    titles = (
        ("Formulir diisi", row.source_words),
        (
            "Dicocokkan dengan KTP",
            f"oleh {row.checked_by}" if row.checked_by else "pengurus melihat kartunya",
        ),
        ("Diputus pengurus", row.state_words if row.state is ApplicationState.DIPERIKSA else ""),
        ("Simpanan pokok dibayar", f"nomor {number}" if number else "lalu mendapat nomor anggota"),
    )
    return [
        {
            "title": title,
            "note": note,
            "state": "todo" if is_over else "done" if at < reached else "now" if at == reached else "todo",
        }
        for at, (title, note) in enumerate(titles)
    ]


def _place(request: HttpRequest) -> Cooperative:
    place: Cooperative = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return place
