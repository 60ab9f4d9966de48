"""What tills sold of rationed goods is noted in the network, before their sales are entered (ADR 0080).

A sale that was made is never refused here: a reservation or a slice becomes used, and what nobody had set aside is
judged by the limits of its own day and marked where it passed one. Noted twice it is noted once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.limits import Outcome, Used, decide
from guyub.trade.subsidised.domain.programmes import KnownBy, UseState
from guyub.trade.subsidised.domain.set_aside import Who, counted_of, is_firm, month_of, passed
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.selectors.given import given_inquiry
from guyub.trade.subsidised.selectors.judging import counts_outlet, request_of, with_outlet
from guyub.trade.subsidised.selectors.programmes import rationing_inquiry
from guyub.trade.subsidised.selectors.quota import (
    buyers_inquiry,
    counted_inquiry,
    outlet_inquiry,
    outlet_key,
)
from guyub.trade.subsidised.services.holding import held_inquiry, use_row, write_uses
from guyub.trade.subsidised.services.told_lines import index_of_its_own, indexes_of, is_rationed, told_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event
    from guyub.foundation.devices.models import Device
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.given import Given
    from guyub.trade.subsidised.domain.limits import Decision, Request
    from guyub.trade.subsidised.domain.set_aside import SetAside
    from guyub.trade.subsidised.selectors.quota import Buyer
    from guyub.trade.subsidised.services.told_lines import Noted

_STANDING = """
    SELECT u.id, u.state, u.nik_index, u.told_by, u.qty, u.is_firm, u.expires_at, u.day, u.cooperative_id,
        u.programme_id, u.category
    FROM subsidised_quotause u WHERE u.id = ANY(%(ids)s::uuid[]) ORDER BY u.id FOR NO KEY UPDATE
"""
_TURN = """
    UPDATE subsidised_quotause u SET state = 'USED', qty = n.qty, told_by = n.told_by, at = n.at, reason = n.reason
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS n(id uuid, qty bigint, told_by uuid, at timestamptz, reason text)
    WHERE u.id = n.id AND u.state = 'RESERVED'
"""
_TAKE = """
    UPDATE subsidised_quotaslice s SET lent_qty = greatest(0, s.lent_qty - n.qty),
        told_qty = greatest(0, s.told_qty - n.qty)
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS n(id uuid, qty bigint) WHERE s.id = n.id
"""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands under a number already."""

    state: UseState
    nik: bytes
    told_by: UUID | None
    qty: int
    is_firm: bool
    expires_at: datetime | None
    day: date
    place_id: int
    programme: str
    category: str


def note_uses(*, device: Device, batch: Sequence[Event], now: datetime) -> int:
    """Note what a device sold of rationed goods, before the batch is entered. Use-case of the device.

    What cannot be read is passed over: the admission refuses it. Where nothing is rationed, nobody is asked.

    Args:
        device: Whose batch it is.
        batch: Its events, in any order.
        now: The moment of receipt, aware.

    Returns:
        How many lines were told.
    """
    if not any(map(is_rationed, batch)):
        return 0
    lines = told_lines(device, batch, now)
    if lines:
        note_lines(place=device.cooperative, device_id=device.id, lines=lines, now=now)
    return len(lines)


def note_lines(*, place: Cooperative, device_id: UUID, lines: Sequence[Noted], now: datetime) -> None:
    """Note rationed lines of one device, all or none, each once. Use-case: a transaction of its own.

    Five round trips, however many lines.

    Args:
        place: The device's cooperative.
        device_id: The device.
        lines: What it sold, in its order.
        now: The moment, aware.
    """
    with scope(place.id, durable=True, by_keys=True):
        _Notes(place, device_id, lines, now).note()


class _Notes:
    """Lines of one device while they are noted: what counts grows with each of them."""

    def __init__(self, place: Cooperative, device_id: UUID, lines: Sequence[Noted], now: datetime) -> None:
        self.place, self.device_id, self.lines, self.now = place, device_id, lines, now
        self.new: list[dict[str, Any]] = []
        self.turned: list[dict[str, Any]] = []
        self.taken: dict[UUID, int] = defaultdict(int)

    def note(self) -> None:
        """Read, judge in the device's order, write."""
        self.read()
        for line in self.lines:
            self.take(line)
        write_uses(self.new)
        if self.turned:
            prepared((_TURN, {"rows": json.dumps(self.turned)}))
        if self.taken:
            rows = [{"id": str(id_), "qty": qty} for id_, qty in self.taken.items()]
            prepared((_TAKE, {"rows": json.dumps(rows)}))

    def read(self) -> None:
        """Find the buyers and the rules; hold the buyers' rows, and read what stands and what counts."""
        keys = sorted({line.told.programme for line in self.lines})
        ids = [line.told.consumer_id for line in self.lines if line.told.consumer_id]
        self.boxed = {line.own_id: indexes_of(line) for line in self.lines if line.told.consumer_id is None}
        niks = [index for indexes in self.boxed.values() for index in indexes]
        given, self.rationing, by_id, by_nik = asked(
            given_inquiry(self.place.id),
            rationing_inquiry(cooperative_id=self.place.id),
            buyers_inquiry(ids=ids),
            buyers_inquiry(niks=niks or [b""]),
        )
        self.given: Given = given
        self.by_id: Mapping[UUID, Buyer] = {one.consumer_id: one for one in by_id}
        self.by_nik: Mapping[bytes, Buyer] = {one.nik: one for one in by_nik}
        whose = {who for line in self.lines for who in [self.who(line)]}
        days = [day_of(line.at) for line in self.lines]
        first = self.given.reaches_back(min(line.at for line in self.lines), programmes=keys)
        numbers = [id_ for line in self.lines for id_ in (line.told.use_id, line.own_id)]
        of_outlet = sorted({line.told.programme for line in self.lines if self.counts_outlet(line)})
        held = {key for who in whose for key in who.held()}
        if of_outlet:
            held.add(outlet_key(self.place.id))
        _, self.standing, counted, *sold = asked(
            held_inquiry(held),
            Inquiry([(_STANDING, {"ids": numbers})], _standings, is_kept=True),
            counted_inquiry(programmes=keys, whose=whose, first=first, last=max(days), now=self.now),
            *(
                outlet_inquiry(
                    programme=key,
                    outlet=self.place.id,
                    first=first,
                    last=max(days),
                    given=self.given,
                    now=self.now,
                )
                for key in of_outlet
            ),
        )
        # What counts grows with each line.
        self.uses: dict[UUID, tuple[str, Used]] = {id_: (key, use) for id_, key, use in counted.uses}
        self.slices: dict[UUID, tuple[str, SetAside]] = {one.id: (key, one) for key, one in counted.slices}
        self.outlet: dict[str, list[Used]] = dict(zip(of_outlet, sold, strict=True))

    def counts_outlet(self, line: Noted) -> bool:
        """Tell whether a limit counts all that the outlet sells, for a line."""
        return counts_outlet(
            self.rationing.limits,
            programme=line.told.programme,
            category=line.told.category,
            region=self.place.code,
            on=day_of(line.at),
        )

    def outlet_sold(self, line: Noted, qty: int, sales: int, at: datetime) -> None:
        """Count what the outlet sold more, or less than it had set aside, where a limit counts that."""
        if line.told.programme in self.outlet:
            self.outlet[line.told.programme].append(
                Used(
                    nik=None,
                    category=line.told.category,
                    outlet=self.place.id,
                    qty=qty,
                    at=at,
                    day=day_of(at),
                    sales=sales,
                )
            )

    def buyer(self, line: Noted) -> Buyer | None:
        """Find who bought; None: nobody is registered with that number."""
        if line.told.consumer_id is not None:
            return self.by_id.get(line.told.consumer_id)
        return next((self.by_nik[one] for one in self.boxed[line.own_id] if one in self.by_nik), None)

    def who(self, line: Noted) -> Who:
        """Give whom a line counts for; a number that nobody could read counts for itself alone."""
        buyer = self.buyer(line)
        if buyer is None:
            indexes = self.boxed.get(line.own_id) or [index_of_its_own(line)]
            return Who(indexes[0])
        return buyer.who(line.told.programme, line.told.category, on=day_of(line.at))

    def take(self, line: Noted) -> None:
        """Note one line, if it is not noted yet."""
        told, id_ = line.told, line.told.use_id
        if self.rationing.programme(told.programme) is None:
            return
        stands = self.standing.get(id_)
        if stands is not None and not self.is_of(stands, line):
            id_ = line.own_id  # the till's number belongs to another sale
            stands = self.standing.get(id_)
        if stands is not None and (stands.state is UseState.USED or stands.told_by is not None):
            return
        is_held = stands is not None and self.still_holds(stands)
        if stands is not None and is_held and told.qty <= stands.qty:
            self.outlet_sold(line, told.qty - stands.qty, 0, line.at)
            self.turn(id_, line)
        else:  # what was given back before, or ran out, is judged anew
            if stands is not None and is_held:
                self.outlet_sold(line, -stands.qty, -1, line.at)
            self.judge(id_, line, is_new=stands is None)

    def is_of(self, stands: _Standing, line: Noted) -> bool:
        """Tell whether what stands under a number is this line's: the same outlet, buyer and good, no other sale's."""
        is_own = stands.place_id == self.place.id and stands.nik == self.who(line).nik
        is_same = (stands.programme, stands.category) == (line.told.programme, line.told.category)
        return is_own and is_same and stands.told_by in {None, line.sale_id}

    def still_holds(self, stands: _Standing) -> bool:
        """Tell whether a reservation still counts."""
        is_open = stands.is_firm or (stands.expires_at is not None and stands.expires_at > self.now)
        return stands.state is UseState.RESERVED and is_open

    def turn(self, id_: UUID, line: Noted) -> None:
        """Let a reservation be used: on its own day, for no more than was sold."""
        self.turned.append(
            {
                "id": str(id_),
                "qty": line.told.qty,
                "told_by": str(line.sale_id),
                "at": line.at.isoformat(),
                "reason": line.told.reason,
            }
        )
        if id_ in self.uses:
            key, use = self.uses[id_]
            self.uses[id_] = (key, replace(use, qty=line.told.qty))
        self.keep(id_, line, self.standing[id_].day)

    def judge(self, id_: UUID, line: Noted, *, is_new: bool) -> None:
        """Note a line that no reservation holds: out of a slice first, and marked where it passes a limit."""
        told, who, buyer = line.told, self.who(line), self.buyer(line)
        left, at = (told.qty, line.at)
        if told.known_by is KnownBy.SLICE:
            left, at = self.from_slices(line)
        on = day_of(at)
        request = request_of(
            programme=told.programme,
            unit=None,
            category=told.category,
            who=who,
            place=self.place,
            given=self.given,
            qty=told.qty,
            at=at,
            on=on,
        )
        decision = self.judged(id_, request, is_set_aside=not left)
        row = use_row(
            use_id=id_,
            request=request,
            who=who,
            consumer_id=buyer.consumer_id if buyer else None,
            device_id=self.device_id,
            state=UseState.USED,
            known_by=KnownBy.SLICE if not left else KnownBy.UNKNOWN,
            decision=decision,
            over=passed(decision.findings),
            now=self.now,
            slice_qty=told.qty - left,
            reason=told.reason,
            told_by=str(line.sale_id),
            is_firm=is_firm(decision.findings),
        )
        if is_new:
            self.new.append(row)
        else:
            prepared((_REPLACE, {"id": id_, "row": json.dumps(row)}))
        self.uses[id_] = (
            told.programme,
            Used(
                nik=who.nik,
                kk=who.kk,
                nib=who.nib,
                category=told.category,
                outlet=self.place.id,
                qty=told.qty,
                at=at,
                day=on,
            ),
        )
        self.outlet_sold(line, told.qty, 1, at)
        self.keep(id_, line, on)

    def judged(self, id_: UUID, request: Request, *, is_set_aside: bool) -> Decision:
        """Judge a line by what was used. What is lent may never be sold: it counts only where a limit blocks.

        What nobody had set aside takes from those who had, and is marked itself, not they.
        """
        rules, key = self.rationing.limits, request.programme
        before = [use for one, (of, use) in self.uses.items() if of == key and one != id_]
        outlet = self.outlet.get(key)
        decision = decide(rules=rules, history=with_outlet(before, outlet), request=request)
        if is_set_aside:
            return decision
        lent = [one for of, one in self.slices.values() if of == key]
        slices = counted_of(lent, category=request.category, day=request.day)
        strict = decide(rules=rules, history=with_outlet([*before, *slices], outlet), request=request)
        return strict if strict.decision is Outcome.BLOCK else decision

    def from_slices(self, line: Noted) -> tuple[int, datetime]:
        """Take a line out of what this device was lent; give what is beyond that, and when it counts."""
        left, at, month = line.told.qty, line.at, month_of(day_of(line.at))
        mine = [
            one
            for key, one in self.slices.values()
            if (key, one.consumer_id, one.device_id)
            == (line.told.programme, line.told.consumer_id, self.device_id)
            and one.lent.lent
        ]
        for one in sorted(mine, key=lambda slice_: (slice_.month != month, slice_.month)):
            qty = min(left, one.lent.lent)
            if not qty:
                break
            if left == line.told.qty:
                at = one.sold_at(line.at)
            left -= qty
            self.taken[one.id] += qty
            self.slices[one.id] = (line.told.programme, one.less(qty))
        return left, at

    def keep(self, id_: UUID, line: Noted, on: date) -> None:
        """Remember what stands under a number now."""
        told, nik = line.told, self.who(line).nik
        self.standing[id_] = _Standing(
            *(UseState.USED, nik, line.sale_id, told.qty),
            is_firm=False,
            expires_at=None,
            day=on,
            place_id=self.place.id,
            programme=told.programme,
            category=told.category,
        )


# A reservation that nobody holds any more, or of which more was sold: the row is the sale's from now on.
_REPLACE = """
    UPDATE subsidised_quotause u SET state = 'USED', qty = n.qty, slice_qty = n.slice_qty, at = n.at, day = n.day,
        known_by = n.known_by, over_rule_id = n.over_rule_id, over_mode = n.over_mode, decision = n.decision,
        reason = n.reason, told_by = n.told_by, is_firm = n.is_firm, released_why = ''
    FROM jsonb_populate_record(NULL::subsidised_quotause, %(row)s::jsonb) AS n WHERE u.id = %(id)s::uuid
"""


def _standings(rows: Iterable[Sequence[Any]]) -> dict[UUID, _Standing]:
    return {id_: _Standing(UseState(state), bytes(nik), *facts) for id_, state, nik, *facts in rows}
