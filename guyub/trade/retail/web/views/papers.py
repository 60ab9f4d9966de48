"""Papers of pay-first orders: the list of buyers, as PDF and as a table, and a buyer's receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.views.decorators.http import require_safe

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer
from guyub.trade.retail.web.views.buyers import order_found
from guyub.trade.retail.web.views.cycles import cycle_found

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

NOTE = "Yang tidak datang dan toleransi yang tidak terpakai dikembalikan uangnya. Bawa bukti ini saat mengambil barang."


@require_safe
@acts(Action.VIEW_GOODS)
def buyers_pdf(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Print who ordered what, with a place to sign for what was fetched."""
    found = cycle_found(request, cycle_id)
    cycle = found.cycle
    with own_rows(request):
        head = letterhead_of(request, here(request))
    payload = head | {
        "title": f"Daftar pemesan {cycle.name}",
        "paper": "a4",
        "facts": [
            ["Pemasok", cycle.partner],
            ["Tempat", cycle.location],
            ["Ditutup", written_day(cycle.closes_on)],
            ["Barang datang", written_day(cycle.expected_on)],
        ],
        "rows": [
            [
                number(at),
                buyer.who if not buyer.number else f"{buyer.who} ({buyer.number})",
                "\n".join(f"{line.title}: {line.words}" for line in buyer.lines),
                rupiah(buyer.paid_rp),
                "\n".join(line.granted_words for line in buyer.lines) if cycle.shared_on else "",
                "",
            ]
            for at, buyer in enumerate([row for row in found.buyers if not row.withdrawn_on], 1)
        ],
        "total": rupiah(sum(row.paid_rp for row in found.buyers if not row.withdrawn_on)),
    }
    made = render_pdf(template="retail/buyers.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"daftar-pemesan-{cycle.name.lower()}")


@require_safe
@acts(Action.VIEW_GOODS)
def buyers_export(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Hand the list of buyers over as a table, a line for each good."""
    found = cycle_found(request, cycle_id)
    cycle = found.cycle
    sheet = Sheet(
        name="Pemesan",
        title=f"Daftar pemesan {cycle.name}, {day(today_of(request))}",
        source=f"Guyub, {here(request).name}",
        columns=(
            Column("Nomor", width=18),
            Column("Pemesan", width=28),
            Column("Nomor anggota", width=14),
            Column("Tanggal", Kind.DATE),
            Column("Barang", width=30),
            Column("Satuan", width=12),
            Column("Dipesan", Kind.QUANTITY, 10),
            Column("Toleransi", Kind.QUANTITY, 10),
            Column("Harga (Rp)", Kind.RUPIAH),
            Column("Dibayar (Rp)", Kind.RUPIAH),
            Column("Didapat", Kind.QUANTITY, 10),
            Column("Diserahkan", Kind.QUANTITY, 10),
            Column("Keadaan", width=26),
        ),
        rows=[
            (
                *(buyer.name, buyer.who, buyer.number, buyer.ordered_on, line.title, line.unit),
                *(line.claim.qty, line.claim.tolerance_qty, line.claim.price_rp, line.amount_rp),
                *(line.claim.granted_qty, line.claim.handed_qty, buyer.standing),
            )
            for buyer in found.buyers
            for line in buyer.lines
        ],
    )
    return table_answer(request, sheet, stem=f"pemesan-{cycle.name.lower()}")


@require_safe
@acts(Action.VIEW_GOODS)
def order_receipt(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Print what a buyer ordered and paid."""
    found = order_found(request, order_id)
    buyer = found.buyer
    with own_rows(request):
        head = letterhead_of(request, here(request))
    payload = head | {
        "title": f"Bukti setor beli {buyer.name}",
        "facts": [
            ["Diterima dari", f"{buyer.who} ({buyer.number})" if buyer.number else buyer.who],
            ["Tanggal", written_day(buyer.ordered_on)],
            ["Barang diperkirakan datang", written_day(found.cycle.expected_on)],
            ["Diambil di", found.cycle.location],
        ],
        "rows": [
            [line.title, line.words, f"{rupiah(line.claim.price_rp)} per {line.unit}", rupiah(line.amount_rp)]
            for line in buyer.lines
        ],
        "total": rupiah(buyer.paid_rp),
        "said": terbilang(buyer.paid_rp),
        "note": NOTE,
        "signers": [{"role": "Pemesan", "name": buyer.who}, {"role": "Penerima uang", "name": buyer.person}],
    }
    made = render_pdf(template="retail/order_receipt.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"bukti-{buyer.name.lower().replace('/', '-')}")
