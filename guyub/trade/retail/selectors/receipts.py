"""A receipt of the books as paper: what the till printed, from what was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import Zone
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.retail.domain.baskets import Tender, TenderKind
from guyub.trade.retail.domain.receipts import MemberPart, Receipt, ReceiptLine, Shop, amount_words
from guyub.trade.retail.models import SaleKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.price_rules import PriceRule
    from guyub.trade.retail.selectors.sales import SaleFound, SoldLine
    from guyub.trade.subsidised.selectors.sold import RationSold


def receipt_of(
    *, place: Cooperative, found: SaleFound, copy: int, is_demo: bool, rations: Sequence[RationSold]
) -> Receipt:
    """Give a receipt as it is printed. One query where something on it has a ceiling, none otherwise.

    What goes back stands on it without its sign; what was taken back whole says so, on both papers.

    Args:
        place: Whose.
        found: What was entered; another way of paying alone has no paper.
        copy: 1 the till's own, 2 the first copy.
        is_demo: It is invented.
        rations: The rationed lines of the sale.
    """
    sale = found.sale
    is_back = sale.kind != SaleKind.JUAL.value
    rules = {} if is_back else _ceilings(place, found)
    rationed = {one.line_no: one for one in rations if not is_back or one.taken_back_on}
    deposit_rp = sum(one.deposit_rp for one in rationed.values())
    own_rp = sum(line.own_discount_rp for line in found.lines)
    voided = sale if sale.kind == SaleKind.BATAL.value else None
    row_void = found.row_void
    return Receipt(
        shop=Shop(name=place.name, lines=[sale.location.outlet.name] if sale.location.outlet else []),
        till_number=sale.till_name,
        number=sale.name,
        at=sale.sold_at.astimezone(Zone(place.zone).info),
        zone=place.zone,
        cashier=sale.cashier.name,
        lines=[
            _line(line, rules.get(line.good), None if is_back else rationed.get(at))
            for at, line in enumerate(found.lines, 1)
        ],
        discount_rp=abs(sale.discount_rp - own_rp),
        discount_why=sale.reason if not is_back else "",
        total_rp=abs(sale.total_rp),
        rounding_rp=-sale.rounding_rp if is_back else sale.rounding_rp,
        tenders=_handed({one.kind: abs(one.amount_rp) for one in found.tenders}, sale.change_rp + deposit_rp),
        change_rp=sale.change_rp,
        member=MemberPart(
            name=sale.member.file.name, number=str(sale.member.number or ""), counted_rp=sale.paid_rp
        )
        if sale.member and not is_back
        else None,
        buyer_nik=next((one.last4 for one in rationed.values()), ""),
        deposit_rp=deposit_rp,
        returns=sale.of.till_name if is_back and sale.of else "",
        copy=copy,
        void_why=voided.reason if voided else f"Nota pembatalan {row_void.till_name}" if row_void else "",
        is_demo=is_demo,
    )


def _line(line: SoldLine, rule: PriceRule | None, ration: RationSold | None) -> ReceiptLine:
    qty, factor = abs(line.qty), line.factor
    return ReceiptLine(
        name=line.product,
        quantity=f"{amount_words(qty, factor=factor)} {line.unit}",
        # The price of another amount than one unit is not printed as the unit's: the line's own sum is.
        price_rp=line.price_rp if line.price_qty == factor else abs(line.gross_rp),
        gross_rp=abs(line.gross_rp),
        discount_rp=abs(line.own_discount_rp),
        why=line.reason,
        rule=rule,
        notes=list(_containers(ration)) if ration else (),
    )


def _containers(one: RationSold) -> Iterator[str]:
    if one.empties_in:
        yield f"Tabung kosong ditukar: {one.empties_in}"
    if one.stay_qty:
        yield f"Tabung {'dititip' if one.deposit_rp else 'dipinjam'}: {one.stay_qty}"


def _handed(kept: dict[TenderKind, int], more_rp: int) -> list[Tender]:
    """Of cash the buyer handed over what was kept, what came back, and what is left for containers."""
    if more_rp:
        kept = kept | {TenderKind.CASH: kept.get(TenderKind.CASH, 0) + more_rp}
    return [Tender(kind=kind, amount_rp=amount_rp) for kind, amount_rp in kept.items()]


def _ceilings(place: Cooperative, found: SaleFound) -> Mapping[str, PriceRule]:
    """Give the ceilings of the day that a buyer may hold the price against."""
    goods = {line.good for line in found.lines if line.good}
    if not goods:
        return {}
    rules = selling_rules(
        rules_for(cooperative_id=place.id), goods=goods, region=place.code, on=found.sale.sold_on
    )
    return {good: kinds[PriceKind.HET] for good, kinds in rules.items() if PriceKind.HET in kinds}
