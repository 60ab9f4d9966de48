"""People of the own cooperative, for its officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.identity.domain.names import initials
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Action, Role, fits
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.people import memberships_of, people_of, person_of
from guyub.foundation.identity.selectors.privacy import consents_of
from guyub.foundation.identity.selectors.vault import masked_numbers
from guyub.foundation.identity.services.people import end_role
from guyub.foundation.identity.services.privacy import record_consent
from guyub.foundation.identity.services.vault import identify, unmask
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_VERSION, PURPOSE_WORDS
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """List who is what."""
    rows = people_of(cooperative_id=actor_of(request).cooperative_id, now=utc_now())
    listed = [(row, ", ".join(ROLE_WORDS[role] for role in row.roles)) for row in rows]
    return render(request, "identity/people.html", {"people": listed, "count": len(rows)})


@require_safe
@acts(Action.VIEW_PEOPLE)
def people_export(request: HttpRequest) -> HttpResponse:
    """Hand over who is what; no numbers, no login names."""
    seat, today = request.visit.seat, today_of(request)  # type: ignore[attr-defined]  # identity.web.middleware
    sheet = Sheet(
        name="Orang dan peran",
        title=f"Orang dan peran {seat.cooperative_name}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Nama", width=28),
            Column("Peran", width=40),
            Column("Sejak", Kind.DATE),
            Column("Masuk"),
        ),
        rows=[
            (
                row.name,
                ", ".join(ROLE_WORDS[role] for role in row.roles),
                localtime(row.since).date(),
                "aktif" if row.has_login else "belum pernah",
            )
            for row in people_of(cooperative_id=seat.cooperative_id, now=utc_now())
        ],
    )
    return table_answer(request, sheet, stem="orang-dan-peran")


@require_safe
@never_cache
@acts(Action.VIEW_PEOPLE)
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one person: roles, numbers with most of them hidden, consents."""
    return _person(request, person_id)


@require_POST
@acts(Action.KEEP_IDENTITY)
def number(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Enter or correct a number."""
    kind = _kind(request)
    _, refusal = tried(
        lambda: identify(
            actor=actor_of(request),
            person_id=person_id,
            kind=kind,
            written=request.POST.get("number", ""),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _person(request, person_id, refusal=refusal) if refusal else _back(person_id)


@require_POST
@never_cache
@acts(Action.UNMASK_IDENTITY)
def unmask_number(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one number in full, once."""
    kind = _kind(request)
    clear, refusal = tried(
        lambda: unmask(
            actor=actor_of(request),
            person_id=person_id,
            kind=kind,
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    shown = (KIND_WORDS[kind], clear) if clear else None
    return _person(request, person_id, refusal=refusal, shown=shown)


@require_POST
@acts(Action.KEEP_CONSENT)
def consent(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record a consent given or withdrawn."""
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSE_WORDS:
        raise Http404
    _, refusal = tried(
        lambda: record_consent(
            actor=actor_of(request),
            person_id=person_id,
            purpose=purpose,
            version=PURPOSE_VERSION,
            is_given=request.POST.get("is_given") == "1",
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _person(request, person_id, refusal=refusal) if refusal else _back(person_id)


@require_POST
@acts(Action.END_ROLE)
def role_end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End a role at once."""
    try:
        membership = UUID(request.POST.get("membership", ""))
    except ValueError as error:
        raise Http404 from error
    _, refusal = tried(
        lambda: end_role(
            actor=actor_of(request),
            membership_id=membership,
            reason=request.POST.get("reason", "").strip()[:200],
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _person(request, person_id, refusal=refusal) if refusal else _back(person_id)


def _person(
    request: HttpRequest, person_id: UUID, *, refusal: str = "", shown: tuple[str, str] | None = None
) -> HttpResponse:
    actor = actor_of(request)
    found = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
    if found is None:
        raise Http404
    with own_rows(request):
        consents = {
            one.purpose: one for one in consents_of(cooperative_id=actor.cooperative_id, person_id=person_id)
        }
    held = memberships_of(cooperative_id=actor.cooperative_id, person_id=person_id)
    context: dict[str, Any] = {
        "person": found,
        "initials": initials(found.name),
        "memberships": [(one, ROLE_WORDS[Role(one.role)]) for one in held],
        "roles_now": ", ".join(ROLE_WORDS[Role(one.role)] for one in held if one.ends_at is None),
        "numbers": [(one, KIND_WORDS[one.kind]) for one in masked_numbers(person_id)],
        "purposes": [(code, words, consents.get(code)) for code, words in PURPOSE_WORDS.items()],
        "may_keep": request.allows(Action.KEEP_IDENTITY),  # type: ignore[attr-defined]  # identity.web.middleware
        "may_unmask": request.allows(Action.UNMASK_IDENTITY),  # type: ignore[attr-defined]  # as above
        "may_consent": request.allows(Action.KEEP_CONSENT),  # type: ignore[attr-defined]  # as above
        "may_end": request.allows(Action.END_ROLE),  # type: ignore[attr-defined]  # as above
        "may_ask": request.allows(Action.ASK_ROLE),  # type: ignore[attr-defined]  # as above
        "may_reset": request.allows(Action.ASK_RESET),  # type: ignore[attr-defined]  # as above
        "role_choices": _role_choices(request),
        "refusal": refusal,
        "shown": shown,
    }
    return render(request, "identity/person.html", context, status=422 if refusal else 200)


def _role_choices(request: HttpRequest) -> list[dict[str, str]]:
    is_city = request.visit.seat.is_city  # type: ignore[attr-defined]  # identity.web.middleware
    return [{"value": role.value, "label": ROLE_WORDS[role]} for role in Role if fits(role, is_city=is_city)]


def _back(person_id: UUID) -> HttpResponse:
    return redirect("identity:person", person_id=person_id)


def _kind(request: HttpRequest) -> SecretKind:
    try:
        return SecretKind(request.POST.get("kind", ""))
    except ValueError as error:
        raise Http404 from error
