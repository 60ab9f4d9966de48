"""The register of members: the list, finding somebody, the table that an officer takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from guyub.community.members.domain.files import SEX_WORDS
from guyub.community.members.domain.finding import LONGEST, wanted
from guyub.community.members.domain.register import STATE_WORDS, MemberState
from guyub.community.members.selectors.register import (
    ALL,
    PAGE,
    Asked,
    every_member,
    find_members,
    groups_now,
    members_count,
    members_page,
    neighbourhoods,
    standings,
)
from guyub.community.members.web.register_words import STATE_TONES, with_chips
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow

EXPORT_MOST = 60_000
MOST_DIGITS = 5
CHIPS = (("", "Anggota"), *((state.value, STATE_WORDS[state]) for state in MemberState), (ALL, "Semua"))


@require_safe
@never_cache
@acts(Action.VIEW_MEMBERS)
def members(request: HttpRequest) -> HttpResponse:
    """Show the register, fifty at a time."""
    asked, place = asked_of(request), actor_of(request).cooperative_id
    with own_rows(request):
        counts = standings(cooperative_id=place)
        total = members_count(cooperative_id=place, asked=asked) if asked.is_narrow else counts[asked.state]
        first = min((_page_of(request) - 1) * PAGE, max(total - 1, 0) // PAGE * PAGE)
        rows = members_page(cooperative_id=place, asked=asked, first=first)
        context = {
            "asked": asked,
            "counts": counts,
            "total": total,
            "title": _title(counts),
            "lead": _lead(counts),
            "rows": with_chips(rows),
            "chips": list(_chips(request, asked, counts)),
            "pager": _pager(request, first, total),
            "neighbourhoods": neighbourhoods(cooperative_id=place),
            "groups": groups_now(cooperative_id=place),
            "query": _with(request, halaman=""),
        }
    return render(request, "members/members.html", context | _shared(request))


@require_POST
@never_cache
@vary_on_headers("HX-Request")
@acts(Action.VIEW_MEMBERS)
def member_find(request: HttpRequest) -> HttpResponse:
    """Find somebody by a part of the name, by number, phone or NIK. Sent, so that no address holds what was typed."""
    actor, looked = actor_of(request), wanted(request.POST.get("cari", ""))
    is_refused = looked.is_secret and not can(actor, Action.VIEW_MEMBER_FILE, actor.cooperative_id)
    found = None
    if not is_refused:
        with own_rows(request):
            found = find_members(cooperative_id=actor.cooperative_id, wanted=looked)
    context = {
        "looked": looked,
        "written": request.POST.get("cari", "")[:LONGEST],
        "is_refused": is_refused,
        "rows": with_chips(found.rows) if found else [],
        "is_more": bool(found and found.is_more),
    }
    if "HX-Request" in request.headers:
        return render(request, "members/_found.html", context | _links(request))
    return render(request, "members/member_find.html", context | _shared(request))


@require_safe
@acts(Action.VIEW_MEMBERS)
def members_export(request: HttpRequest) -> HttpResponse:
    """Hand the part of the register that is shown over as a table; NIK, KK and phone are not among it."""
    asked, today = asked_of(request), today_of(request)
    with own_rows(request):
        rows = [
            _cells(row)
            for row in every_member(
                cooperative_id=actor_of(request).cooperative_id, asked=asked, most=EXPORT_MOST
            )
        ]
    sheet = Sheet(
        name="Anggota",
        title=f"Daftar anggota {request.visit.seat.cooperative_name}, {day(today)}",  # type: ignore[attr-defined]  # identity.web.middleware
        source="Guyub; tanpa NIK, nomor KK, dan nomor HP",
        columns=(
            Column("Nomor", width=10),
            Column("Nama", width=28),
            Column("Keadaan", width=16),
            Column("Sejak", Kind.DATE),
            Column("Bergabung", Kind.DATE),
            Column("Keluar", Kind.DATE),
            Column("RT", width=6),
            Column("RW", width=6),
        ),
        rows=rows,
    )
    return table_answer(request, sheet, stem=f"anggota-{today.isoformat()}")


def asked_of(request: HttpRequest) -> Asked:
    """Read which part of the register an address asks for; what it does not know is everybody."""
    get = request.GET.get
    state = get("keadaan", "")
    return Asked(
        state=state if state in {value for value, _ in CHIPS} else "",
        rt=get("rt", "")[:7],
        group_id=id_in(get("kelompok", "")),
        by_name=get("urut", "") == "nama",
    )


def _cells(row: MemberRow) -> tuple[Any, ...]:
    return (
        row.number,
        row.name,
        row.state_words,
        row.state_since,
        row.joined_on,
        row.left_on,
        row.rt,
        row.rw,
    )


def _links(request: HttpRequest) -> dict[str, object]:
    """Say what the rows lead to: the page of one member, for whoever has it."""
    return {"page": _page_name(), "tones": STATE_TONES, "sexes": SEX_WORDS, "actor": actor_of(request)}


def _page_name() -> str:
    return "member_desk:member"


def _shared(request: HttpRequest) -> dict[str, object]:
    actor = actor_of(request)
    return _links(request) | {
        "tabs": list(rooms(request, "register:members")),
        "today": today_of(request),
        "place_name": request.visit.seat.cooperative_name,  # type: ignore[attr-defined]  # identity.web.middleware
        "may_look_for_numbers": can(actor, Action.VIEW_MEMBER_FILE, actor.cooperative_id),
        "may_keep": can(actor, Action.KEEP_MEMBERS, actor.cooperative_id),
        "most": PAGE,
    }


def _title(counts: Mapping[str, int]) -> str:
    return f"{number(counts[''])} anggota" if counts[""] else "Belum ada anggota"


def _lead(counts: Mapping[str, int]) -> str:
    said = [
        f"{number(counts[state])} {STATE_WORDS[MemberState(state)].lower()}"
        for state in (MemberState.AKTIF.value, MemberState.PASIF.value, MemberState.CALON.value)
        if counts[state]
    ]
    return ", ".join(said) + "." if said else "Anggota pertama masuk lewat Pendaftaran atau Impor."


def _chips(request: HttpRequest, asked: Asked, counts: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for value, label in CHIPS:
        if not counts[value] and value and asked.state != value:
            continue  # nobody stands so
        yield {
            "href": f"?{_with(request, keadaan=value, halaman='')}",
            "label": label,
            "count": counts[value],
            "current": asked.state == value,
        }


def _pager(request: HttpRequest, first: int, total: int) -> dict[str, object]:
    page, last = first // PAGE + 1, min(first + PAGE, total)
    return {
        "first": number(first + 1),
        "last": number(last),
        "total": number(total),
        "previous": f"?{_with(request, halaman=str(page - 1))}" if page > 1 else "",
        "next": f"?{_with(request, halaman=str(page + 1))}" if last < total else "",
        "is_needed": total > PAGE,
    }


def _with(request: HttpRequest, **changed: str) -> str:
    """Write the address's question with some answers changed; empty ones are left out."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return asked.urlencode()


def _page_of(request: HttpRequest) -> int:
    written = request.GET.get("halaman", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return max(int(written), 1) if is_number else 1
