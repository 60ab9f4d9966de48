"""Documents with a number and dates, kept for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.media import agrees_with_name, media_type_of
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.photos import PHOTO_TYPES, small_copy
from guyub.foundation.kernel.services.file_contents import keep_content

if TYPE_CHECKING:
    from datetime import date, datetime

MOST_BYTES = 10_000_000
LONGEST_NAME = 120


class FileRefusedError(DomainError):
    """A file is not kept; ``wrong`` says why: ``empty too_large type extension dates replaced``."""

    code: ClassVar[str] = "kernel.file.refused"


def store_file(
    *,
    cooperative_id: int,
    content: bytes,
    original_name: str,
    kind: str,
    title: str,
    now: datetime,
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    is_public: bool = False,
    replaces: StoredFile | None = None,
) -> StoredFile:
    """Keep a document, or a new version of one. Step: needs an open transaction.

    Checks run in this order: empty, size, type by content, ending of the name, dates, the version it replaces.

    Args:
        cooperative_id: Whose document.
        content: At most 10,000,000 bytes; PDF, PNG, JPEG, WebP, XLSX without macros, or plain text.
        original_name: As the person's device called it; folders before it are dropped.
        kind: What it is, as a code: ``AKTA``, ``NIB``.
        title: What people call it.
        now: The moment, aware.
        number: The number that the issuer gave it.
        issued_on: The day it was issued.
        expires_on: The last day on which it holds.
        is_public: Anybody may fetch it; only then is it kept without encryption.
        replaces: The version before, of the same cooperative and kind.

    Raises:
        FileRefusedError: See its fact ``wrong``.
    """
    name = original_name.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    media_type = _checked_type(content, name)
    if issued_on and expires_on and expires_on < issued_on:
        raise FileRefusedError(wrong="dates")
    if replaces is not None and (
        replaces.kind != kind
        or StoredFile.objects.filter(cooperative_id=cooperative_id, replaces=replaces).exists()
    ):
        raise FileRefusedError(wrong="replaced")
    return StoredFile.objects.create(
        cooperative_id=cooperative_id,
        kind=kind,
        title=title,
        number=number,
        issued_on=issued_on,
        expires_on=expires_on,
        is_public=is_public,
        version=1 if replaces is None else replaces.version + 1,
        replaces=replaces,
        sha256=keep_content(content, is_public=is_public),
        size_bytes=len(content),
        media_type=media_type,
        original_name=name,
        stored_at=now,
    )


def store_photo(*, content: bytes, original_name: str, **of_store_file: Any) -> StoredFile:
    """Keep what a person photographed, or a document in its place. Step: needs an open transaction.

    Of a photo the small copy is kept, as JPEG (kernel.photos); anything else goes to ``store_file`` as it is.

    Args:
        content: A photo of at most 25,000,000 bytes, or what ``store_file`` takes.
        original_name: As the person's device called it; a photo's ending becomes ``jpg``.
        of_store_file: The rest, as of ``store_file``.

    Raises:
        PhotoRefusedError: The photo is too large or cannot be read.
        FileRefusedError: As of ``store_file``.
    """
    if media_type_of(content) in PHOTO_TYPES:
        content = small_copy(content)
        original_name = f"{original_name.rpartition('.')[0] or original_name}.jpg"
    return store_file(content=content, original_name=original_name, **of_store_file)


def _checked_type(content: bytes, name: str) -> str:
    if not content:
        raise FileRefusedError(wrong="empty")
    if len(content) > MOST_BYTES:
        raise FileRefusedError(wrong="too_large", most=MOST_BYTES)
    media_type = media_type_of(content)
    if media_type is None:
        raise FileRefusedError(wrong="type")
    if not agrees_with_name(media_type, name):
        raise FileRefusedError(wrong="extension")
    return media_type
