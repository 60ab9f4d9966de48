"""What must be true of quotas once a simulated network told everything: nothing lost, doubled, beyond a limit."""

from collections import Counter as Tally
from collections import defaultdict
from datetime import date
from uuid import UUID

from guyub.foundation.devices.models import Device
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.models import QuotaSlice, QuotaUse
from guyub.trade.subsidised.selectors.invariants_quota import QUOTA_INVARIANTS
from guyub.trade.subsidised.services.giving_back import TAKING_BACK


def head(phone):
    """Tell how far a till's events were taken in."""
    with scope(phone.place.id):
        return Device.objects.get(cooperative=phone.place, id=phone.device.id).head_seq


def findings(network, *, firm, most, most_a_day):
    """List what does not hold.

    Args:
        network: The outlets, their tills and what these wrote.
        firm: The programme whose limits block.
        most: The most a household may take in a month, by the day from which on.
        most_a_day: The most that a person may take in a day.
    """
    kept = {row.id: row for row in QuotaUse.objects.all()}
    told, back = {}, set()
    for phone in network.phones:
        came = head(phone)
        for id_, (seq, one) in phone.sales.items():
            if seq <= came:
                told[UUID(one["use_id"])] = (id_, phone, one)
        events = phone.till.events[:came]
        back |= {one.facts["sale_id"] for one in events if one.kind in TAKING_BACK}
    yield from of_sales(kept, told, back)
    used = [row for row in kept.values() if row.state == "USED" and row.programme_id == firm]
    yield from of_limits(used, most, most_a_day)
    live = [phone.device.id for phone in network.phones if not phone.is_lost]
    for row in QuotaSlice.objects.filter(device_id__in=live):
        if row.lent_qty != row.told_qty:
            yield f"slice of {row.device_id}: {row.lent_qty} set aside, {row.told_qty} told"
    for place in network.places:
        with scope(place.id):
            yield from (one for rule in QUOTA_INVARIANTS for one in rule(place.id))


def of_sales(kept, told, back):
    """Hold each sale that was told against its use."""
    for use_id, (id_, phone, one) in told.items():
        row = kept.get(use_id)
        if row is None:
            yield f"sale {id_} of {one['programme']}: no use"
            continue
        state = "RELEASED" if str(id_) in back else "USED"
        if (row.state, row.qty, row.cooperative_id) != (state, one["qty"], phone.place.id):
            yield f"sale {id_}: {row.state} {row.qty}, told {state} {one['qty']}"
    yield from (
        f"use {id_} belongs to no sale" for id_ in kept if kept[id_].state == "USED" and id_ not in told
    )


def of_limits(uses, most, most_a_day):
    """Count each household's months and each person's days, by nothing but what was sold."""
    days, months = Tally(), defaultdict(list)
    for row in uses:
        if row.over_mode == "BLOCK":
            yield f"use {row.id} of {row.day} by {row.known_by} is marked"
        days[row.nik_index, row.day] += row.qty
        months[row.kk_index, row.day.replace(day=1)].append(row)
    yield from (f"{qty} on {day} for one person" for (_, day), qty in days.items() if qty > most_a_day)
    for (_, month), mine in months.items():
        for (begins, limit), ends in zip(most.items(), [*list(most)[1:], date(2030, 1, 1)], strict=True):
            by_then = sum(row.qty for row in mine if row.day < ends)
            before = sum(row.qty for row in mine if row.day < begins)
            if by_then > max(limit, before):
                yield f"{by_then} of {limit} in {month} before {ends}, {before} before {begins}"
