"""Fetching a document that anybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from guyub.foundation.kernel.selectors.files import public_file
from guyub.foundation.kernel.services.file_contents import content_of
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

A_YEAR_S = 31_536_000


@require_safe
def stored_file(request: HttpRequest, cooperative_id: int, file_id: UUID) -> HttpResponse:
    """Send a public document; a private, a missing and another cooperative's one are the same 404."""
    with scope(cooperative_id):
        file = public_file(cooperative_id=cooperative_id, file_id=file_id)
    if file is None:
        raise Http404
    response = HttpResponse(content_of(file.sha256, is_public=True), content_type=file.media_type)
    # Pictures are shown, the rest is handed over; nothing in it may run here or reach out.
    shown = "inline" if file.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(file.original_name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
    return response
