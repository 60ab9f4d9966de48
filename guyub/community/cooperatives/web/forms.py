"""Reading what people typed into the forms of cooperatives: days, numbers, ids, scans, choices."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from guyub.foundation.kernel.errors import DomainError

_WRITTEN_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})*|\d{1,9}", re.ASCII)


def typed_of(request: HttpRequest, field: str) -> str:
    """Give what was typed, as typed."""
    return str(request.POST.get(field, ""))


def maybe_day_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> date | None:
    """Read a day as browsers send it or as people write it (31-12-2026); None where nothing was typed.

    Raises:
        DomainError: The refusal that was given: what was typed is no day.
    """
    written = typed_of(request, field).strip()
    if not written:
        return None
    match = _WRITTEN_DAY.fullmatch(written)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(written)
    except ValueError as error:
        raise refusal(wrong=wrong) from error


def day_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> date:
    """Read a day that must be there.

    Raises:
        DomainError: The refusal that was given: nothing was typed, or no day.
    """
    day = maybe_day_of(request, field, refusal, wrong)
    if day is None:
        raise refusal(wrong=wrong)
    return day


def maybe_id_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> UUID | None:
    """Read the id of a chosen row; None where nothing was chosen.

    Raises:
        DomainError: The refusal that was given: what came is no id.
    """
    written = typed_of(request, field)
    try:
        return UUID(written) if written else None
    except ValueError as error:
        raise refusal(wrong=wrong) from error


def id_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> UUID:
    """Read the id of a row that must be chosen.

    Raises:
        DomainError: The refusal that was given: nothing was chosen, or no row.
    """
    chosen = maybe_id_of(request, field, refusal, wrong)
    if chosen is None:
        raise refusal(wrong=wrong)
    return chosen


def maybe_whole_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> int | None:
    """Read a whole number, with or without dots; None where nothing was typed.

    Raises:
        DomainError: The refusal that was given: what was typed is no such number.
    """
    written = typed_of(request, field).strip()
    if not written:
        return None
    if not _WHOLE.fullmatch(written):
        raise refusal(wrong=wrong)
    return int(written.replace(".", ""))


def scan_of(request: HttpRequest, field: str) -> tuple[str, bytes] | None:
    """Read a file that came with the form: its name and content."""
    file = request.FILES.get(field)
    return (file.name or "", file.read()) if file else None


def choices(
    words: Mapping[Any, str], selected: str = "", *, empty: str | None = None
) -> list[dict[str, object]]:
    """Make the choices of a select: value (a code), label, selected; ``empty`` is the label of choosing nothing."""
    listed = ({"": empty} if empty is not None else {}) | dict(words)
    return [
        {"value": value, "label": label, "selected": str(value) == selected}
        for value, label in listed.items()
    ]
