"""Fetching a document that anybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from guyub.foundation.kernel.selectors.files import public_file
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_safe
def stored_file(request: HttpRequest, cooperative_id: int, file_id: UUID) -> HttpResponse:
    """Send a public document; a private, a missing and another cooperative's one are the same 404."""
    with scope(cooperative_id):
        file = public_file(cooperative_id=cooperative_id, file_id=file_id)
    if file is None:
        raise Http404
    return file_answer(file)
