"""What the member's own pages share: whose, when, and how a page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.desks.member.selectors.own import own_page
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import MONTHS, day, part_of_day, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.desks.member.selectors.own import OwnDues, OwnPage

FEW_MOVEMENTS, FEW_MONTHS = 6, 3
NOTES = {
    SavingsKind.POKOK: "kembali saat keluar",
    SavingsKind.WAJIB: "kembali saat keluar",
    SavingsKind.SUKARELA: "bisa diambil",
}


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one of the member's pages; a refusal makes it a 422 with what was typed still there."""
    shared = {
        "place": request.visit.seat.place,  # type: ignore[attr-defined]  # identity.web.middleware
        "today": today_of(request),
        "typed": request.POST,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, f"member_desk/{name}.html", shared | dict(context), status=status)


def own_page_of(request: HttpRequest, *, most: int) -> OwnPage:
    """Read the account of who asks."""
    actor = actor_of(request)
    with own_rows(request):
        return own_page(
            cooperative_id=actor.cooperative_id,
            person_id=actor.person_id,
            today=today_of(request),
            most=most,
        )


def acting(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case of the person takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def greeting(page: OwnPage, *, name: str, zone: str) -> str:
    """Greet by the time of day: ``Selamat pagi, Bu Siti``."""
    hour = utc_now().astimezone(Zone(zone).info).hour
    return f"Selamat {part_of_day(hour)}, {page.file.title if page.file else name.split(maxsplit=1)[0]}"


def savings_of_page(page: OwnPage) -> dict[str, Any]:
    """Give the savings as a bar of parts and as a list, each kind in its own tone, the darkest first."""
    tones = {row.account_id: f"q{max(5 - at, 1)}" for at, row in enumerate(page.savings)}
    return {
        "parts": [
            {"begin": begun_rp, "size": size_rp, "tone": tones[row.account_id]}
            for begun_rp, size_rp, row in page.shares
        ],
        "kinds": [(row, tones[row.account_id], NOTES.get(row.kind, "")) for row in page.savings],
        "dues": dues_words(page.dues),
        "said": ", ".join(f"{row.words} {rupiah(row.balance_rp)}" for row in page.savings),
    }


def dues_words(dues: OwnDues) -> dict[str, str]:
    """Say kindly how simpanan wajib stands: a chip, and one sentence; both empty before anything was billed."""
    if not dues.months:
        return {}
    ahead = dues.next
    coming = f"Berikutnya {rupiah(ahead.missing_rp)}, sebelum {day(ahead.due_on)}." if ahead else ""
    if dues.behind:
        months = months_said([one.month for one in dues.behind])
        said = f"Simpanan wajib {months} belum masuk, {rupiah(dues.behind_rp)}. {coming}"
        return {"tone": "warn", "icon": "clock", "chip": f"{len(dues.behind)} bulan belum", "said": said}
    until = dues.settled_until
    if until is None:
        return {"tone": "plain", "icon": "calendar", "chip": "Belum jatuh tempo", "said": coming}
    return {
        "tone": "ok",
        "icon": "check",
        "chip": f"Lunas sampai {MONTHS[until.month - 1]}",
        "said": coming or "Semua simpanan wajib yang ditagih sudah lunas.",
    }


def months_said(months: list[date]) -> str:
    """Name months: ``September dan Oktober 2026``; of many the first and the last."""
    named = [f"{MONTHS[one.month - 1]} {one.year}" for one in months]
    if len(named) > FEW_MONTHS:
        return f"{named[0]} sampai {named[-1]} ({len(named)} bulan)"
    return " dan ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
