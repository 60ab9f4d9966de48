"""The photo or document that came with a form: whole, or in pieces sent before it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.web.doors import actor_of
from guyub.foundation.kernel.photos import MOST_BYTES, PhotoRefusedError
from guyub.foundation.kernel.services.uploads import UploadRefusedError, sent_file

if TYPE_CHECKING:
    from django.http import HttpRequest

SENT = "_sent"  # the field beside the file's own: the id of what the page sent in pieces (component "photo")


def photo_in(request: HttpRequest, field: str = "document") -> tuple[str, bytes] | None:
    """Read the photo or document of a form, for ``services.files.store_photo``: its name and content.

    Only behind ``acts``, and inside ``tried``, which shows a refusal.

    Args:
        request: The form, with the component "photo" under ``field``.
        field: The name of its file field.

    Raises:
        PhotoRefusedError: More than 25,000,000 bytes.
        UploadRefusedError: What was sent in pieces is not there any more, or not whole.
    """
    file = request.FILES.get(field)
    if file:
        if (file.size or 0) > MOST_BYTES:
            raise PhotoRefusedError(wrong="too_large")
        return file.name or "", file.read()
    sent = str(request.POST.get(field + SENT, ""))
    if not sent:
        return None
    actor = actor_of(request)
    try:
        upload_id = UUID(sent)
    except ValueError as error:
        raise UploadRefusedError(wrong="gone") from error
    return sent_file(cooperative_id=actor.cooperative_id, person_id=actor.person_id, upload_id=upload_id)
