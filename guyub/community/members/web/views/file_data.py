"""The data of one member: what the file says, its numbers, the photo, whether the KTP was seen."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.web.forms import choices, maybe_day_of
from guyub.community.members.domain.file_changes import FIELD_WORDS
from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS
from guyub.community.members.selectors.files import file_inquiry, has_photo_consent, text_of
from guyub.community.members.services.file_changes import edit_file, keep_number
from guyub.community.members.services.file_photos import keep_photo, remove_photo, see_ktp
from guyub.community.members.services.files import FileRefusedError, FileTyped
from guyub.community.members.web.file_pages import acted, done_of, member_of, shown, to_member
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import masked_numbers_inquiry
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_VERSION
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

WAS = "was_"  # before a field's name: what the form showed when it was opened


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def data(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show what the file says as a form, and change it."""
    if request.method != "POST":
        return _data(request, member_id)
    is_stale = []

    def act() -> None:
        try:
            edit_file(
                member_id=member_id,
                was=_told(request, WAS),
                typed=_told(request),
                why=request.POST.get("reason", ""),
                today=today_of(request),
                **done_of(request),
            )
        except FileRefusedError as refusal:
            is_stale.append(refusal.facts["wrong"] == "stale")
            raise

    return acted(
        act,
        then=lambda: to_member(member_id),
        else_=lambda refusal: _data(request, member_id, refusal=refusal, keeps_was=not any(is_stale)),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def number(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Enter or correct the NIK, KK or phone."""
    try:
        kind = SecretKind(request.POST.get("kind", ""))
    except ValueError as error:
        raise Http404 from error
    return acted(
        lambda: keep_number(
            member_id=member_id,
            kind=kind,
            written=request.POST.get("number", ""),
            why=request.POST.get("why", ""),
            today=today_of(request),
            **done_of(request),
        ),
        then=lambda: to_member(member_id),
        else_=lambda refusal: _data(request, member_id, refusal=refusal),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def ktp(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Write down that the KTP was seen today."""
    return acted(
        lambda: see_ktp(member_id=member_id, today=today_of(request), **done_of(request)),
        then=lambda: to_member(member_id),
        else_=lambda refusal: _data(request, member_id, refusal=refusal),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def photo_keep(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Keep the photo of the member."""
    return acted(
        lambda: keep_photo(
            member_id=member_id,
            picture=photo_in(request, "photo"),
            has_consented=request.POST.get("consent") == "1",
            consent_version=PURPOSE_VERSION,
            **done_of(request),
        ),
        then=lambda: to_member(member_id),
        else_=lambda refusal: _data(request, member_id, refusal=refusal),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def photo_remove(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take the photo out of the file."""
    return acted(
        lambda: remove_photo(member_id=member_id, why=request.POST.get("photo_why", ""), **done_of(request)),
        then=lambda: to_member(member_id),
        else_=lambda refusal: _data(request, member_id, refusal=refusal),
    )


def _data(
    request: HttpRequest, member_id: UUID, *, refusal: str = "", keeps_was: bool = True
) -> HttpResponse:
    member, place = member_of(request, member_id), actor_of(request).cooperative_id
    with own_rows(request):
        file, numbers = asked(
            file_inquiry(cooperative_id=place, file_id=member.file_id),
            masked_numbers_inquiry(member.person_id),
        )
        has_consent = has_photo_consent(cooperative_id=place, person_id=member.person_id)
    held = {field: text_of(getattr(file, field)) for field in FIELD_WORDS}
    values, was = _values(request, held, keeps_was=keeps_was)
    ward_names = {ward.code: f"{ward.name}, {ward.kecamatan}" for ward in wards()}
    if values["ward_code"] and values["ward_code"] not in ward_names:
        ward_names = {values["ward_code"]: f"Luar kota ({values['ward_code']})"} | ward_names
    context: dict[str, Any] = {
        "member": member,
        "file": file,
        "values": values,
        "was": [(f"{WAS}{field}", value) for field, value in was.items()],
        "sexes": choices(SEX_WORDS, values["sex"], empty="Belum dicatat"),
        "wards": choices(ward_names, values["ward_code"], empty="Belum dicatat"),
        "relations": choices(RELATION_WORDS, values["kk_relation"], empty="Belum dicatat"),
        "kinds": choices(KIND_WORDS, request.POST.get("kind", "")),
        "numbers": [(one, KIND_WORDS[one.kind]) for one in numbers],
        "has_consent": has_consent,
        "today": today_of(request),
    }
    return shown(request, "file_data", context, refusal=refusal)


def _values(
    request: HttpRequest, held: dict[str, str], *, keeps_was: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Give what the form shows and on what it stands.

    What was typed stays; what was not touched is as the file has it now. After a refusal for what changed meanwhile
    the form stands on the file of now; after any other one, on what the person saw.
    """
    if WAS + "name" not in request.POST:
        return held, held
    posted = {field: request.POST.get(f"{WAS}{field}", "") for field in held}
    typed = {field: request.POST.get(field, "") for field in held}
    values = {field: typed[field] if typed[field] != posted[field] else held[field] for field in held}
    if not keeps_was:
        return values, held
    return {field: typed[field] for field in held}, posted


def _told(request: HttpRequest, before: str = "") -> FileTyped:
    texts = {
        field: request.POST.get(f"{before}{field}", "")
        for field in asdict(FileTyped(name=""))
        if field != "born_on"
    }
    return FileTyped(**texts, born_on=maybe_day_of(request, f"{before}born_on", FileRefusedError, "born"))
