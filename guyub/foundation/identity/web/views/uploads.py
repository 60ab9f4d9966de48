"""Files in pieces, for the script of the component "photo": it speaks JSON, a person reads the sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.uploads import append_part, begin_upload, finish_upload
from guyub.foundation.kernel.web.messages import sentence
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.foundation.kernel.services.uploads import UploadStanding

# A phone network shows many people under one address: the limits are for machines, not for a busy morning.
WITHIN = timedelta(minutes=10)
MOST_FILES, MOST_PARTS = 300, 6_000


@require_POST
@acts(Action.VIEW_OWN)
@rate_limited(what="upload", most=MOST_FILES, within=WITHIN)
def upload_begin(request: HttpRequest) -> JsonResponse:
    """Begin to send a file, or go on where the line was cut."""
    typed, size = request.POST, request.POST.get("size", "")
    return _answered(
        lambda: begin_upload(
            **_whose(request),
            name=typed.get("name", ""),
            size_bytes=_whole(size),
            sha256=typed.get("sha256", ""),
            now=utc_now(),
        )
    )


@require_POST
@acts(Action.VIEW_OWN)
@rate_limited(what="upload_part", most=MOST_PARTS, within=WITHIN)
def upload_part(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """Take the next piece of a file: the body, as it is."""
    from_byte = _whole(request.GET.get("dari", ""))
    # A form's body is read already, and is no piece.
    content = request.body if request.content_type == "application/octet-stream" else b""
    return _answered(
        lambda: append_part(**_whose(request), upload_id=upload_id, from_byte=from_byte, content=content)
    )


@require_POST
@acts(Action.VIEW_OWN)
@rate_limited(what="upload", most=MOST_FILES, within=WITHIN)
def upload_finish(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """Find that a file came whole."""
    return _answered(lambda: finish_upload(**_whose(request), upload_id=upload_id))


def _whose(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    return {"cooperative_id": actor.cooperative_id, "person_id": actor.person_id}


def _whole(written: str) -> int:
    """Read a count of bytes; what is none, or absurd, is one that every rule refuses."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


def _answered(use_case: Callable[[], UploadStanding]) -> JsonResponse:
    try:
        now = use_case()
    except DomainError as refusal:
        facts = {"message": sentence(refusal), "wrong": refusal.facts.get("wrong")}
        if "received" in refusal.facts:
            facts["received"] = refusal.facts["received"]
        return JsonResponse(facts, status=422)
    return JsonResponse({"id": now.id, "received": now.received_bytes, "whole": now.is_whole})
