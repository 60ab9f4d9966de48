"""Forms that residents sent, as they lie sealed until an officer has seen the KTP."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.applicants import ApplicantTyped
from guyub.community.members.models import Application
from guyub.foundation.identity.selectors.keys import vault_keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def sent_form(*, cooperative_id: int, application_id: UUID) -> ApplicantTyped | None:
    """Read the form that a resident sent and nobody has checked; None where there is none. One query.

    Only for who keeps the register: the numbers in it are shown masked.
    """
    rows = Application.objects.filter(cooperative_id=cooperative_id, id=application_id)
    sealed = rows.values_list("sealed", flat=True).first()
    return opened_form(sealed, application_id=application_id) if sealed else None


def opened_form(sealed: bytes | memoryview, *, application_id: UUID) -> ApplicantTyped:
    """Read a sealed form again.

    Raises:
        KeyMissingError, SealBrokenError: As of ``KeyRing.open``.
    """
    kept: Mapping[str, Any] = json.loads(opened_words(sealed, f"application:{application_id}"))
    born_on = date.fromisoformat(kept["born_on"]) if kept["born_on"] else None
    return ApplicantTyped(**{**kept, "born_on": born_on, "consents": tuple(kept["consents"])})


def opened_words(sealed: bytes | memoryview, bound_to: str) -> str:
    """Read what ``services.form_keys`` sealed.

    Raises:
        KeyMissingError, SealBrokenError: As of ``KeyRing.open``.
    """
    key_id, _, cipher = bytes(sealed).partition(b":")
    return vault_keys().open(cipher, key_id=key_id.decode(), bound_to=bound_to)
