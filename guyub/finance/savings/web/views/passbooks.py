"""The passbook of one account: on screen, in a book of paper, on a narrow slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.passbooks import LINES, PAGES, page_text, slip_text
from guyub.finance.savings.selectors.passbooks import (
    account_head,
    last_lines,
    one_printing,
    paper_book,
    printings,
)
from guyub.finance.savings.services.passbooks import print_again, print_lines, start_book
from guyub.finance.savings.web.frame import done_of
from guyub.finance.savings.web.passbook_pages import lines_context, page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, day
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.savings.selectors.passbooks import AccountHead, Printing

LAST_PRINTED, SLIP_LINES = 5, 10


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def book(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show the passbook of an account, and where its book of paper stands."""
    return _book(request, account_id)


@require_POST
@acts(Action.TAKE_SAVINGS)
def book_new(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Begin a book of paper, the first or the next."""
    made, refusal = tried(
        lambda: start_book(
            account_id=account_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            lines=_whole(typed_of(request, "lines"), LINES),
            pages=_whole(typed_of(request, "pages"), PAGES),
            **done_of(request),
        )
    )
    if made:
        return redirect("passbooks:book", account_id=account_id)
    return _book(request, account_id, refusal=refusal)


@require_POST
@acts(Action.TAKE_SAVINGS)
def book_print(request: HttpRequest, account_id: UUID, book_id: UUID) -> HttpResponse:
    """Take the next lines of a book of paper to a printer."""
    seen = _whole(typed_of(request, "seen"), 0)
    made, refusal = tried(lambda: print_lines(book_id=book_id, seen=seen, **done_of(request)))
    if made:
        return redirect("passbooks:printing", print_id=made)
    return _book(request, account_id, refusal=refusal)


@require_POST
@acts(Action.TAKE_SAVINGS)
def book_again(request: HttpRequest, account_id: UUID, book_id: UUID) -> HttpResponse:
    """Print lines of a book of paper again."""
    first = _whole(typed_of(request, "first"), 0)
    made, refusal = tried(lambda: print_again(book_id=book_id, first=first, **done_of(request)))
    if made:
        return redirect("passbooks:printing", print_id=made)
    return _book(request, account_id, refusal=refusal)


@require_safe
@never_cache
@acts(Action.TAKE_SAVINGS)
def printing(request: HttpRequest, print_id: UUID) -> HttpResponse:
    """Show what one printing puts on the page; as PDF of the book's size, or as lines for a line printer."""
    place, shape = here(request), request.GET.get("bentuk", "")
    with own_rows(request):
        found = one_printing(cooperative_id=place.id, print_id=print_id)
        if found is None:
            raise Http404
        head, made = found
        newest = paper_book(head=head, cooperative_id=place.id)
    if shape == "pdf":
        return pdf_answer(_page_pdf(head, made), stem=f"buku-{head.number}-baris-{made.span.first}")
    lines = page_text(made.rows, made.span)
    if shape == "txt":
        content = "".join(f"{line}\r\n" for line in lines)
        response = HttpResponse(f"{content}\f", content_type="text/plain; charset=ascii")
        response["Content-Disposition"] = f'attachment; filename="buku-baris-{made.span.first}.txt"'
        response["Cache-Control"] = "private, no-store"
        return response
    more = newest.next if newest and newest.book_id == made.book.book_id else None
    context = {
        "head": head,
        "account": head.account,
        "made": made,
        "page_lines": "\n".join(lines),
        "more": more,
        "turns": more is not None and more.page > made.span.page,
    }
    return page(request, "passbook_print", context)


@require_safe
@never_cache
@acts(Action.TAKE_SAVINGS)
def slip(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Print the last movements on a roll of 58 mm."""
    place = here(request)
    with own_rows(request):
        head = account_head(cooperative_id=place.id, account_id=account_id)
        if head is None or head.person_id == actor_of(request).person_id:
            raise Http404
        rows = last_lines(head=head, cooperative_id=place.id, most=SLIP_LINES)
    moment = utc_now().astimezone(Zone(place.zone).info)
    lines = slip_text(
        head=[place.name, head.account.words, head.number, f"{day(moment)} {clock(moment)}"],
        rows=rows,
        balance_rp=head.account.balance_rp,
        foot="Cocokkan dengan kwitansi Anda. Terima kasih.",
    )
    payload = {"title": f"Gerak terakhir {head.account.words}", "who": place.name, "lines": lines}
    made = render_pdf(template="savings/slip.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"slip-{head.number}")


def _book(request: HttpRequest, account_id: UUID, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    with own_rows(request):
        head = account_head(cooperative_id=place.id, account_id=account_id)
        if head is None:
            raise Http404
        context = lines_context(request, head, place.id)
        paper = paper_book(head=head, cooperative_id=place.id)
        printed = printings(cooperative_id=place.id, book=paper, most=LAST_PRINTED) if paper else []
    context |= {
        "paper": paper,
        "printed": printed,
        "is_own": head.person_id == actor_of(request).person_id,
        "lines_default": LINES,
        "pages_default": PAGES,
    }
    return page(request, "passbook", context, refusal=refusal)


def _page_pdf(head: AccountHead, made: Printing) -> bytes:
    payload = {
        "title": f"{head.account.words}, buku {made.book.no}",
        "lines": page_text(made.rows, made.span),
        "a_page": made.book.lines,
    }
    return render_pdf(template="savings/passbook_page.typ", payload=payload, is_example=False)


def _whole(written: str, otherwise: int) -> int:
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else otherwise
