"""The list of loans, which is the counter too: a number or a name leads to the loan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.lifecycle import OWING
from guyub.finance.loans.selectors.book import A_PAGE, LONGEST_TEXT, PARTS, book_sums, loan_book
from guyub.finance.loans.web.frame import framed
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.formats import number, rupiah

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.book import BookSums

page = partial(framed, tab="loans:book")
FARTHEST = 1000


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def book(request: HttpRequest) -> HttpResponse:
    """List the loans; what is typed is looked for, and the only one that fits is opened at once."""
    place, today = here(request), today_of(request)
    text = request.GET.get("cari", "").replace("\x00", "")[:LONGEST_TEXT].strip()
    part = request.GET.get("tampil", "")
    part = part if part in PARTS else next(iter(PARTS))
    nth = _page(request.GET.get("halaman", ""))
    with own_rows(request):
        rows, is_more = loan_book(
            cooperative_id=place.id, part=part, text=text, first=(nth - 1) * A_PAGE, most=A_PAGE
        )
        sums = book_sums(cooperative_id=place.id)
    if text and nth == 1:
        owed = [row for row in rows if row.state in OWING] or rows
        if len(owed) == 1 and not is_more:
            return redirect("loans:loan", loan_id=owed[0].loan_id)
    context = {
        "title": _title(sums),
        "lead": "Ketik nomor pinjaman, nomor anggota, atau nama, lalu Enter.",
        "text": text,
        "rows": [(row, row.days_late(today)) for row in rows],
        "sums": sums,
        "part": part,
        "picks": [
            {
                "label": words,
                "count": sums.counts[key],
                "href": f"?tampil={key}",
                "current": key == part and not text,
            }
            for key, (words, _) in PARTS.items()
        ],
        "earlier": _way(part, text, nth - 1) if nth > 1 else "",
        "later": _way(part, text, nth + 1) if is_more else "",
    }
    return page(request, "book", context)


def _title(sums: BookSums) -> str:
    running = sums.counts["jalan"]
    if not running:
        return "Belum ada pinjaman yang berjalan"
    late = f", {number(sums.late)} menunggak" if sums.late else ""
    return f"{number(running)} pinjaman berjalan, sisa {rupiah(sums.left_rp)}{late}"


def _page(written: str) -> int:
    return (
        min(max(int(written), 1), FARTHEST)
        if written.isascii() and written.isdigit() and len(written) < 5
        else 1
    )


def _way(part: str, text: str, nth: int) -> str:
    asked = {"cari": text} if text else {"tampil": part}
    return f"?{urlencode(asked | {'halaman': str(nth)})}"
