"""The shelf of the sixteen statutory books, and the books of lines that officers write."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.cooperatives.web.forms import day_of
from guyub.community.members.domain.books import BOOK_WORDS, FORMS, BookKind, kind_of_slug
from guyub.community.members.selectors.books import (
    BookLineRow,
    book_counts,
    book_lines,
    one_line,
    register_counts,
    years_of,
)
from guyub.community.members.services.books import BookRefusedError, LineTyped, write_line
from guyub.community.members.web.book_tables import (
    BookColumn,
    BookRow,
    BookTable,
    book_answer,
    period_of,
    span_of,
)
from guyub.community.members.web.rooms import rooms
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
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from guyub.community.members.domain.books import BookForm
    from guyub.community.members.selectors.books import BookCount
    from guyub.foundation.kernel.models import Cooperative

IN_ALL = 16


@dataclass(frozen=True, kw_only=True)
class Shelved(Row):
    """One book on the shelf: where it is opened, where a line is written, what stands in it."""

    no: int
    title: str
    says: str
    href: str = ""
    new: str = ""
    new_href: str = ""
    is_missing: bool = False


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def books(request: HttpRequest) -> HttpResponse:
    """Show the sixteen books: what stands in each, where it lives, and which are to come."""
    place = here(request)
    with own_rows(request):
        counts = book_counts(cooperative_id=place.id)
        members, workers = register_counts(cooperative_id=place.id)
    shelf = list(_shelf(request, place, counts, members, workers))
    context = {
        "place": place,
        "tabs": list(rooms(request, "registers:books")),
        "shelf": shelf,
        "kept": sum(not one.is_missing for one in {book.no: book for book in shelf}.values()),
        "may_keep": may_here(request, Action.KEEP_REGISTERS, place),
    }
    return render(request, "members/books.html", context)


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def lines(request: HttpRequest, book: str) -> HttpResponse:
    """Show one book of lines, the newest first; ``?bentuk=`` hands it over, the oldest first."""
    kind, place, span = _kind(book), here(request), span_of(request)
    form, may_keep = FORMS[kind], may_here(request, Action.KEEP_REGISTERS, place)
    with own_rows(request):
        rows, total = book_lines(cooperative_id=place.id, kind=kind, span=span)
        table = BookTable(
            book=f"Buku {form.no} dari {IN_ALL}",
            title=BOOK_WORDS[kind],
            stem=f"buku-{form.slug}",
            columns=list(_columns(form)),
            rows=[_row(row, book, may_keep=may_keep) for row in rows],
            total=total,
            empty=f"Belum ada yang tercatat di {BOOK_WORDS[kind].lower()}.",
            period=period_of(span, today=today_of(request)),
            years=years_of(cooperative_id=place.id, kind=kind),
        )
        return book_answer(
            request,
            place,
            table,
            new=form.new if may_keep else "",
            new_href=reverse("registers:line_new", kwargs={"book": book}),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_REGISTERS)
def line_new(request: HttpRequest, book: str) -> HttpResponse:
    """Write a line into a book; ``?koreksi=`` names the older line that it corrects."""
    kind, place, refusal = _kind(book), here(request), ""
    with own_rows(request):
        older = _older(request, kind)
    if request.method == "POST":
        done, refusal = tried(
            lambda: write_line(
                actor=actor_of(request),
                typed=LineTyped(
                    kind=kind.value,
                    on=day_of(request, "on", BookRefusedError, "on"),
                    who=request.POST.get("who", ""),
                    of=request.POST.get("of", ""),
                    text=request.POST.get("text", ""),
                    follow_up=request.POST.get("follow_up", ""),
                ),
                corrects_id=older.line_id if older else None,
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if done:
            return redirect("registers:lines", book=book)
    context = {
        "place": place,
        "form": FORMS[kind],
        "title": BOOK_WORDS[kind],
        "book": book,
        "older": older,
        "typed": request.POST if request.method == "POST" else _typed(older, request),
        "today": today_of(request),
        "refusal": refusal,
        "gives_number": kind is BookKind.SURAT_KELUAR,
    }
    return render(request, "members/book_line.html", context, status=422 if refusal else 200)


def here(request: HttpRequest) -> Cooperative:
    """Give the cooperative of the seat; only behind ``acts``."""
    place: Cooperative = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return place


def _kind(slug: str) -> BookKind:
    kind = kind_of_slug(slug)
    if kind is None:
        raise Http404
    return kind


def _older(request: HttpRequest, kind: BookKind) -> BookLineRow | None:
    written = request.GET.get("koreksi", "")
    if not written:
        return None
    try:
        found = one_line(cooperative_id=actor_of(request).cooperative_id, kind=kind, line_id=UUID(written))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _typed(older: BookLineRow | None, request: HttpRequest) -> dict[str, str]:
    """Begin with today, or with what the older line says."""
    if older is None:
        return {"on": today_of(request).isoformat()}
    return {
        "on": older.on.isoformat(),
        "who": older.who,
        "of": older.of,
        "text": older.text,
        "follow_up": older.follow_up,
    }


def _columns(form: BookForm) -> Iterator[BookColumn]:
    yield BookColumn(title="No.", width=10)
    yield BookColumn(title=form.on, kind=Kind.DATE, paper="24mm")
    yield BookColumn(title=form.who, width=26, paper="2fr", is_main=True)
    yield BookColumn(title=form.of, width=26, paper="2fr")
    yield BookColumn(title=form.text, width=44, paper="3fr")
    yield BookColumn(title=form.follow_up, width=30, paper="2fr")
    if form.signs:
        yield BookColumn(title=form.signs, paper="26mm", is_signed=True)


def _row(row: BookLineRow, book: str, *, may_keep: bool) -> BookRow:
    notes = [
        f"Mengoreksi nomor {row.corrects}." if row.corrects else "",
        f"Dikoreksi oleh nomor {row.corrected_by}." if row.corrected_by else "",
    ]
    can_correct = may_keep and not row.corrected_by
    address = reverse("registers:line_new", kwargs={"book": book})
    return BookRow(
        cells=(row.number, row.on, row.who, row.of, row.text, row.follow_up),
        is_struck=bool(row.corrected_by),
        note=" ".join(filter(None, notes)),
        href=f"{address}?koreksi={row.line_id}" if can_correct else "",
        act="Koreksi",
    )


def _shelf(
    request: HttpRequest, place: Cooperative, counts: dict[BookKind, BookCount], members: int, workers: int
) -> Iterator[Shelved]:
    yield _elsewhere(1, "Daftar anggota", f"{number(members)} anggota sejak awal", "registers:members")
    yield _elsewhere(
        2, "Daftar pengurus", "dari catatan pengurus koperasi", "registers:officers", body="pengurus"
    )
    yield _elsewhere(
        3, "Daftar pengawas", "dari catatan pengawas koperasi", "registers:officers", body="pengawas"
    )
    yield Shelved(
        no=4,
        title="Daftar karyawan",
        says=f"{number(workers)} orang sejak awal",
        href=reverse("registers:employees"),
        new="Catat karyawan",
        new_href=reverse("registers:employee_new"),
    )
    yield _of_lines(BookKind.TAMU, counts)
    yield _elsewhere(6, "Simpanan anggota", "jumlah per anggota dari buku simpanan", "savings_book:book")
    yield _elsewhere(7, "Saran anggota", "dari surat warga", "registers:suggestions")
    yield _of_lines(BookKind.ANJURAN_KOPERASI, counts)
    yield _of_lines(BookKind.ANJURAN_INSTANSI, counts)
    for no, whose in ((10, "pengawas"), (11, "pengurus"), (12, "anggota")):
        yield Shelved(no=no, title=f"Keputusan rapat {whose}", says="dari notulen rapat", is_missing=True)
    yield _of_lines(BookKind.KEJADIAN, counts)
    may_read = may_here(request, Action.VIEW_JOURNAL, place)
    cash, goods = ("ledger:cash", "assets:assets") if may_read else ("", "")
    yield _elsewhere(14, "Kas", "dari buku kas", cash, code=place.code)
    yield _elsewhere(15, "Inventaris", "dari daftar aset", goods, code=place.code)
    for kind in (BookKind.SURAT_MASUK, BookKind.SURAT_KELUAR, BookKind.EKSPEDISI):
        yield _of_lines(kind, counts)


def _of_lines(kind: BookKind, counts: dict[BookKind, BookCount]) -> Shelved:
    form, count = FORMS[kind], counts.get(kind)
    says = "belum ada baris"
    if count and count.newest_on:
        says = f"{number(count.count)} baris, terakhir {day(count.newest_on)}"
    return Shelved(
        no=form.no,
        title=BOOK_WORDS[kind].removeprefix("Buku ").capitalize(),
        says=says,
        href=reverse("registers:lines", kwargs={"book": form.slug}),
        new=form.new,
        new_href=reverse("registers:line_new", kwargs={"book": form.slug}),
    )


def _elsewhere(no: int, title: str, says: str, url_name: str, **arguments: Any) -> Shelved:
    """Name a book that lives in lists of its own; without a way where its page is not there or not for this person."""
    href = ""
    with suppress(NoReverseMatch):
        href = reverse(url_name, kwargs=arguments)
    return Shelved(no=no, title=title, says=says, href=href)
