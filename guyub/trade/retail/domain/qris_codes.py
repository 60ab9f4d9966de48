"""The cooperative's own QRIS code: read from what was pasted, and held against what a sticker must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.qris import CITY, NAME, QrisFault, read_qris, sticker_faults

LONGEST_CODE = 512  # letters; what a QR code of a counter holds without becoming too fine to scan


class QrisCodeRefusedError(DomainError):
    """The cooperative's code is not kept, or not withdrawn; ``wrong`` says why.

    A value of ``QrisFault`` or ``StickerFault``, ``long``, ``same`` (it stands already), ``none`` (none stands),
    ``moved`` (another one was agreed to since it was asked for), ``why`` (no reason, or too long), ``picture`` (no
    code is seen in it, or several).
    """

    code: ClassVar[str] = "retail.qris_code.refused"


@dataclass(frozen=True, slots=True)
class Sticker(Row):
    """A sound static code: its text, and whose it is.

    Args:
        payload: As printed.
        nmid: Whose, in the whole country.
        name: The merchant's name, as buyers see it when they pay.
        city: Its city.
        criteria: The class by which the bank's cost goes; empty: it does not say.
    """

    payload: str
    nmid: str
    name: str
    city: str
    criteria: str


def read_sticker(text: str) -> Sticker:
    """Read the cooperative's own static code from what was pasted or scanned.

    Blanks around it and line breaks in it are what pasting adds; blanks inside a line belong to the code.

    Args:
        text: As it came.

    Raises:
        QrisCodeRefusedError: ``long``, then the first fault of ``QrisFault``, then of ``StickerFault``.

    Source: docs/algorithms/qris.md.
    """
    payload = "".join(text.splitlines()).strip()
    if len(payload) > LONGEST_CODE:
        raise QrisCodeRefusedError(wrong="long")
    qris = read_qris(payload)
    if isinstance(qris, QrisFault):
        raise QrisCodeRefusedError(wrong=qris.value)
    faults = sticker_faults(qris)
    if faults:
        raise QrisCodeRefusedError(wrong=faults[0].value)
    return Sticker(
        payload=payload,
        nmid=qris.national_merchant_id or "",
        name=qris.value(NAME) or "",
        city=qris.value(CITY) or "",
        criteria=qris.merchant_criteria or "",
    )
