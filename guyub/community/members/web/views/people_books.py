"""The books of people: members, pengurus, pengawas, employees, and what people propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.cooperatives.domain.officers import POST_WORDS, SUPERVISING_POSTS
from guyub.community.cooperatives.selectors.officers import officers_of
from guyub.community.cooperatives.web.forms import day_of
from guyub.community.members.domain.letters import written_number
from guyub.community.members.selectors.books import (
    employees,
    one_employee,
    register_rows,
    suggestion_rows,
)
from guyub.community.members.services.books import (
    EmployeeRefusedError,
    EmployeeTyped,
    end_employee,
    enter_employee,
)
from guyub.community.members.web.book_tables import (
    BookColumn,
    BookRow,
    BookTable,
    book_answer,
    period_of,
    span_of,
)
from guyub.community.members.web.views.books import IN_ALL, here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    own_rows,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.selectors.officers import OfficerRow
    from guyub.community.members.selectors.books import EmployeeRow, RegisterRow, Span

MEMBER_COLUMNS = (
    BookColumn(title="No. anggota", width=12, paper="18mm"),
    BookColumn(title="Nama lengkap", width=28, paper="3fr", is_main=True),
    BookColumn(title="Tanggal lahir", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Mata pencaharian", width=22, paper="2fr"),
    BookColumn(title="Tempat tinggal", width=40, paper="4fr"),
    BookColumn(title="Masuk", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Tanda tangan atau cap jempol", paper="30mm", is_signed=True),
    BookColumn(title="Berhenti", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Sebab berhenti", width=22, paper="2fr"),
    BookColumn(title="Tanda tangan ketua", paper="24mm", is_signed=True),
)
OFFICER_COLUMNS = (
    BookColumn(title="No.", kind=Kind.QUANTITY, width=8, paper="10mm"),
    BookColumn(title="Nama lengkap", width=28, paper="3fr", is_main=True),
    BookColumn(title="L/P", width=6, paper="10mm"),
    BookColumn(title="Jabatan", width=26, paper="3fr"),
    BookColumn(title="Diangkat oleh", width=28, paper="3fr"),
    BookColumn(title="Mulai", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Masa jabatan sampai", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Tanda tangan", paper="28mm", is_signed=True),
    BookColumn(title="Berhenti", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Sebab berhenti", width=26, paper="2fr"),
)
EMPLOYEE_COLUMNS = (
    BookColumn(title="No.", kind=Kind.QUANTITY, width=8, paper="10mm"),
    BookColumn(title="Nama lengkap", width=28, paper="3fr", is_main=True),
    BookColumn(title="Jabatan", width=22, paper="2fr"),
    BookColumn(title="Tempat tinggal", width=36, paper="3fr"),
    BookColumn(title="Mulai bekerja", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Diangkat oleh", width=26, paper="2fr"),
    BookColumn(title="Tanda tangan", paper="28mm", is_signed=True),
    BookColumn(title="Hari terakhir", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Sebab berhenti", width=26, paper="2fr"),
)
SUGGESTION_COLUMNS = (
    BookColumn(title="No.", width=10),
    BookColumn(title="Tanggal", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Dari", width=24, paper="2fr"),
    BookColumn(title="Isi saran", width=50, paper="4fr", is_main=True),
    BookColumn(title="Tanggapan pengurus", width=50, paper="4fr"),
    BookColumn(title="Ditanggapi", kind=Kind.DATE, paper="22mm"),
    BookColumn(title="Paraf", paper="22mm", is_signed=True),
)
BODIES = {"pengurus": (2, "Buku daftar pengurus"), "pengawas": (3, "Buku daftar pengawas")}


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def members(request: HttpRequest) -> HttpResponse:
    """Show the register: every member that ever was, by number; also as the paper to sign and as a table."""
    place, span = here(request), span_of(request)
    with own_rows(request):
        rows, total = register_rows(cooperative_id=place.id, span=span)
        table = BookTable(
            book=f"Buku 1 dari {IN_ALL}",
            title="Buku daftar anggota",
            stem="buku-daftar-anggota",
            columns=MEMBER_COLUMNS,
            rows=[_member(row) for row in rows],
            total=total,
            unit="anggota",
            is_tall=True,
            empty="Belum ada yang menjadi anggota.",
            period=period_of(span, today=today_of(request)),
            years=_last_years(request),
        )
        return book_answer(request, place, table)


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def officers(request: HttpRequest, body: str) -> HttpResponse:
    """Show who holds or held an office of the pengurus or the pengawas."""
    if body not in BODIES:
        raise Http404
    place, span = here(request), span_of(request)
    no, title = BODIES[body]
    with own_rows(request):
        held = officers_of(cooperative_id=place.id)
        wanted = [row for row in held if (row.post in SUPERVISING_POSTS) is (body == "pengawas")]
        found = [row for row in wanted if _is_asked(row, span)]
        table = BookTable(
            book=f"Buku {no} dari {IN_ALL}",
            title=title,
            stem=f"buku-daftar-{body}",
            columns=OFFICER_COLUMNS,
            rows=_officers(found[span.first : span.first + span.most]),
            total=len(found),
            unit="orang",
            empty=f"Belum ada {body} yang tercatat.",
            period=period_of(span, today=today_of(request)),
            years=sorted({row.term_from.year for row in wanted}, reverse=True),
        )
        return book_answer(request, place, table)


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def employees_book(request: HttpRequest) -> HttpResponse:
    """Show who works or worked for pay."""
    place, span = here(request), span_of(request)
    may_keep = may_here(request, Action.KEEP_REGISTERS, place)
    with own_rows(request):
        rows, total = employees(cooperative_id=place.id, span=span)
        table = BookTable(
            book=f"Buku 4 dari {IN_ALL}",
            title="Buku daftar karyawan",
            stem="buku-daftar-karyawan",
            columns=EMPLOYEE_COLUMNS,
            rows=[_employee(row, may_keep=may_keep) for row in rows],
            total=total,
            unit="orang",
            empty="Belum ada karyawan yang tercatat.",
            period=period_of(span, today=today_of(request)),
            years=_last_years(request),
        )
        return book_answer(
            request,
            place,
            table,
            new="Catat karyawan" if may_keep else "",
            new_href=reverse("registers:employee_new"),
        )


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show what members and residents proposed or complained of, and what the pengurus answered."""
    place, span = here(request), span_of(request)
    with own_rows(request):
        letters, total = suggestion_rows(cooperative_id=place.id, span=span)
        rows = [
            BookRow(
                cells=(
                    written_number(row.number, row.year),
                    localtime(row.written_at).date(),
                    row.name or "tanpa nama",
                    row.text,
                    row.answer,
                    localtime(row.answered_at).date() if row.answered_at else None,
                )
            )
            for row in letters
        ]
        table = BookTable(
            book=f"Buku 7 dari {IN_ALL}",
            title="Buku saran anggota",
            stem="buku-saran-anggota",
            columns=SUGGESTION_COLUMNS,
            rows=rows,
            total=total,
            unit="saran",
            empty="Belum ada saran. Kotak saran ada di halaman publik koperasi.",
            period=period_of(span, today=today_of(request)),
            years=_last_years(request),
        )
        return book_answer(request, place, table)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_REGISTERS)
def employee_new(request: HttpRequest) -> HttpResponse:
    """Enter an employee."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: enter_employee(
                actor=actor_of(request),
                typed=EmployeeTyped(
                    name=request.POST.get("name", ""),
                    position=request.POST.get("position", ""),
                    address=request.POST.get("address", ""),
                    appointed_by=request.POST.get("appointed_by", ""),
                    from_on=day_of(request, "from_on", EmployeeRefusedError, "from"),
                ),
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if done:
            return redirect("registers:employees")
    typed = request.POST if request.method == "POST" else {"from_on": today_of(request).isoformat()}
    context = {"place": here(request), "typed": typed, "refusal": refusal}
    return render(request, "members/employee_new.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_REGISTERS)
def employee_end(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """Write down the last day of an employee, and why."""
    refusal, place = "", here(request)
    if request.method == "POST":
        _, refusal = tried(
            lambda: end_employee(
                actor=actor_of(request),
                employee_id=employee_id,
                until_on=day_of(request, "until_on", EmployeeRefusedError, "until"),
                why=request.POST.get("why", ""),
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            return redirect("registers:employees")
    with own_rows(request):
        employee = one_employee(cooperative_id=place.id, employee_id=employee_id)
    if employee is None:
        raise Http404
    typed = request.POST if request.method == "POST" else {"until_on": today_of(request).isoformat()}
    context = {
        "place": place,
        "employee": employee,
        "typed": typed,
        "today": today_of(request),
        "refusal": refusal,
    }
    return render(request, "members/employee_end.html", context, status=422 if refusal else 200)


def _last_years(request: HttpRequest) -> Sequence[int]:
    """Give the years to choose from where asking the database for them would cost a query more: the last five."""
    year = today_of(request).year
    return range(year, year - 5, -1)


def _member(row: RegisterRow) -> BookRow:
    return BookRow(
        cells=(
            row.number,
            row.name,
            row.born_on,
            row.work,
            row.address,
            row.joined_on,
            row.left_on,
            row.left_why,
        )
    )


def _is_asked(row: OfficerRow, span: Span) -> bool:
    last = row.ended_on or row.term_to
    in_year = not span.year or row.term_from.year <= span.year <= last.year
    return in_year and span.text.lower() in f"{row.name} {POST_WORDS[row.post]}".lower()


def _officers(rows: Sequence[OfficerRow]) -> list[BookRow]:
    in_time = sorted(rows, key=lambda row: (row.term_from, row.ended_on is None))
    return [
        BookRow(
            cells=(
                at,
                row.name,
                row.sex,
                POST_WORDS[row.post],
                row.appointed_by,
                row.term_from,
                row.term_to,
                row.ended_on,
                row.end_reason,
            )
        )
        for at, row in enumerate(in_time, 1)
    ]


def _employee(row: EmployeeRow, *, may_keep: bool) -> BookRow:
    can_end = may_keep and row.until_on is None
    return BookRow(
        cells=(
            row.number,
            row.name,
            row.position,
            row.address,
            row.from_on,
            row.appointed_by,
            row.until_on,
            row.ended_why,
        ),
        href=reverse("registers:employee_end", kwargs={"employee_id": row.employee_id}) if can_end else "",
        act="Akhiri",
    )
