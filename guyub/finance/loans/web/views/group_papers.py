"""Papers of a group's meeting: the sheet with columns to write in or with what was booked, and all receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.questions import span_of
from guyub.books.treasury.selectors.events import events_of_entries
from guyub.books.treasury.selectors.vouchers import vouchers_of_events
from guyub.books.treasury.web.voucher_files import vouchers_pdf
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.finance.loans.selectors.group_meetings import entries_of_meeting, sheet_of
from guyub.finance.loans.selectors.loan_pages import said_by_entry
from guyub.finance.loans.web.group_pages import SEEING
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.group_meetings import Sheet, SheetLine

TO_A_SHEET = 4  # receipts on a sheet, as the counter prints them
BLANK = ""


@require_safe
@never_cache
@acts(*SEEING)
def paper(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Print a sheet: before it is booked with empty columns, after that with the amounts; both to be signed."""
    place = here(request)
    with own_rows(request):
        found = sheet_of(cooperative_id=place.id, meeting_id=meeting_id)
        if found is None:
            raise Http404
        head = letterhead_of(request, place)
    made = render_pdf(
        template="loans/group_sheet.typ",
        payload=head | {"paper": _paper(request)} | sheet_payload(found),
        is_example=settings.IS_DEMO,
    )
    return pdf_answer(made, stem=f"pertemuan-{found.meeting.name}")


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def receipts(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Print the kwitansi of every payment of a sheet that came in cash, four to a sheet of paper."""
    place = here(request)
    with own_rows(request):
        entries = entries_of_meeting(cooperative_id=place.id, meeting_id=meeting_id)
        events = events_of_entries(cooperative_id=place.id, entry_ids=entries)
        if not events:
            raise Http404
        ordered = [events[entry] for entry in entries if entry in events]
        vouchers = vouchers_of_events(cooperative_id=place.id, event_ids=ordered)
        said = said_by_entry(cooperative_id=place.id, entry_ids=entries)
        cover = cover_of(request, place, span_of(request), stem="kwitansi-pertemuan")
    made = vouchers_pdf(
        vouchers, cover, paper=_paper(request), to_a_sheet=TO_A_SHEET, is_receipt=True, said=said
    )
    return pdf_answer(made, stem="kwitansi-pertemuan")


def sheet_payload(found: Sheet) -> dict[str, Any]:
    """Give what the paper says of a sheet, all of it text."""
    meeting, sums = found.meeting, found.sums
    is_written = bool(meeting.version)
    facts = [
        ["Kelompok", meeting.group],
        ["Hari", written_day(meeting.on)],
        ["Keadaan", meeting.state_words],
        ["Hadir", f"{found.present} dari {len(found.lines)} anggota" if is_written else BLANK],
    ]
    return {
        "name": meeting.name,
        "facts": [fact for fact in facts if fact[1]],
        "rows": [_row(line, is_written=is_written) for line in found.lines],
        "total": [
            number(sums.due_rp),
            *([number(sums.paid_rp), number(sums.to_fund_rp)] if is_written else [BLANK, BLANK]),
        ],
        "covers": [
            f"{line.name}, {loan.name}: kurang {rupiah(loan.on_sheet.short_rp)}; {_covered(loan.said)}"
            for line, loan in found.shorts
        ]
        if is_written
        else [],
        "backs": [
            f"{line.name} mengganti {rupiah(back.amount_rp)} kepada {back.by_name}"
            for line in found.lines
            for back in line.backs
            if back.amount_rp
        ],
        "cash": rupiah(sums.cash_rp) if is_written else BLANK,
        "signers": [
            ["Ketua kelompok", BLANK],
            ["Petugas pertemuan", meeting.noted_by or BLANK],
            ["Penerima uang", meeting.booked_by or BLANK],
        ],
    }


def _row(line: SheetLine, *, is_written: bool) -> list[str]:
    due_rp = sum(one.on_sheet.due_rp for one in line.loans)
    paid_rp = sum(one.on_sheet.paid_rp for one in line.loans)
    loans = ", ".join(one.name for one in line.loans)
    written = ["hadir" if line.is_present else "tidak", number(paid_rp), number(line.fund_rp)]
    return [
        str(line.rank),
        line.name,
        line.number,
        loans,
        number(due_rp),
        *(written if is_written else [BLANK] * 3),
    ]


def _covered(said: tuple[tuple[str, int], ...]) -> str:
    told = ", ".join(f"{name} {rupiah(rp)}" for name, rp in said)
    return f"ditalangi {told}" if told else "belum ditalangi"


def _paper(request: HttpRequest) -> str:
    return "f4" if request.GET.get("kertas") == "f4" else "a4"
