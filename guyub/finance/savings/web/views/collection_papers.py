"""Papers of collecting: the sheet that a collector takes along, slips for members, all receipts of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.questions import span_of
from guyub.books.treasury.selectors.vouchers import vouchers_of_events
from guyub.books.treasury.web.voucher_files import vouchers_pdf
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.collecting import months_words
from guyub.finance.savings.selectors.collecting import lines_of, one_list
from guyub.finance.savings.selectors.owing import owing
from guyub.finance.savings.web.collection_pages import aim_in
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import MONTHS, number, rupiah
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.collecting import LineRow, ListRow

MOST_SLIPS = 400  # in one file
TO_A_SHEET = 4  # receipts on a sheet, as the counter prints them
BESIDE = (Action.VIEW_SAVINGS, Action.COLLECT_SAVINGS)


@require_safe
@never_cache
@acts(*BESIDE)
def sheet(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Print the sheet of a list: who, where, what is asked, columns for what was got and for the signature."""
    found, lines = _list(request, list_id)
    place = here(request)
    with own_rows(request):
        head = letterhead_of(request, place)
    payload = head | {
        "paper": _paper(request),
        "title": "Daftar tagih simpanan wajib",
        "asked": "Bulan",
        "name": found.name,
        "facts": [
            ["Penagih", found.collector],
            ["Wilayah", found.whom],
            ["Dibuat", f"{written_day(found.made_on)}, {found.made_by}"],
        ],
        "rows": [
            [str(line.rank), line.name, line.number, line.home, line.months, number(line.asked_rp)]
            for line in lines
        ],
        "total": number(found.expected_rp),
        "signers": [["Penagih", found.collector], ["Penerima uang", ""]],
    }
    made = render_pdf(template="savings/collection_sheet.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"daftar-tagih-{found.name}")


@require_safe
@never_cache
@acts(*BESIDE)
def slips(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Print a slip for each member of a list, eight to a sheet: the bill, and the collector's own receipt."""
    found, lines = _list(request, list_id)
    cards = [
        _slip(line.name, line.number, line.home, line.months, line.asked_rp, slip=line.slip) for line in lines
    ]
    return _slips(request, cards, stem=f"slip-{found.name}", collector=found.collector)


@require_safe
@never_cache
@acts(Action.TAKE_SAVINGS, Action.REACH_MEMBERS)
def bill_slips(request: HttpRequest) -> HttpResponse:
    """Print a bill for each member of an RT or group who misses something, eight to a sheet."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = owing(cooperative_id=place.id, aim=aim_in(request.GET), today=today, most=MOST_SLIPS)
    cards = [
        _slip(
            one.name,
            one.number,
            one.home,
            months_words([month for month, _ in one.asked]),
            one.asked_rp,
            due=f"{one.due_on.day} {MONTHS[one.due_on.month - 1]} {one.due_on.year}",
        )
        for one in found.people
    ]
    if not cards:
        raise Http404
    return _slips(request, cards, stem=f"tagihan-{place.code}-{today:%Y-%m}", collector="")


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def receipts(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Print the kwitansi of every payment of a list, four to a sheet."""
    found, lines = _list(request, list_id)
    place, events = here(request), [line.event_id for line in lines if line.event_id]
    if not events:
        raise Http404
    with own_rows(request):
        vouchers = vouchers_of_events(cooperative_id=place.id, event_ids=events)
        cover = cover_of(request, place, span_of(request), stem=f"kwitansi-{found.name}")
    made = vouchers_pdf(vouchers, cover, paper=_paper(request), to_a_sheet=TO_A_SHEET, is_receipt=True)
    return pdf_answer(made, stem=f"kwitansi-{found.name}")


def _paper(request: HttpRequest) -> str:
    return "f4" if request.GET.get("kertas") == "f4" else "a4"


def _list(request: HttpRequest, list_id: UUID) -> tuple[ListRow, list[LineRow]]:
    """Give a list that this person may see: any for who sees savings, the own for its collector."""
    place, actor = here(request), actor_of(request)
    with own_rows(request):
        found = one_list(cooperative_id=place.id, list_id=list_id)
        is_open = found and (
            can(actor, Action.VIEW_SAVINGS, place.id) or found.collector_id == actor.person_id
        )
        if found is None or not is_open:
            raise Http404
        return found, lines_of(cooperative_id=place.id, list_id=list_id)


def _slip(
    name: str, member: str, home: str, months: str, asked_rp: int, *, slip: str = "", due: str = ""
) -> dict[str, str]:
    return {
        "name": name,
        "member": member,
        "home": home,
        "months": months,
        "amount": rupiah(asked_rp),
        "slip": slip,
        "due": due,
    }


def _slips(request: HttpRequest, cards: list[dict[str, str]], *, stem: str, collector: str) -> HttpResponse:
    place = here(request)
    payload: dict[str, Any] = {
        "who": place.name,
        "paper": _paper(request),
        "collector": collector,
        "slips": cards,
    }
    made = render_pdf(template="savings/bill_slips.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=stem)
