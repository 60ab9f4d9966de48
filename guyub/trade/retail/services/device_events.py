"""What tills tell, and which step of the shop or the treasury enters it; ``journeys`` finds it by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.treasury.services.counting import Doing
from guyub.books.treasury.services.till_shifts import (
    close_told_shift,
    drop_told_cash,
    open_told,
    open_told_shift,
)
from guyub.foundation.devices.services.admitting import Applied
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.trade.retail.domain.told import TillEventRefusedError, read_sale, read_shift, read_void
from guyub.trade.retail.domain.told_dues import read_dues
from guyub.trade.retail.domain.told_repaid import read_repaid
from guyub.trade.retail.domain.told_returns import read_return
from guyub.trade.retail.domain.told_shifts import read_closing
from guyub.trade.retail.domain.told_unmet import read_unmet
from guyub.trade.retail.selectors.till_facts import told_by
from guyub.trade.retail.services.correcting import put_sale_right
from guyub.trade.retail.services.receiving import receive_dues
from guyub.trade.retail.services.repaying import repay_sale
from guyub.trade.retail.services.returning import return_sale
from guyub.trade.retail.services.sales import SaleAt, known, sell_all
from guyub.trade.retail.services.voiding import void_sale
from guyub.trade.subsidised.services.unmet import note_told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from guyub.foundation.devices.services.admitting import Happened
    from guyub.trade.retail.domain.told import ShiftTold
    from guyub.trade.retail.selectors.till_facts import TillHeld

SALE, SHIFT, DROP, RECEIPT = "retail.sale", "treasury.shift", "treasury.event", "retail.till_receipt"
UNMET = "subsidised.unmet"


def sale_made(happened: Happened) -> Applied:
    """Enter a sale. Step; raises what ``services.sales.sell_all`` and ``domain.told.read_sale`` raise."""
    (applied,) = sales_made([happened])
    return applied


def sales_made(happenings: Sequence[Happened]) -> list[Applied]:
    """Enter sales of one device, all or none. Step; as ``sale_made``."""
    first = happenings[0]
    made = sell_all(
        cooperative_id=first.cooperative_id,
        device_id=first.device_id,
        sales=[SaleAt(one.event.id, read_sale(one.event.facts), one.happened_at) for one in happenings],
        now=first.now,
    )
    return [Applied(SALE, sale.id, sale.name) for sale in made]


def sale_voided(happened: Happened) -> Applied:
    """Take a whole sale back. Step; raises what ``services.voiding.void_sale`` and ``read_void`` raise."""
    void = void_sale(
        cooperative_id=happened.cooperative_id,
        device_id=happened.device_id,
        void_id=happened.event.id,
        told=read_void(happened.event.facts),
        voided_at=happened.happened_at,
        now=happened.now,
    )
    return Applied(SALE, void.id, void.name)


def sale_returned(happened: Happened) -> Applied:
    """Take goods of a sale back. Step; raises what ``services.returning.return_sale`` and ``read_return`` raise."""
    back = return_sale(
        cooperative_id=happened.cooperative_id,
        device_id=happened.device_id,
        back_id=happened.event.id,
        told=read_return(happened.event.facts),
        returned_at=happened.happened_at,
        now=happened.now,
    )
    return Applied(SALE, back.id, back.name)


def sale_repaid(happened: Happened) -> Applied:
    """Mend how a sale was paid. Step; raises what ``services.repaying.repay_sale`` and ``read_repaid`` raise."""
    mended = repay_sale(
        cooperative_id=happened.cooperative_id,
        device_id=happened.device_id,
        repaid_id=happened.event.id,
        told=read_repaid(happened.event.facts),
        repaid_at=happened.happened_at,
        now=happened.now,
    )
    return Applied(SALE, mended.id, mended.name)


def dues_received(happened: Happened) -> Applied:
    """Take a member's money. Step; raises what ``services.receiving.receive_dues`` and ``read_dues`` raise."""
    receipt = receive_dues(
        cooperative_id=happened.cooperative_id,
        device_id=happened.device_id,
        receipt_id=happened.event.id,
        told=read_dues(happened.event.facts),
        taken_at=happened.happened_at,
        now=happened.now,
    )
    return Applied(RECEIPT, receipt.id, receipt.vouchers)


def shift_opened(happened: Happened) -> Applied:
    """Let a cashier answer for the till's drawer. Step; raises ``ShiftRefusedError`` and what ``_doing`` raises."""
    told = read_shift(happened.event.facts, amount="float_rp")
    doing, till = _doing(happened, told)
    shift_id = open_told_shift(
        doing=doing,
        device_id=happened.device_id,
        drawer_id=till.drawer_id,
        shift_id=told.shift_id,
        float_rp=told.amount_rp,
        opened_at=happened.happened_at,
    )
    return Applied(SHIFT, shift_id)


def cash_dropped(happened: Happened) -> Applied:
    """Bring money from the drawer to the till's safe. Step; ``safe``: it names none."""
    told = read_shift(happened.event.facts, amount="amount_rp")
    doing, till = _doing(happened, told)
    if till.safe_id is None:
        raise TillEventRefusedError(wrong="safe")
    event_id = drop_told_cash(
        doing=doing,
        drawer_id=till.drawer_id,
        safe_id=till.safe_id,
        amount_rp=told.amount_rp,
        note=told.note,
        dropped_on=business_date(happened.happened_at, Zone(doing.place.zone)),
    )
    return Applied(DROP, event_id)


def cashier_changed(happened: Happened) -> Applied:
    """See that another cashier sells in an open shift; who opened it answers for the drawer. Step."""
    told = read_shift(happened.event.facts)
    doing, _ = _doing(happened, told)
    return Applied(SHIFT, open_told(place_id=doing.place.id, shift_id=told.shift_id).shift_id)


def shift_closed(happened: Happened) -> Applied:
    """End a shift with what was counted. Step; raises ``ShiftRefusedError`` and what ``_doing`` raises."""
    closing = read_closing(happened.event.facts)
    told = closing.shift
    doing, _ = _doing(happened, told)
    shift_id = close_told_shift(
        doing=doing,
        shift_id=told.shift_id,
        counted_rp=told.amount_rp,
        closed_at=happened.happened_at,
        notes=closing.notes,
        expected_rp=closing.expected_rp,
        waiting=closing.waiting,
    )
    return Applied(SHIFT, shift_id)


def went_without(happened: Happened) -> Applied:
    """Note that somebody asked for a rationed good and went without. Step; raises ``UnmetRefusedError``."""
    unmet = read_unmet(happened.event.facts)
    doing, _ = _doing(happened, read_shift(happened.event.facts))
    kept = note_told(
        actor=doing.actor,
        unmet_id=happened.event.id,
        programme=unmet.programme,
        category=unmet.category,
        qty=unmet.qty,
        reason=unmet.reason,
        at=happened.happened_at,
        now=happened.now,
    )
    return Applied(UNMET, kept)


def _doing(happened: Happened, told: ShiftTold) -> tuple[Doing, TillHeld]:
    """Look up who told what where; refused where nobody here can have told it."""
    facts = told_by(
        cooperative_id=happened.cooperative_id,
        device_id=happened.device_id,
        cashier_id=told.cashier_id,
        shift_id=told.shift_id,
        at=happened.happened_at,
    )
    till, cashier = known(facts, series=0, number=0)
    doing = Doing(
        actor=cashier,
        place=facts.place,
        today=business_date(happened.now, Zone(facts.place.zone)),
        request_id=happened.event.id,
        now=happened.now,
    )
    return doing, till


EVENTS: Mapping[str, Callable[[Happened], Applied]] = {
    "sale.made": sale_made,
    "sale.voided": sale_voided,
    "sale.returned": sale_returned,
    "sale.repaid": sale_repaid,
    "dues.received": dues_received,
    "shift.opened": shift_opened,
    "cash.dropped": cash_dropped,
    "cashier.changed": cashier_changed,
    "shift.closed": shift_closed,
    "unmet.noted": went_without,
}
TOGETHER: Mapping[str, Callable[[Sequence[Happened]], Sequence[Applied]]] = {"sale.made": sales_made}
CORRECTIONS: Mapping[str, Callable[[int, Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]] = {
    "sale.made": put_sale_right,
}
