"""What offers of money really cost, side by side, for anybody: nothing is stored, the address carries it all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from guyub.finance.loans.domain.offers import MOST_OFFERS, OfferRefusedError, compare
from guyub.finance.loans.web.forms.simulator import changed, query_of, slots_of
from guyub.finance.loans.web.offer_fields import KINDS
from guyub.finance.loans.web.offer_words import Ceiling, column_of, verdict_words
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.messages import sentence
from guyub.foundation.parameters.selectors.values import national_row
from guyub.foundation.parameters.web.words import CONFIDENCE_WORDS

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

CEILING = "pinjaman.jasa_maksimal"


@require_safe
@vary_on_headers("HX-Request")
def simulator(request: HttpRequest) -> HttpResponse:
    """Compare the offers of the address; without any, examples."""
    asked = {name: request.GET[name] for name in request.GET}
    slots, refusal = slots_of(asked), ""
    try:
        told = changed(slots, asked)
    except OfferRefusedError as refused:
        refusal = sentence(refused)
    else:
        if told is not None:
            return redirect(f"{reverse('loans:simulator')}?{query_of(told)}")
    for slot in slots:
        if not slot.is_blank:
            slot.read()
    today = business_date(utc_now(), Zone.WIB)
    ceiling = _ceiling(today)
    read = [slot for slot in slots if slot.offer is not None]
    costs = compare([slot.offer for slot in read if slot.offer is not None])
    columns = [column_of(slot, cost, ceiling) for slot, cost in zip(read, costs, strict=True)]
    title, reason = verdict_words(columns) if columns else ("", "")
    context = {
        "slots": slots,
        "columns": columns,
        "title": title,
        "reason": reason,
        "refusal": refusal,
        "errors": [
            {"field": f"{name}{slot.position}", "text": f"{slot.name}: {words}"}
            for slot in slots
            for name, words in slot.errors.items()
        ],
        "ceiling": ceiling,
        "most_ppm": max([column.ppm for column in columns] + ([ceiling.ppm] if ceiling else []), default=0),
        "most_rp": max([column.cost.cost_rp for column in columns], default=0),
        "kinds": KINDS.items() if len(slots) < MOST_OFFERS else (),
        "may_remove": len(slots) > 1,
        "has_example": any(column.slot.is_example for column in columns),
        "today": today,
    }
    is_part = "HX-Request" in request.headers
    return render(request, f"loans/{'_' if is_part else ''}simulator.html", context)


def _ceiling(on: date) -> Ceiling | None:
    row = national_row(CEILING, on=on)
    if row is None:
        return None
    words, _ = CONFIDENCE_WORDS[row.confidence]
    return Ceiling(
        rate=Decimal(row.value),
        basis=row.legal_basis,
        source=row.source,
        confidence=f"keyakinan {row.confidence}: {words.lower()}",
        since=day(row.valid_from),
    )
