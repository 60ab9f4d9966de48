"""What the pages of products share: the frame of a page, and reading what was typed of a product and its terms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.domain.offering import (
    MANY,
    MOST_TIERS,
    WITHOUT_JASA,
    ProductRefusedError,
    rate_ppm,
    rate_words,
)
from guyub.finance.savings.domain.terms import (
    DAY_COUNT_WORDS,
    EVERY_WORDS,
    METHOD_WORDS,
    DayCount,
    JasaMethod,
    Terms,
)
from guyub.finance.savings.services.offering import ProductTyped, tiers_words
from guyub.finance.savings.web.frame import framed
from guyub.foundation.identity.web.doors import today_of
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.parameters.selectors.values import decisions_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.finance.savings.selectors.offers import Offer

TAB = "savings_products:products"
_MOST_CHOICES = 50


page = partial(framed, tab=TAB)


def decision_choices(cooperative_id: int, selected: str) -> list[dict[str, object]]:
    """Give the newest decisions to choose from. One query."""
    rows = decisions_of(cooperative_id=cooperative_id, most=_MOST_CHOICES)
    return choices({str(row.id): f"{row.number}, {row.title}" for row in rows}, selected, empty="pilih")


def product_in(request: HttpRequest) -> ProductTyped:
    """Read a further product.

    Raises:
        ProductRefusedError: ``kind term``.
    """
    try:
        kind = SavingsKind(typed_of(request, "kind"))
    except ValueError as error:
        raise ProductRefusedError(wrong="kind") from error
    months = typed_of(request, "term_months").strip()
    if months and not (months.isascii() and months.isdigit() and len(months) < 4):
        raise ProductRefusedError(wrong="term")
    return ProductTyped(
        kind=kind, name=typed_of(request, "product_name"), term_months=int(months) if months else None
    )


def kind_choices(selected: str) -> list[dict[str, object]]:
    """Give the kinds of which there may be further products."""
    return choices({kind.value: KIND_WORDS[kind] for kind in MANY}, selected or MANY[0].value)


def terms_of_form(request: HttpRequest, kind: SavingsKind) -> Terms:
    """Read terms.

    Raises:
        ProductRefusedError: ``day method rate tiers every``.
        AmountNotUnderstoodError: An amount is none.
    """
    from_on = day_of(request, "from_on", ProductRefusedError, "day")
    early = typed_of(request, "early").strip()
    try:
        method = JasaMethod.TANPA if kind in WITHOUT_JASA else JasaMethod(typed_of(request, "method"))
        day_count = DayCount(typed_of(request, "day_count") or DayCount.ACTUAL_365)
    except ValueError as error:
        raise ProductRefusedError(wrong="method") from error
    every = typed_of(request, "every_months") or "1"
    if every not in map(str, EVERY_WORDS):
        raise ProductRefusedError(wrong="every")
    return Terms(
        from_on=from_on,
        method=method,
        day_count=day_count,
        tiers=((0, 0),) if method is JasaMethod.TANPA else _tiers(request),
        every_months=int(every),
        minimum_rp=_rp(typed_of(request, "minimum")),
        least_rp=_rp(typed_of(request, "least")),
        early_ppm=rate_ppm(early) if early else 0,
    )


def terms_context(request: HttpRequest, offer: Offer) -> dict[str, Any]:
    """Give what the form of terms shows: what was typed, or else the terms that hold."""
    now = offer.now.terms if offer.now else None
    kept = _kept(now) if now and request.method != "POST" else {}

    def said(field: str, otherwise: str = "") -> str:
        return typed_of(request, field) or str(kept.get(field, otherwise))

    tiers = list(now.tiers) if now and request.method != "POST" else []
    rows = []
    for at in range(MOST_TIERS):
        floor = typed_of(request, f"floor{at}") or (number(tiers[at][0]) if at < len(tiers) and at else "")
        rate = typed_of(request, f"rate{at}") or (
            rate_words(tiers[at][1]).removesuffix(" %") if at < len(tiers) else ""
        )
        rows.append({"at": at, "floor": floor, "rate": rate})
    kind = offer.product.kind
    every = {
        str(months): words for months, words in EVERY_WORDS.items() if months or kind is SavingsKind.BERJANGKA
    }
    return {
        "offer": offer,
        "from_on": said("from_on", today_of(request).isoformat()),
        "methods": choices(
            {one.value: words for one, words in METHOD_WORDS.items()}, said("method", JasaMethod.HARIAN.value)
        ),
        "day_counts": choices(
            {one.value: words for one, words in DAY_COUNT_WORDS.items()},
            said("day_count", DayCount.ACTUAL_365.value),
        ),
        "everies": choices(every, said("every_months", "1")),
        "first": rows[0],
        "tiers": rows[1:],
        "has_tiers": any(row["rate"] or row["floor"] for row in rows[1:]),
        "minimum": said("minimum"),
        "least": said("least"),
        "early": said("early"),
        "pays_jasa": kind not in WITHOUT_JASA,
        "is_term": kind is SavingsKind.BERJANGKA,
    }


def offer_words(offer: Offer) -> dict[str, Any]:
    """Say what a card tells of a product: its figure, since when, by what, and what comes next."""
    product, now, coming = offer.product, offer.now, offer.next
    said: dict[str, Any] = {"offer": offer, "kind": KIND_WORDS[product.kind]}
    if offer.dues:
        said |= {
            "figure": offer.dues.shown,
            "small": "tiap bulan" if product.kind is SavingsKind.WAJIB else "sekali",
        }
        said |= {"since": offer.dues.valid_from, "by": offer.dues.legal_basis}
        if offer.next_dues:
            said["next"] = (offer.next_dues.shown, offer.next_dues.valid_from)
        return said
    if product.kind in WITHOUT_JASA:
        said |= {"figure": "dari SHU", "small": "tanpa jasa tetap"}
    elif now is None:
        said |= {"figure": "", "small": ""}
    else:
        rates = [ppm for _, ppm in now.terms.tiers]
        low, high = rate_words(min(rates)), rate_words(max(rates))
        said |= {"figure": high if low == high else f"{low.removesuffix(' %')}–{high}", "small": "setahun"}
    if now:
        said |= {"since": now.terms.from_on, "by": f"Keputusan {now.number}"}
    if coming:
        said["next"] = (tiers_words(coming.terms.tiers), coming.terms.from_on)
    return said


def terms_facts(terms: Terms, kind: SavingsKind) -> list[tuple[str, str]]:
    """Say terms line by line."""
    told = []
    if kind not in WITHOUT_JASA:
        told = [
            ("Jasa setahun", tiers_words(terms.tiers)),
            ("Dihitung dari", METHOD_WORDS[terms.method]),
            ("Bagian tahun", DAY_COUNT_WORDS[terms.day_count]),
            ("Masuk rekening", EVERY_WORDS[terms.every_months]),
        ]
    told.append(("Saldo yang harus tinggal", f"Rp {number(terms.minimum_rp)}"))
    told.append(("Setoran paling kecil", f"Rp {number(terms.least_rp)}"))
    if kind is SavingsKind.BERJANGKA:
        told.append(("Bila diambil sebelum waktunya", f"{rate_words(terms.early_ppm)} setahun"))
    return told


def _kept(terms: Terms) -> dict[str, object]:
    return {
        "method": terms.method.value,
        "day_count": terms.day_count.value,
        "every_months": terms.every_months,
        "minimum": number(terms.minimum_rp) if terms.minimum_rp else "",
        "least": number(terms.least_rp) if terms.least_rp else "",
        "early": rate_words(terms.early_ppm).removesuffix(" %") if terms.early_ppm else "",
    }


def _tiers(request: HttpRequest) -> tuple[tuple[int, int], ...]:
    found = [(0, rate_ppm(typed_of(request, "rate0")))]
    for at in range(1, MOST_TIERS):
        floor, rate = typed_of(request, f"floor{at}").strip(), typed_of(request, f"rate{at}").strip()
        if bool(floor) != bool(rate):
            raise ProductRefusedError(wrong="tiers")
        if floor:
            found.append((parse_rp(floor), rate_ppm(rate)))
    return tuple(found)


def _rp(written: str) -> int:
    return parse_rp(written) if written.strip() else 0
