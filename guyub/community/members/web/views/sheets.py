"""Sheets for many members: letters one page each, labels for envelopes, the list of who attends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.domain.reach import LABEL_SHEETS, MOST_REACHED, filled
from guyub.community.members.selectors.books import MOST_PRINTED
from guyub.community.members.selectors.reach import mailed, one_mailing, recipients, words_of
from guyub.community.members.web.book_tables import letterhead_of, paper_of, written_day
from guyub.community.members.web.views.books import here
from guyub.community.members.web.views.reach import chosen_in
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import long_day, number
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

LONGEST_LINE = 80
GUEST_ROWS = 5  # empty rows at the end of an attendance list


@require_safe
@never_cache
@acts(Action.REACH_MEMBERS)
def letters(request: HttpRequest, mailing_id: UUID) -> HttpResponse:
    """Print the letters of a mailing, a page for each member, with the number from the agenda."""
    place = here(request)
    with own_rows(request):
        found = one_mailing(cooperative_id=place.id, mailing_id=mailing_id)
        if found is None or not found.is_letters:
            raise Http404
        people = mailed(cooperative_id=place.id, mailing_id=mailing_id, most=MOST_REACHED)
        head = letterhead_of(request, place)
    payload = head | {
        "paper": paper_of(request),
        "place": _placed(head["place"], found.made_on),
        "number": found.letter_number,
        "subject": found.title,
        "letters": [
            {
                "name": one.name,
                "number": one.number,
                "home": one.home,
                "paragraphs": filled(
                    found.text, name=one.name, number=one.number, cooperative=place.name
                ).split("\n\n"),
            }
            for one in people
        ],
    }
    content = render_pdf(template="members/letters.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(content, stem=f"surat-{slugify(found.letter_number)}")


@require_safe
@never_cache
@acts(Action.REACH_MEMBERS)
def labels(request: HttpRequest) -> HttpResponse:
    """Print labels with name and home of the chosen members, on sheets of A4 as they are sold."""
    place, chosen = here(request), chosen_in(request.GET)
    sheet = LABEL_SHEETS.get(request.GET.get("lembar", ""), LABEL_SHEETS["3x8"])
    with own_rows(request):
        people = recipients(cooperative_id=place.id, chosen=chosen, most=MOST_PRINTED)
    payload = {
        "who": place.name,
        "columns": sheet.columns,
        "rows": sheet.rows,
        "width": sheet.width,
        "height": sheet.height,
        "left": sheet.left,
        "top": sheet.top,
        "gutter": sheet.gutter,
        "labels": [
            {
                "name": one.name,
                "number": one.number,
                "address": one.address,
                "neighbourhood": one.neighbourhood,
            }
            for one in people
        ],
    }
    content = render_pdf(template="members/address_labels.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(content, stem=f"label-anggota-{place.code}")


@require_safe
@never_cache
@acts(Action.REACH_MEMBERS)
def attendance(request: HttpRequest) -> HttpResponse:
    """Print the list on which the chosen members sign that they attend a meeting."""
    place, chosen = here(request), chosen_in(request.GET)
    with own_rows(request):
        people = recipients(cooperative_id=place.id, chosen=chosen, most=MOST_PRINTED)
        words = words_of(cooperative_id=place.id, chosen=chosen)
        head = letterhead_of(request, place)
    on = _day_in(request)
    payload = head | {
        "paper": paper_of(request),
        "title": _line_in(request, "judul") or "Rapat anggota",
        "on": long_day(on) if on else "",
        "venue": _line_in(request, "tempat"),
        "place": head["place"] if on is None else _placed(head["place"], on),
        "whom": f"{words}: {number(len(people))} orang",
        "rows": [[one.number, one.name, one.home] for one in people],
        "blank": GUEST_ROWS,
    }
    content = render_pdf(template="members/attendance.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(content, stem=f"daftar-hadir-{place.code}")


def _placed(written: str, on: date) -> str:
    """Put another day behind the place of a letterhead: ``Malang, 3 Desember 2026``."""
    where, comma, _ = written.partition(", ")
    return f"{where}, {written_day(on)}" if comma else written_day(on)


def _line_in(request: HttpRequest, field: str) -> str:
    return " ".join(request.GET.get(field, "").split())[:LONGEST_LINE]


def _day_in(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return None
