"""Members' own businesses: the directory of the ward, one of them, telling and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, maybe_day_of, maybe_whole_of, typed_of
from guyub.community.members.domain.businesses import PAPER_WORDS, BusinessTyped
from guyub.community.members.domain.files import BusinessPaperKind
from guyub.community.members.selectors.businesses import (
    MOST_LISTED,
    directory,
    one_business,
    paper_file,
    standing_of,
)
from guyub.community.members.services.businesses import (
    BusinessRefusedError,
    add_business,
    add_paper,
    change_business,
    end_business,
    remove_paper,
)
from guyub.community.members.web.file_pages import acted, done_of, member_of, shown, to_member
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import file_answer, table_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.businesses import ListedBusiness, PaperRow

ROOM = "member_files:businesses"
EXPORT_MOST, LONGEST_SEARCH = 20_000, 60
STANDING_CHIPS = {
    "holds": ("ok", "check", "Berlaku"),
    "near": ("warn", "clock", "Segera habis"),
    "over": ("bad", "circle-alert", "Habis masa"),
}
CERTIFICATES = {
    kind.value: words for kind, words in PAPER_WORDS.items() if kind is not BusinessPaperKind.FOTO
}


@require_safe
@never_cache
@acts(Action.VIEW_MEMBERS)
def businesses(request: HttpRequest) -> HttpResponse:
    """List what members make and sell; what a business turns over is not among it."""
    looked_for, with_paper = _asked(request)
    with own_rows(request):
        found = directory(
            cooperative_id=actor_of(request).cooperative_id, looked_for=looked_for, with_paper=with_paper
        )
    today = today_of(request)
    context = {
        "tabs": list(rooms(request, ROOM)),
        "today": today,
        "rows": [(one, _chips(one.business.certificates, today)) for one in found.rows],
        "is_more": found.is_more,
        "most": MOST_LISTED,
        "looked_for": looked_for,
        "papers": choices(CERTIFICATES, with_paper, empty="Semua usaha"),
        "is_asking": bool(looked_for or with_paper),
    }
    return shown(request, "businesses", context)


@require_safe
@acts(Action.VIEW_MEMBERS)
def businesses_export(request: HttpRequest) -> HttpResponse:
    """Hand the directory over as a table."""
    today = today_of(request)
    with own_rows(request):
        found = directory(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST)
    sheet = Sheet(
        name="Usaha anggota",
        title="Usaha anggota",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Usaha", width=28),
            Column("Membuat atau menjual", width=40),
            Column("Hasil sebulan", width=20),
            Column("Sejak tahun"),
            Column("Orang bekerja", Kind.QUANTITY),
            Column("Tempat", width=28),
            Column("Sertifikat", width=36),
            Column("Pemilik", width=26),
            Column("Nomor anggota"),
        ),
        rows=[
            (
                one.business.name,
                one.business.makes,
                one.business.a_month,
                str(one.business.since_year or ""),
                one.business.workers,
                one.business.place,
                one.business.certificate_words,
                one.owner,
                one.number,
            )
            for one in found.rows
        ],
    )
    return table_answer(request, sheet, stem="usaha-anggota")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def business_new(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Put down a business of a member."""
    member = member_of(request, member_id)

    def page(refusal: str = "") -> HttpResponse:
        return shown(request, "business_new", {"member": member}, refusal=refusal)

    if request.method != "POST":
        return page()
    return acted(
        lambda: add_business(
            member_id=member_id, typed=_told(request), today=today_of(request), **done_of(request)
        ),
        then=lambda: to_member(member_id),
        else_=page,
    )


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def business(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Show one business with its papers."""
    return _business(request, business_id)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def business_change(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Change what is told of a business."""
    return _kept(
        request,
        business_id,
        lambda: change_business(
            business_id=business_id, typed=_told(request), today=today_of(request), **done_of(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def business_end(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Write down that a business is run no more."""
    found = _found(request, business_id)
    return acted(
        lambda: end_business(business_id=business_id, today=today_of(request), **done_of(request)),
        then=lambda: to_member(found.member_id),
        else_=lambda refusal: _business(request, business_id, refusal=refusal),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def paper_add(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Keep a photo or a certificate of a business."""
    return _kept(
        request,
        business_id,
        lambda: add_paper(
            business_id=business_id,
            kind=typed_of(request, "kind"),
            number=typed_of(request, "number"),
            valid_until=maybe_day_of(request, "until", BusinessRefusedError, "until"),
            document=photo_in(request),
            **done_of(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def paper_remove(request: HttpRequest, business_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a photo or a certificate off a business."""
    return _kept(
        request,
        business_id,
        lambda: remove_paper(
            business_id=business_id, paper_id=paper_id, today=today_of(request), **done_of(request)
        ),
    )


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def paper_picture(request: HttpRequest, business_id: UUID, paper_id: UUID) -> HttpResponse:
    """Send the picture of a paper."""
    with own_rows(request):
        file = paper_file(
            cooperative_id=actor_of(request).cooperative_id, business_id=business_id, paper_id=paper_id
        )
        if file is None:
            raise Http404
        return file_answer(file)


def _asked(request: HttpRequest) -> tuple[str, str]:
    looked_for = " ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH]
    with_paper = request.GET.get("sertifikat", "")
    return looked_for, with_paper if with_paper in CERTIFICATES else ""


def _kept(request: HttpRequest, business_id: UUID, act: Any) -> HttpResponse:
    _found(request, business_id)
    return acted(
        act,
        then=lambda: redirect("member_files:business", business_id=business_id),
        else_=lambda refusal: _business(request, business_id, refusal=refusal),
    )


def _found(request: HttpRequest, business_id: UUID) -> ListedBusiness:
    with own_rows(request):
        found = one_business(cooperative_id=actor_of(request).cooperative_id, business_id=business_id)
    if found is None:
        raise Http404
    return found


def _business(request: HttpRequest, business_id: UUID, *, refusal: str = "") -> HttpResponse:
    found, today = _found(request, business_id), today_of(request)
    row = found.business
    told = {
        "name": row.name,
        "makes": row.makes,
        "a_month": row.a_month,
        "turnover": str(row.turnover_rp or ""),
        "workers": str(row.workers),
        "since": str(row.since_year or ""),
        "place": row.place,
    }
    context = {
        "one": found,
        "told": {field: request.POST.get(field, value) for field, value in told.items()},
        "photos": [paper for paper in row.papers if paper.is_photo],
        "certificates": _chips(row.certificates, today),
        "kinds": choices(PAPER_WORDS, request.POST.get("kind", "")),
        "may_keep": request.allows(Action.KEEP_MEMBERS),  # type: ignore[attr-defined]  # identity.web.middleware
        "today": today,
    }
    return shown(request, "business", context, refusal=refusal)


def _chips(papers: list[PaperRow], today: date) -> list[tuple[PaperRow, tuple[str, str, str]]]:
    return [(paper, STANDING_CHIPS[standing_of(paper, today=today)]) for paper in papers]


def _told(request: HttpRequest) -> BusinessTyped:
    workers = maybe_whole_of(request, "workers", BusinessRefusedError, "workers")
    turnover = typed_of(request, "turnover")
    return BusinessTyped(
        name=typed_of(request, "name"),
        makes=typed_of(request, "makes"),
        a_month=typed_of(request, "a_month"),
        turnover_rp=parse_rp(turnover) if turnover.strip() else 0,
        workers=1 if workers is None else workers,
        since_year=maybe_whole_of(request, "since", BusinessRefusedError, "since"),
        place=typed_of(request, "place"),
    )
