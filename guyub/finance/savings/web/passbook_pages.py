"""What the pages of passbooks and statements share: which year and page, which span, how a page is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode

from guyub.finance.savings.domain.passbooks import CODE_WORDS
from guyub.finance.savings.selectors.passbooks import A_PAGE, passbook_page
from guyub.finance.savings.web.frame import framed
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.balances import SavingsRow
    from guyub.finance.savings.selectors.passbooks import AccountHead, PassbookPage

FARTHEST_PAGE = 10_000
TAB = "savings:counter"


@dataclass(frozen=True, slots=True)
class Asked(Row):
    """Which lines of a passbook an address asks for; year 0: all."""

    year: int
    page: int

    @property
    def first(self) -> int:
        """How many lines come before those wanted."""
        return (self.page - 1) * A_PAGE


@dataclass(frozen=True, slots=True)
class SpanAsked(Row):
    """Which days and which account an address asks for; the mark "" is every account."""

    since: date
    until: date
    mark: str


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "", tab: str = TAB
) -> HttpResponse:
    """Render one page of passbooks."""
    more = {"me": actor_of(request).person_id}
    return framed(request, name, more | dict(context), tab=tab, refusal=refusal)


def asked_of(request: HttpRequest) -> Asked:
    """Read which year and page an address asks for; what is none asks for all, from the first."""
    year, nth = (_whole(request.GET.get(name, "")) for name in ("tahun", "halaman"))
    return Asked(year if 2000 <= year <= 9998 else 0, min(max(nth, 1), FARTHEST_PAGE))


def lines_context(request: HttpRequest, head: AccountHead, cooperative_id: int) -> dict[str, Any]:
    """Give the lines of a passbook that an address asks for, and what stands around them. Two queries, in the scope."""
    asked = asked_of(request)
    found = passbook_page(
        head=head, cooperative_id=cooperative_id, year=asked.year, first=asked.first, most=A_PAGE
    )
    return {
        "head": head,
        "account": head.account,
        "passbook": found,
        "years": _years(head.account, asked.year, today_of(request)),
        "codes": list(CODE_WORDS.items()),
        **_pager(asked, found),
    }


def span_asked(request: HttpRequest, written: Mapping[str, str]) -> SpanAsked:
    """Read the days and the account of a statement; what is none is this year up to today, over every account."""
    today = today_of(request)
    since = _day(written.get("dari", "")) or today.replace(month=1, day=1)
    until = min(_day(written.get("sampai", "")) or today, today)
    return SpanAsked(min(since, until), until, written.get("simpanan", "")[:40])


def _years(account: SavingsRow, year: int, today: date) -> list[dict[str, object]]:
    known = range(today.year, account.opened_on.year - 1, -1)
    return [
        {"value": one, "label": one or "Semua tahun", "selected": one == year}
        for one in (0, *sorted({*known, *([year] if year else [])}, reverse=True))
    ]


def _pager(asked: Asked, found: PassbookPage) -> dict[str, Any]:
    last = asked.first + len(found.lines)
    of_year = {"tahun": asked.year} if asked.year else {}
    return {
        "first": asked.first + 1,
        "last": last,
        "has_pages": found.total > A_PAGE,
        "previous": f"?{urlencode(of_year | {'halaman': asked.page - 1})}" if asked.page > 1 else "",
        "next": f"?{urlencode(of_year | {'halaman': asked.page + 1})}" if last < found.total else "",
    }


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
