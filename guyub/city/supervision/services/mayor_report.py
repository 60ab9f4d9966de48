"""The one-page report to the mayor: what is reported, who is stuck, what is due; issued with a QR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.city.supervision.selectors.city import Asked, PlaceRow, city_view, place_rows
from guyub.city.supervision.selectors.duties import duty_rows
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.formats import clock, day, long_day, number, rupiah
from guyub.foundation.kernel.services.papers import issue_paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

KIND, MOST_STUCK, MOST_DUTIES = "LAPORAN_KOTA", 8, 4
MARK_LETTERS = 12


def issue_report(
    *,
    actor: Actor,
    city: Cooperative,
    address: str,
    today: date,
    request_id: UUID,
    now: datetime,
    is_example: bool,
) -> bytes:
    """Write the report of this moment and issue it. Use-case of the city.

    Asked again with the same request_id it prints the first report again, not today's figures.

    Args:
        actor: Who prints it.
        city: The office.
        address: Where anybody can verify it; the request_id is the paper's id.
        today: The business date, from which ages count.
        request_id: Made once per intention.
        now: The moment, aware.
        is_example: Print "CONTOH": something in this installation is invented.

    Returns:
        A PDF of one page.

    Raises:
        NotAllowedError: The role may not see the city.
    """

    def work() -> dict[str, Any]:
        said = _content(actor, city, now, today)
        issue_paper(
            cooperative_id=city.id,
            paper_id=request_id,
            kind=KIND,
            title=said["title"],
            facts=[(label, value) for label, value, _ in said["tiles"]],
            content=said,
            now=now,
        )
        record(
            cooperative_id=city.id,
            actor=actor,
            act="supervision.report.issued",
            facts={"title": said["title"]},
            now=now,
        )
        return said

    said = act_once(
        actor=actor,
        action=Action.VIEW_CITY,
        request_id=request_id,
        use_case="supervision.issue_report",
        facts={"day": today},
        now=now,
        work=work,
    )
    payload = {
        **said,
        "qr": qr_svg(address, title="Periksa keaslian"),
        "address": address,
        "mark": facts_hash(said).hex()[:MARK_LETTERS],
    }
    return render_pdf(template="supervision/mayor_report.typ", payload=payload, is_example=is_example)


def _content(actor: Actor, city: Cooperative, now: datetime, today: date) -> dict[str, Any]:
    view = city_view(place_rows(city=city, now=now, today=today), Asked(), today=today)
    passed = [row for row in duty_rows(city=city, today=today) if row.unmet and row.is_over]
    of = f"dari {number(view.total)}"
    return {
        "who": city.name,
        "where": "Koperasi Kelurahan Merah Putih",
        "title": f"Keadaan {number(view.total)} koperasi kelurahan, {long_day(today)}",
        "lead": f"{view.operating} koperasi dilaporkan berjalan, {len(view.stuck)} macet.",
        "tiles": [
            ["Berjalan", f"{view.operating} {of}", "dilaporkan"],
            ["Tercatat punya NIB", f"{view.with_nib} {of}", f"{view.total - view.with_nib} belum"],
            ["Ada penjualan tercatat", f"{view.selling} {of}", rupiah(view.sales_rp)],
            ["Ada simpanan tercatat", f"{view.saving} {of}", rupiah(view.savings_rp)],
        ],
        "stuck": [_stuck(row) for row in view.stuck[:MOST_STUCK]],
        "stuck_more": max(len(view.stuck) - MOST_STUCK, 0),
        "districts": _districts(view.rows),
        "duties": [
            [row.title, row.period, day(row.due_on), f"{len(row.unmet)} dari {row.total} belum tercatat"]
            for row in passed[-MOST_DUTIES:]
        ],
        "printed": f"Dicetak {day(today)}, {clock(now.astimezone(Zone(city.zone).info))} · {actor.name}",
        "waiting": [
            ["Kebutuhan terbuka", number(view.needs_open)],
            ["Permintaan bantuan belum dijawab", number(view.helps_open)],
        ],
        "source": (
            f"Angka yang dilaporkan pihak lain sampai {day(view.reported_on)}, masing-masing dengan sumber dan tanggal"
            " di halaman koperasi. Tidak tercatat bukan berarti tidak jalan."
            if view.reported_on
            else "Belum ada angka yang dilaporkan."
        ),
    }


def _stuck(row: PlaceRow) -> list[str]:
    since = day(row.since_on) if row.since_on else ""
    basis = row.waits_note if row.since_basis == "NOTE" and row.waits_note else "tercatat belum"
    return [row.ward, row.district, row.next_title, f"{number(row.days or 0)} hari", since, basis]


def _districts(rows: Sequence[PlaceRow]) -> list[list[str]]:
    by_district: dict[str, list[PlaceRow]] = {}
    for row in sorted(rows, key=lambda row: row.district):
        by_district.setdefault(row.district, []).append(row)
    return [
        [
            name,
            number(len(group)),
            number(sum(row.is_operating is True for row in group)),
            number(sum(row.has_nib is True for row in group)),
            number(sum(row.is_stuck for row in group)),
            rupiah(sum(row.sales_rp or 0 for row in group)),
            rupiah(sum(row.savings_rp or 0 for row in group)),
        ]
        for name, group in by_district.items()
    ]
