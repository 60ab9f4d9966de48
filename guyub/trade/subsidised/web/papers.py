"""Papers of supply as PDF: the letter of a request to an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.web.doors import own_rows
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.trade.subsidised.selectors.supply import RequestRow


def request_sheet(request: HttpRequest, one: RequestRow) -> bytes:
    """Set the letter: how much is asked for, by when, and on which figures it stands."""
    with own_rows(request):
        head = letterhead_of(request, here(request))
    basis = one.basis
    payload = head | {
        "title": f"Permintaan pasokan {one.name}",
        "paper": "a4",
        "to": one.partner,
        "facts": [["Tanggal", written_day(one.asked_on)], ["Paling lambat", written_day(one.wanted_on)]],
        "asked": [one.product, number(one.wanted_qty)],
        "rows": [
            ["Terjual rata-rata seminggu, dari empat minggu", number(basis.weekly_sold)],
            ["Diminta pembeli dan tidak terlayani, 7 hari", number(basis.unmet)],
            ["Stok hari ini", number(max(basis.stock, 0))],
            ["Sudah direncanakan datang", number(basis.coming)],
        ],
        "note": one.note,
        "signers": [{"role": "Pemohon", "name": one.person}, {"role": "Penerima", "name": ""}],
    }
    return render_pdf(template="subsidised/request.typ", payload=payload, is_example=settings.IS_DEMO)
