"""The statement of a producer on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.web.doors import own_rows
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from guyub.trade.consignment.selectors.agreements import AgreementRow
    from guyub.trade.consignment.selectors.papers import StatementLine, StatementRow


def statement_sheet(
    request: HttpRequest, found: StatementRow, one: AgreementRow, lines: Sequence[StatementLine]
) -> bytes:
    """Set the statement: what was sold of what, what is kept, what is paid, who signs."""
    with own_rows(request):
        head = letterhead_of(request, here(request))
    reckoned = found.reckoned
    sums = [
        ("Terbawa dari sebelumnya", reckoned.carried_rp),
        ("Terjual", reckoned.sold_rp),
        ("Dikembalikan pembeli", -reckoned.back_rp),
        ("Bagian koperasi", -reckoned.share_rp),
        ("Pengganti barang rusak atau hilang", reckoned.lost_rp),
    ]
    payload = head | {
        "title": f"Perhitungan titip jual {found.name}",
        "paper": "a4",
        "facts": [
            ["Penitip", one.partner],
            ["Perjanjian", one.name],
            ["Masa", f"{written_day(found.from_on)} sampai {written_day(found.until_on)}"],
            ["Dijual di", one.location],
        ],
        "rows": [
            [line.title, line.sold, line.back, line.lost, rupiah(line.sold_rp), rupiah(line.due_rp)]
            for line in lines
        ],
        "sums": [[label, rupiah(rp)] for label, rp in sums if rp],
        "total": rupiah(found.to_pay_rp),
        "said": terbilang(max(0, found.to_pay_rp)),
        "there": [[row.title, row.there_words] for row in one.there],
        "signers": [
            {"role": "Disusun oleh", "name": found.person},
            {"role": "Dibayar oleh", "name": ""},
            {"role": "Penitip", "name": one.partner},
        ],
    }
    return render_pdf(template="consignment/statement.typ", payload=payload, is_example=settings.IS_DEMO)
