"""What the cooperative keeps about the member: the file, numbers, consents, who looked; a copy to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.selectors.own_file import MOST_CHANGES, changes_of, own_file
from guyub.desks.member.selectors.own_copy import as_json, own_copy
from guyub.desks.member.web.own_pages import acting, shown
from guyub.desks.member.web.sheets import copy_pdf
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.looks import MOST_LOOKS, acts_about
from guyub.foundation.identity.selectors.own_data import ALL_LOOKS, LOOKS
from guyub.foundation.identity.selectors.privacy import consents_of
from guyub.foundation.identity.selectors.vault import masked_numbers
from guyub.foundation.identity.services.own import BY_LAW, consent_myself, reveal_own, take_copy
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_TEXTS, PURPOSE_VERSION, PURPOSE_WORDS
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from guyub.foundation.identity.domain.vault import SecretKind

STEM = "salinan-data-saya"


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_data(request: HttpRequest) -> HttpResponse:
    """Show everything that is kept, numbers masked."""
    return _data(request)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_numbers(request: HttpRequest) -> HttpResponse:
    """Show the own numbers in full, once, after PIN or password."""
    numbers, refusal = tried(lambda: reveal_own(proof=request.POST.get("proof", ""), **acting(request)))
    return _data(request, refusal=refusal, numbers=numbers or {})


@require_POST
@acts(Action.OWN_MEMBERSHIP)
def own_consent(request: HttpRequest) -> HttpResponse:
    """Give or withdraw a consent."""
    _, refusal = tried(
        lambda: consent_myself(
            purpose=request.POST.get("purpose", ""),
            version=PURPOSE_VERSION,
            is_given=request.POST.get("is_given") == "1",
            **acting(request),
        )
    )
    return _data(request, refusal=refusal) if refusal else redirect("member_desk:own_data")


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_copy_file(request: HttpRequest) -> HttpResponse:
    """Hand over a copy of all own data, as PDF or JSON."""
    is_json = request.POST.get("form") == "JSON"
    numbers, refusal = tried(
        lambda: take_copy(
            proof=request.POST.get("proof", ""), form="JSON" if is_json else "PDF", **acting(request)
        )
    )
    if numbers is None:
        return _data(request, refusal=refusal)
    actor, place = actor_of(request), request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    labelled = {KIND_WORDS[kind]: value for kind, value in numbers.items()}
    with own_rows(request):
        copy = own_copy(cooperative_id=place.id, person_id=actor.person_id, numbers=labelled)
        looks = acts_about(cooperative_id=place.id, person_id=actor.person_id, most=ALL_LOOKS)
    copy[LOOKS] = [{"Waktu": line.at, "Tindakan": said(line)} for line in looks]  # in sentences, not in codes
    if not is_json:
        return pdf_answer(copy_pdf(copy, place=place, name=actor.name, now=utc_now()), stem=STEM)
    whole = {"koperasi": place.name, "kode": place.code, "nama": actor.name, "dibuat": utc_now().isoformat()}
    answer = JsonResponse(
        whole | {"bagian": as_json(copy)}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="{STEM}.json"'
    return answer


def _data(
    request: HttpRequest, *, refusal: str = "", numbers: Mapping[SecretKind, str] | None = None
) -> HttpResponse:
    actor, place_id = actor_of(request), actor_of(request).cooperative_id
    with own_rows(request):
        file = own_file(cooperative_id=place_id, person_id=actor.person_id)
        changes = changes_of(cooperative_id=place_id, person_id=actor.person_id)
        looks = acts_about(cooperative_id=place_id, person_id=actor.person_id)
        given = {one.purpose: one for one in consents_of(cooperative_id=place_id, person_id=actor.person_id)}
    full = numbers or {}
    context = {
        "file": file,
        "numbers": [
            (one, KIND_WORDS[one.kind], full.get(one.kind, "")) for one in masked_numbers(actor.person_id)
        ],
        "purposes": [
            (code, words, PURPOSE_TEXTS[code], given.get(code), code in BY_LAW)
            for code, words in PURPOSE_WORDS.items()
        ],
        "version_words": f"naskah versi {PURPOSE_VERSION}",
        "looks": [(line.at, said(line)) for line in looks],
        "most_looks": MOST_LOOKS,
        "changes": changes,
        "most_changes": MOST_CHANGES,
        "is_open": bool(full),
    }
    return shown(request, "own_data", context, refusal=refusal)
