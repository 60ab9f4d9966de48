"""Receiving files in pieces: a cut line costs the piece that was under way, not the photo (ADR 0052).

An upload is nobody's record: it stands outside the trail, is seen by its sender alone and is gone a day later. What a
use-case makes of it is kept by ``services.files``, as of any other file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.media import media_type_of
from guyub.foundation.kernel.models import Upload, UploadPart
from guyub.foundation.kernel.photos import MOST_BYTES as MOST_PHOTO_BYTES
from guyub.foundation.kernel.photos import PHOTO_ENDINGS, PhotoRefusedError
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.services.files import LONGEST_NAME, MOST_BYTES, FileRefusedError
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

PART_BYTES = 262_144
MOST_KEPT = 20
KEPT_FOR = timedelta(days=1)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class UploadRefusedError(DomainError):
    """A piece or a whole is not taken; ``wrong`` says why.

    ``hash`` (none was told, or what came is not what was sent), ``part`` (an empty one, one above 256 kB, or beyond
    the size that was told), ``gap`` (bytes before it are missing, ``received`` says where to go on), ``gone`` (not
    there, or another person's).
    """

    code: ClassVar[str] = "kernel.upload.refused"


@dataclass(frozen=True, slots=True)
class UploadStanding:
    """How far an upload is: the bytes that came, from the first on without a gap."""

    id: UUID
    received_bytes: int
    is_whole: bool


def begin_upload(
    *, cooperative_id: int, person_id: UUID, name: str, size_bytes: int, sha256: str, now: datetime
) -> UploadStanding:
    """Make room for a file, or find it where the person began to send the same before. Use-case.

    Of one person at most 20 are kept; the oldest gives way.

    Args:
        cooperative_id: In whose seat the person sends.
        person_id: Who sends.
        name: As the person's device calls it.
        size_bytes: Of the whole: photos up to 25,000,000, others up to 10,000,000.
        sha256: Of the whole, 64 hexadecimal digits.
        now: The moment, aware.

    Raises:
        FileRefusedError, PhotoRefusedError: Its size.
        UploadRefusedError: ``hash``.
    """
    ending = name.rpartition(".")[2].lower()
    if size_bytes < 1:
        raise FileRefusedError(wrong="empty")
    if ending in PHOTO_ENDINGS and size_bytes > MOST_PHOTO_BYTES:
        raise PhotoRefusedError(wrong="too_large")
    if ending not in PHOTO_ENDINGS and size_bytes > MOST_BYTES:
        raise FileRefusedError(wrong="too_large", most=MOST_BYTES)
    if not _SHA256.fullmatch(sha256):
        raise UploadRefusedError(wrong="hash")
    with scope(cooperative_id, durable=True):
        mine = Upload.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
        upload, is_new = Upload.objects.select_for_update().get_or_create(
            cooperative_id=cooperative_id,
            person_id=person_id,
            sha256=sha256,
            size_bytes=size_bytes,
            defaults={"name": name[-LONGEST_NAME:], "expires_at": now + KEPT_FOR},
        )
        if is_new:
            kept = mine.order_by("-expires_at", "-id").values_list("id", flat=True)
            _remove(cooperative_id, [id_ for id_ in kept[MOST_KEPT:] if id_ != upload.id])
            return UploadStanding(upload.id, 0, is_whole=False)
        if (
            upload.received_bytes == size_bytes and not upload.is_whole
        ):  # it came changed: once more from the start
            upload.parts.all().delete()
            upload.received_bytes = 0
        upload.expires_at = now + KEPT_FOR
        upload.save(update_fields=["received_bytes", "expires_at"])
    return UploadStanding(upload.id, upload.received_bytes, upload.is_whole)


def append_part(
    *, cooperative_id: int, person_id: UUID, upload_id: UUID, from_byte: int, content: bytes
) -> UploadStanding:
    """Take the next piece. A piece that came before is taken for granted. Use-case.

    Args:
        cooperative_id: In whose seat the person sends.
        person_id: Who sends.
        upload_id: Of which file.
        from_byte: Where in the file it begins, counted from 0.
        content: At most 262,144 bytes.

    Raises:
        UploadRefusedError: ``gone``, ``part`` or ``gap``.
    """
    with scope(cooperative_id, durable=True):
        upload = _locked(cooperative_id, person_id, upload_id)
        to_byte = from_byte + len(content)
        if not 0 < len(content) <= PART_BYTES or from_byte < 0 or to_byte > upload.size_bytes:
            raise UploadRefusedError(wrong="part")
        if to_byte > upload.received_bytes:
            if from_byte != upload.received_bytes:
                raise UploadRefusedError(wrong="gap", received=upload.received_bytes)
            UploadPart.objects.create(
                cooperative_id=cooperative_id,
                upload=upload,
                from_byte=from_byte,
                sealed=seal(content, _label(upload, from_byte)),
            )
            upload.received_bytes = to_byte
            upload.save(update_fields=["received_bytes"])
    return UploadStanding(upload.id, upload.received_bytes, upload.is_whole)


def finish_upload(*, cooperative_id: int, person_id: UUID, upload_id: UUID) -> UploadStanding:
    """Find that everything came and is what was sent. Use-case.

    Raises:
        UploadRefusedError: ``gone``, ``gap``, or ``hash``: begin once more.
        FileRefusedError: ``type``: nothing that the house keeps.
    """
    with scope(cooperative_id, durable=True):
        upload = _locked(cooperative_id, person_id, upload_id)
        if upload.received_bytes < upload.size_bytes:
            raise UploadRefusedError(wrong="gap", received=upload.received_bytes)
        content = _joined(upload)
        if hashlib.sha256(content).hexdigest() != upload.sha256:
            raise UploadRefusedError(wrong="hash")
        if media_type_of(content) is None:
            raise FileRefusedError(wrong="type")
        upload.is_whole = True
        upload.save(update_fields=["is_whole"])
    return UploadStanding(upload.id, upload.received_bytes, upload.is_whole)


def sent_file(*, cooperative_id: int, person_id: UUID, upload_id: UUID) -> tuple[str, bytes]:
    """Give the name and content of a whole upload. It stays until its day is over: a form that is sent again finds it.

    Raises:
        UploadRefusedError: ``gone``, or ``gap`` where it is not whole.
    """
    with scope(cooperative_id):
        upload = _found(cooperative_id, person_id, upload_id)
        if not upload.is_whole:
            raise UploadRefusedError(wrong="gap", received=upload.received_bytes)
        return upload.name, _joined(upload)


def forget_uploads(*, now: datetime) -> int:
    """Remove uploads whose day is over; returns how many. A periodic job calls it."""
    with all_cooperatives("uploads that nobody used, wherever they lie"):
        old = list(Upload.objects.filter(expires_at__lt=now).values_list("cooperative_id", "id"))
    for cooperative_id in {whose for whose, _ in old}:
        with scope(cooperative_id, durable=True):
            _remove(cooperative_id, [id_ for whose, id_ in old if whose == cooperative_id])
    return len(old)


def _found(cooperative_id: int, person_id: UUID, upload_id: UUID, *, is_locked: bool = False) -> Upload:
    uploads = Upload.objects.select_for_update() if is_locked else Upload.objects.all()
    upload = uploads.filter(cooperative_id=cooperative_id, person_id=person_id, id=upload_id).first()
    if upload is None:
        raise UploadRefusedError(wrong="gone")
    return upload


def _locked(cooperative_id: int, person_id: UUID, upload_id: UUID) -> Upload:
    return _found(cooperative_id, person_id, upload_id, is_locked=True)


def _joined(upload: Upload) -> bytes:
    parts = upload.parts.order_by("from_byte").values_list("from_byte", "sealed")
    return b"".join(unseal(bytes(sealed), _label(upload, from_byte)) for from_byte, sealed in parts)


def _label(upload: Upload, from_byte: int) -> str:
    return f"{upload.id}:{from_byte}"


def _remove(cooperative_id: int, upload_ids: list[UUID]) -> None:
    UploadPart.objects.filter(cooperative_id=cooperative_id, upload_id__in=upload_ids).delete()
    Upload.objects.filter(cooperative_id=cooperative_id, id__in=upload_ids).delete()
