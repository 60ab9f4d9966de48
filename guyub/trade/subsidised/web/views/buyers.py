"""Buyers of rationed goods: the list, finding by NIK, registering, one of them, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.web.forms import choices, day_of, typed_of
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import checked_number
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.inventory.web.stock_pages import pager_of
from guyub.trade.subsidised.domain.consumers import ConsumerRefusedError, ConsumerTyped
from guyub.trade.subsidised.domain.programmes import PROOF_WORDS, Registers
from guyub.trade.subsidised.selectors.buyers import buyer_page, buyer_row, buyers_of, is_known
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.consumers import (
    ConsumerChanged,
    change_consumer,
    end_standing,
    forget_consumer,
    register_consumer,
)
from guyub.trade.subsidised.services.uses import show_uses
from guyub.trade.subsidised.web.frame import done_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.services.uses import OwnUses

PAGE, LAST_PAGE = 40, 5_000
LONGEST_SEARCH = 30
PAPERS = ("KTP", "KK", "NIB", "FOTO_USAHA")


@require_safe
@never_cache
@acts(Action.VIEW_BUYERS)
def buyers(request: HttpRequest) -> HttpResponse:
    """List those who were registered or verified here."""
    return _list(request)


@require_POST
@never_cache
@acts(Action.SERVE_BUYERS)
def buyer_find(request: HttpRequest) -> HttpResponse:
    """Find a buyer by the NIK on the KTP, wherever they were registered."""
    nik, refusal = tried(
        lambda: checked_number(SecretKind.NIK, typed_of(request, "nik"), today=today_of(request))
    )
    if nik is None:
        return _list(request, refusal=refusal)
    return _found(request, nik)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.SERVE_BUYERS)
def buyer_new(request: HttpRequest) -> HttpResponse:
    """Register somebody who shows the papers."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: register_consumer(typed=_typed(request), **done_of(request)))
        if done and is_known(cooperative_id=actor_of(request).cooperative_id, consumer_id=done.consumer_id):
            return redirect("buyers:buyer", consumer_id=done.consumer_id)
        if done:
            nik = checked_number(SecretKind.NIK, typed_of(request, "nik"), today=today_of(request))
            return _found(request, nik)
    ticked = request.POST.getlist("surat")
    context = {
        "categories": choices(_categories(request), typed_of(request, "golongan"), empty="Pilih golongan"),
        "wards": choices(_wards(), typed_of(request, "kelurahan"), empty="Belum ditanyakan"),
        "papers": [
            (code, PROOF_WORDS[code][:1].upper() + PROOF_WORDS[code][1:], code in ticked) for code in PAPERS
        ],
        "consent": consent_on(today_of(request)),
    }
    return shown(request, "buyer_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_BUYERS)
def buyer(request: HttpRequest, consumer_id: UUID) -> HttpResponse:
    """Show one buyer: what they belong to, and the acts that change it."""
    return _page(request, consumer_id)


@require_POST
@never_cache
@acts(Action.KEEP_BUYERS)
def buyer_change(request: HttpRequest, consumer_id: UUID) -> HttpResponse:
    """Correct what is kept of a buyer."""
    changed = ConsumerChanged(
        name=typed_of(request, "nama"),
        kk=typed_of(request, "kk"),
        ward=typed_of(request, "kelurahan"),
        phone=typed_of(request, "telepon"),
        address=typed_of(request, "alamat"),
    )
    reason = typed_of(request, "alasan")
    return _after(
        request,
        consumer_id,
        lambda: change_consumer(consumer_id=consumer_id, changed=changed, reason=reason, **done_of(request)),
    )


@require_POST
@never_cache
@acts(Action.KEEP_BUYERS)
def standing_end(request: HttpRequest, consumer_id: UUID, standing_id: UUID) -> HttpResponse:
    """End a category of a buyer."""
    told = done_of(request)
    told.pop("today")
    return _after(
        request,
        consumer_id,
        lambda: end_standing(
            standing_id=standing_id,
            until_on=day_of(request, "sampai", ConsumerRefusedError, "ends"),
            reason=typed_of(request, "alasan"),
            **told,
        ),
    )


@require_POST
@never_cache
@acts(Action.SERVE_BUYERS)
def buyer_forget(request: HttpRequest, consumer_id: UUID) -> HttpResponse:
    """Delete the numbers of a buyer who withdraws the consent."""
    if _shown_buyer(request, consumer_id) is None:
        raise Http404
    _, refusal = tried(lambda: forget_consumer(consumer_id=consumer_id, **done_of(request)))
    return _page(request, consumer_id, refusal=refusal) if refusal else redirect("buyers:buyers")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.SERVE_BUYERS)
def uses(request: HttpRequest) -> HttpResponse:
    """Show whoever brings a KTP who used its NIK; on paper too."""
    found, refusal = None, ""
    if request.method == "POST":
        found, refusal = tried(lambda: show_uses(nik=typed_of(request, "nik"), **done_of(request)))
        if found and "cetak" in request.POST:
            return pdf_answer(_slip(request, found), stem=f"pemakaian-nik-{found.last4}")
    return shown(request, "uses", {"found": found}, refusal=refusal)


def _list(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    wanted = request.GET.get("cari", "")[:LONGEST_SEARCH].strip()
    digits = "".join(wanted.split())
    if digits.isdigit() and len(digits) != 4:
        wanted = ""  # a whole number is looked for by the form that keeps it out of the address
    category = request.GET.get("golongan", "")[:40]
    written = request.GET.get("halaman", "")
    page = min(max(int(written), 1), LAST_PAGE) if written.isascii() and written.isdigit() else 1
    with own_rows(request):
        rows, total = buyers_of(
            cooperative_id=actor_of(request).cooperative_id,
            wanted=wanted,
            category=category,
            first=(page - 1) * PAGE,
            most=PAGE,
            on=today_of(request),
        )
        categories = _categories(request)
    context = {
        "rows": rows,
        "total": total,
        "wanted": wanted,
        "is_narrow": bool(wanted or category),
        "categories": choices(categories, category, empty="Semua golongan"),
        "pager": pager_of(request, first=(page - 1) * PAGE, total=total, page_size=PAGE),
    }
    return shown(request, "buyers", context, refusal=refusal)


def _found(request: HttpRequest, nik: str) -> HttpResponse:
    """Show what any outlet may see of whoever has a NIK."""
    actor = actor_of(request)
    with own_rows(request):
        found = consumer_by_nik(nik)
        if found and is_known(cooperative_id=actor.cooperative_id, consumer_id=found.id):
            return redirect("buyers:buyer", consumer_id=found.id)
        row = found and buyer_row(found, cooperative_id=actor.cooperative_id, on=today_of(request))
    return shown(request, "buyer_found", {"row": row, "last4": nik[-4:]})


def _page(request: HttpRequest, consumer_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = _shown_buyer(request, consumer_id)
    if found is None:
        raise Http404
    context = {
        "one": found,
        "row": found.row,
        "wards": choices(_wards(), typed_of(request, "kelurahan"), empty="Tetap"),
    }
    return shown(request, "buyer", context, refusal=refusal)


def _shown_buyer(request: HttpRequest, consumer_id: UUID) -> Any:
    with own_rows(request):
        return buyer_page(
            cooperative_id=actor_of(request).cooperative_id, consumer_id=consumer_id, on=today_of(request)
        )


def _after(request: HttpRequest, consumer_id: UUID, act: Callable[[], object]) -> HttpResponse:
    if _shown_buyer(request, consumer_id) is None:
        raise Http404
    _, refusal = tried(act)
    if refusal:
        return _page(request, consumer_id, refusal=refusal)
    return redirect("buyers:buyer", consumer_id=consumer_id)


def _categories(request: HttpRequest) -> dict[str, str]:
    rationing = rationing_of(cooperative_id=actor_of(request).cooperative_id)
    today = today_of(request)
    return {
        f"{one.programme}:{one.code}": rationing.words(one.programme, one.code)
        for one in rationing.categories_on(today)
        if one.registers is Registers.COUNTER and rationing.asks_who_buys(one.programme, today)
    }


def _wards() -> dict[str, str]:
    return {ward.code: f"{ward.name}, {ward.kecamatan}" for ward in wards()}


def _typed(request: HttpRequest) -> ConsumerTyped:
    programme, _, category = typed_of(request, "golongan").partition(":")
    return ConsumerTyped(
        programme=programme,
        category=category,
        nik=typed_of(request, "nik"),
        name=typed_of(request, "nama"),
        kk=typed_of(request, "kk"),
        nib=typed_of(request, "nib"),
        ward=typed_of(request, "kelurahan"),
        phone=typed_of(request, "telepon"),
        address=typed_of(request, "alamat"),
        proofs=tuple(code for code in PAPERS if code in request.POST.getlist("surat")),
        consent_version=int(version) if (version := typed_of(request, "setuju")).isdigit() else 0,
    )


def _slip(request: HttpRequest, found: OwnUses) -> bytes:
    with own_rows(request):
        head = letterhead_of(request, here(request))
    payload = head | {
        "title": "Siapa memakai NIK saya",
        "paper": "a4",
        "facts": [
            ["NIK", f"berakhir {found.last4}"],
            ["Nama panggilan", found.given_name or "belum terdaftar"],
            ["Sejak", written_day(found.since)],
        ],
        "rows": [
            [written_day(one.day), one.time, one.outlet, one.programme, one.qty, one.category]
            for one in found.rows
        ],
    }
    return render_pdf(template="subsidised/uses.typ", payload=payload, is_example=settings.IS_DEMO)
