"""What the pages of jasa and its tax share: the month in the address, the tabs, rows in pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.http import urlencode

from guyub.community.members.selectors.books import MOST_SHOWN
from guyub.community.members.web.book_tables import span_of
from guyub.foundation.kernel.formats import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from guyub.community.members.selectors.books import Span

ROWS = 40  # of a page
MOST_TAKEN = 20_000  # rows of a table that is taken away
_PERIOD = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def month_in(period: str) -> date:
    """Read a month of an address, ``2026-10``; anything else is not found."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise Http404
    return date(int(match[1]), int(match[2]), 1)


def period_of(month: date) -> str:
    """Write a month for an address."""
    return f"{month:%Y-%m}"


def month_words(month: date) -> str:
    """``Oktober 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def asked_span(request: HttpRequest) -> Span:
    """Read which part of a register the address asks for: a page of it, short enough for a phone."""
    span = span_of(request)
    return replace(span, first=span.first // MOST_SHOWN * ROWS, most=ROWS)


def pages(span: Span, *, total: int, count: int, more: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give what the pager shows.

    Args:
        span: What was asked for.
        total: How many rows the question finds.
        count: How many are shown.
        more: Further parts of the question.
    """
    asked = {"cari": span.text, **(more or {})}
    asked = {name: value for name, value in asked.items() if value}
    page, last = span.first // ROWS + 1, span.first + count
    return {
        "span": span,
        "total": total,
        "first": span.first + 1,
        "last": last,
        "has_pages": total > ROWS,
        "previous": f"?{urlencode(asked | {'halaman': str(page - 1)})}" if page > 1 else "",
        "next": f"?{urlencode(asked | {'halaman': str(page + 1)})}" if last < total else "",
    }
