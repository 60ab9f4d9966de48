"""Photos and proofs that people bring: kept private."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.kernel.models import StoredFile

LONGEST_TITLE = 120


def keep_picture(
    *, place_id: int, file: tuple[str, bytes] | None, kind: str, title: str, now: datetime
) -> StoredFile | None:
    """Keep a file of a need or a visit; nothing where nothing was brought. Step: needs an open transaction.

    Args:
        place_id: Whose file.
        file: Its name and content.
        kind: One of ``selectors.pictures.KINDS``.
        title: What it belongs to; cut at 120 letters.
        now: The moment, aware.

    Raises:
        FileRefusedError, PhotoRefusedError: See their fact ``wrong``.
    """
    if file is None:
        return None
    name, content = file
    return store_photo(
        cooperative_id=place_id,
        content=content,
        original_name=name,
        kind=kind,
        title=title.strip()[:LONGEST_TITLE],
        now=now,
    )


def digest_of(file: tuple[str, bytes] | None) -> str | None:
    """Name a file among the facts of a request by the hash of its content."""
    return hashlib.sha256(file[1]).hexdigest() if file else None
