"""Papers of buying as PDF: the letter of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.web.doors import own_rows
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import number, rupiah

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.trade.procurement.selectors.orders import OrderPage


def order_pdf(request: HttpRequest, found: OrderPage) -> bytes:
    """Set the letter of an order."""
    with own_rows(request):
        head = letterhead_of(request, here(request))
    order = found.order
    payload = head | {
        "title": f"Pesanan barang {order.name}",
        "paper": "a4",
        "to": order.partner,
        "facts": [
            ["Tanggal", written_day(order.ordered_on)],
            ["Dikirim ke", order.location],
            ["Paling lambat", written_day(order.expected_on)],
        ],
        "rows": [
            [
                number(at),
                line.title,
                line.words,
                f"{rupiah(line.price_rp)} per {line.unit}",
                rupiah(line.amount_rp),
            ]
            for at, line in enumerate(found.lines, 1)
        ],
        "sum": ["", "Jumlah", "", "", rupiah(order.total_rp)],
        "note": found.note,
        "signers": [{"role": "Pemesan", "name": found.person}, {"role": "Penerima pesanan", "name": ""}],
    }
    return render_pdf(template="procurement/order.typ", payload=payload, is_example=settings.IS_DEMO)
