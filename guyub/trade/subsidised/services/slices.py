"""Lending devices a part of buyers' quotas, so that they sell to regular buyers without a network.

What is lent counts as used for everybody; it falls only once the device has heard that and told everything it sold
before (devices.domain.lending). The device's row is held first, then the buyers' rows (ADR 0080).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from guyub.foundation.devices.domain.lending import Lent, heard, told
from guyub.foundation.identity.domain.boxes import box_key
from guyub.foundation.identity.selectors.keys import vault_keys
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.limits import decide
from guyub.trade.subsidised.domain.set_aside import (
    SetAside,
    counted_of,
    lendable,
    lent_until,
    month_of,
    room,
)
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.domain.tags import ROUNDS, salt_of, tag_of
from guyub.trade.subsidised.models import QuotaDevice
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.given import given_inquiry
from guyub.trade.subsidised.selectors.judging import request_of
from guyub.trade.subsidised.selectors.of_buyers import OfBuyers
from guyub.trade.subsidised.selectors.programmes import rationing_inquiry
from guyub.trade.subsidised.selectors.quota import buyers_inquiry, counted_inquiry
from guyub.trade.subsidised.selectors.slices import (
    asking_inquiry,
    lent_inquiry,
    lowered_inquiry,
    regulars_inquiry,
    sealed_inquiry,
    sold_inquiry,
    told_inquiry,
)
from guyub.trade.subsidised.selectors.told import rules_told
from guyub.trade.subsidised.services.holding import held_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.domain.lending import Word
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.given import Given
    from guyub.trade.subsidised.domain.limits import Used
    from guyub.trade.subsidised.selectors.quota import Buyer, Counted
    from guyub.trade.subsidised.selectors.slices import Asking

# Buyers whose slices change at one contact: each new one costs a tag; the others follow at the next.
AT_ONCE = 25
LOOK_AFTER = timedelta(minutes=5)
RENEW_BEFORE = timedelta(days=2)  # what ends sooner is lent anew
LET_GO_AFTER = timedelta(minutes=10)  # beyond the time of a reservation, for a till that was just finishing
_WRITE = """
    INSERT INTO subsidised_quotaslice
    SELECT * FROM jsonb_populate_recordset(NULL::subsidised_quotaslice, %(rows)s::jsonb)
    ON CONFLICT (device_id, programme_id, consumer_id, month) DO UPDATE
        SET lent_qty = excluded.lent_qty, told_qty = excluded.told_qty, lowered_no = excluded.lowered_no,
            expires_at = excluded.expires_at, kk_index = excluded.kk_index, tag = excluded.tag
"""
# Of what it was lent for months before a device is told nothing any more; once it has heard that, and all that it told
# by then is in, nothing more can come. Its own clock is not trusted with that: it may not know how far off it is.
_PAST = """
    UPDATE subsidised_quotaslice SET told_qty = 0,
        lent_qty = CASE WHEN told_qty = 0 THEN 0 ELSE lent_qty END,
        lowered_no = CASE WHEN told_qty = 0 THEN lowered_no ELSE %(next)s::bigint END
    WHERE device_id = %(device)s::uuid AND month < %(month)s::date AND lent_qty > 0
        AND (told_qty > 0 OR %(heard)s::bigint >= lowered_no AND %(all)s::boolean)
"""
# A reservation whose time was over when the device asked, all that it had written being in, is not sold any more.
_UNSOLD = """
    UPDATE subsidised_quotause SET state = 'RELEASED', released_why = 'tidak jadi dijual'
    WHERE id IN (SELECT u.id FROM subsidised_quotause u
        WHERE u.state = 'RESERVED' AND u.expires_at < %(before)s::timestamptz AND u.device_id = %(device)s::uuid
        ORDER BY u.id FOR UPDATE)
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one device is lent of one programme for one buyer: as it is, and as it is to be."""

    programme: str
    buyer: Buyer
    slice: SetAside
    tag: str


def lend_rations(
    *, place: Cooperative, device_id: UUID, word: Word, is_whole: bool, now: datetime
) -> dict[str, Any] | None:
    """Set aside for a device what it may sell without a network, and tell it. Use-case of the device.

    Args:
        place: The device's cooperative.
        device_id: The device.
        word: What it says: the last answer that it has heard, and how much it has written.
        is_whole: It has kept nothing, and is told all.
        now: The moment, aware.

    Returns:
        What it is told by the contract of the line; None: as it was, or nothing here is rationed.
    """
    with scope(place.id):
        device, sold, given = asked(
            asking_inquiry(place_id=place.id, device_id=device_id),
            sold_inquiry(place.id),
            given_inquiry(place.id),
        )
    if device is None or device.is_revoked or not sold:
        return None
    with transaction.atomic(durable=True):
        lending = _Lending(place, device_id, device, word, sold, given, now)
        lending.lend()
    if lending.row.number == word.heard_no and not is_whole:
        return None
    return lending.told()


class _Lending:
    """One device while it is lent something: what is known of it, of its shop and of the buyers."""

    def __init__(
        self,
        place: Cooperative,
        device_id: UUID,
        device: Asking,
        word: Word,
        sold: Sequence[str],
        given: Given,
        now: datetime,
    ) -> None:
        self.place, self.device_id, self.device, self.word = place, device_id, device, word
        self.sold, self.given, self.now, self.today = sold, given, now, day_of(now)
        self.month = month_of(self.today)
        self.is_all_in = word.written is not None and word.written <= device.head_seq

    def lend(self) -> None:
        """Hold the device's row; let go of what is over; change what is to be another; number the answer."""
        QuotaDevice.objects.get_or_create(
            device_id=self.device_id, defaults={"cooperative_id": self.place.id}
        )
        self.row = QuotaDevice.objects.select_for_update(no_key=True).get(device_id=self.device_id)
        given = {
            "device": self.device_id,
            "month": self.month,
            "next": self.row.number + 1,
            "heard": self.word.heard_no,
            "all": self.is_all_in,
            "before": self.now - LET_GO_AFTER,
        }
        prepared((_PAST, given), *([(_UNSOLD, given)] if self.is_all_in else []))
        (self.rationing,) = asked(rationing_inquiry(cooperative_id=self.place.id))
        self.until = {
            key: lent_until(self.now, [rule for rule in self.rationing.limits if rule.programme == key])
            for key in self.sold
        }
        self.said, text = self.programmes(), consent_on(self.today)
        self.consent = {"version": text.version, "text": text.text}
        if self.is_due():
            self.change()
        self.buyers_told, lowered_no = asked(
            told_inquiry(device_id=self.device_id, month=self.month, on=self.today, now=self.now),
            lowered_inquiry(self.device_id),
        )
        told = _digest([self.said, self.consent, self.buyers_told])
        # Less of what is over already is told by a number alone: else the device would never have heard it.
        if told != self.row.told or lowered_no > self.row.number:
            self.row.number += 1
        self.row.told = told
        self.row.save(update_fields=["number", "told", "rules", "looked_at"])

    def is_due(self) -> bool:
        """Tell whether the buyers are counted anew: now and then, and where the rules or the day have changed."""
        last, rules = self.row.looked_at, _digest(self.rationing.limits)
        is_due = (
            last is None
            or last + LOOK_AFTER <= self.now
            or day_of(last) != self.today
            or rules != self.row.rules
            or self.device.is_lowered
        )
        self.row.rules = rules
        return is_due

    def change(self) -> None:
        """Count what the device is to be lent, and write what is another."""
        self.row.looked_at = self.now
        wanted = self.wanted()
        kept = self.kept()
        buyers = self.buyers({id_ for _, id_ in wanted} | {id_ for _, id_ in kept})
        changes = self.changes(wanted, kept, buyers, self.counted(buyers.values()))
        few = dict(list(changes.items())[:AT_ONCE])
        if not few:
            return
        concerned = {part.buyer.consumer_id: part.buyer for part in few.values()}
        asked(held_inquiry(self.keys(concerned.values())))
        kept = {key: slice_ for key, slice_ in self.kept().items() if key in few}
        wanted = {key: None for key in wanted if key in few}
        changes = self.changes(wanted, kept, concerned, self.counted(concerned.values()))
        self.write(list(changes.values()))

    def wanted(self) -> dict[tuple[str, UUID], None]:
        """List whom the device is to sell to without a network: who bought or registered here lately."""
        found = asked(
            *(regulars_inquiry(programme=key, place_id=self.place.id, on=self.today) for key in self.sold)
        )
        return dict.fromkeys((key, id_) for key, ids in zip(self.sold, found, strict=True) for id_ in ids)

    def kept(self) -> dict[tuple[str, UUID], tuple[SetAside, str]]:
        """Give what the device is lent of this month, with the tags."""
        (rows,) = asked(lent_inquiry(device_id=self.device_id, month=self.month))
        return {(key, one.consumer_id): (one, tag) for key, one, tag in rows if one.month == self.month}

    def buyers(self, ids: Collection[UUID]) -> dict[UUID, Buyer]:
        """Read buyers."""
        (found,) = asked(buyers_inquiry(ids=ids))
        return {one.consumer_id: one for one in found}

    def counted(self, buyers: Iterable[Buyer]) -> Counted:
        """Read what counts of buyers, but not what their businesses did."""
        (counted,) = asked(
            counted_inquiry(
                programmes=list(self.sold),
                whose={buyer.who("", "", on=self.today) for buyer in buyers},
                first=self.given.reaches_back(self.now, programmes=self.sold),
                last=self.today,
                now=self.now,
            )
        )
        return counted  # type: ignore[no-any-return]  # as the inquiry reads it

    def keys(self, buyers: Iterable[Buyer]) -> set[tuple[str, bytes]]:
        """Give the rows to hold."""
        return {key for buyer in buyers for key in buyer.who("", "", on=self.today).held()}

    def changes(
        self,
        wanted: Collection[tuple[str, UUID]],
        kept: Mapping[tuple[str, UUID], tuple[SetAside, str]],
        buyers: Mapping[UUID, Buyer],
        counted: Counted,
    ) -> dict[tuple[str, UUID], _Part]:
        """Give what is to be another than it is. What one of a household is lent leaves less for the next."""
        of_buyers, changes = OfBuyers(counted), {}
        for key in dict.fromkeys([*kept, *wanted]):
            programme, consumer_id = key
            buyer = buyers.get(consumer_id)
            if buyer is None or programme not in self.sold:
                continue
            before, tag = kept.get(key, (None, ""))
            others = of_buyers.slices(programme, buyer)
            if before is not None:
                others.pop(before.id, None)
            uses = of_buyers.uses(programme, buyer)
            target = self.target(programme, buyer, list(others.values()), uses) if key in wanted else 0
            after = self.after(before or self.fresh(programme, buyer), target, self.until[programme])
            if after == before or (before is None and not target):
                continue
            of_buyers.put(programme, after)
            changes[key] = _Part(programme, buyer, after, tag)
        return changes

    def target(self, programme: str, buyer: Buyer, others: Sequence[SetAside], uses: Sequence[Used]) -> int:
        """Tell how much the device may be lent for a buyer, beside all that others hold."""
        if buyer.is_forgotten:
            return 0
        usual = {one.code: one.usual_qty for one in self.rationing.categories_on(self.today, programme)}
        codes = [code for code in buyer.categories(programme, on=self.today) if code in usual]
        if not codes:
            return 0
        rules = [rule for rule in self.rationing.limits if rule.programme == programme]
        rooms = []
        for code in codes:
            request = request_of(
                programme=programme,
                unit=None,
                category=code,
                who=buyer.who(programme, code, on=self.today),
                place=self.place,
                given=self.given,
                qty=1,
                at=self.now,
                on=self.today,
            )
            history = [*uses, *counted_of(others, category=code, day=self.today)]
            rooms.append(room(decide(rules=rules, history=history, request=request)))
        return lendable(rooms=rooms, usual=min(usual[code] for code in codes))

    def after(self, before: SetAside, target: int, until: datetime) -> SetAside:
        """Let a slice become what it is to be: what the device knows falls, what it does not know stays."""
        lent, expires_at = before.lent, before.expires_at
        lent = heard(lent, number=self.word.heard_no, is_all_in=self.is_all_in)
        lent = told(lent, target=target, number=self.row.number + 1)
        if target and expires_at < until and expires_at - self.now < RENEW_BEFORE:
            expires_at = until
        return replace(before, lent=lent, expires_at=expires_at)

    def fresh(self, programme: str, buyer: Buyer) -> SetAside:
        """Give a slice of nothing."""
        return SetAside(
            id=uuid7(),
            device_id=self.device_id,
            outlet=self.place.id,
            consumer_id=buyer.consumer_id,
            nik=buyer.nik,
            kk=buyer.kk,
            month=self.month,
            lent=Lent(),
            expires_at=self.until[programme],
        )

    def write(self, parts: Sequence[_Part]) -> None:
        """Write slices; a new one gets the tag by which the device finds the buyer."""
        tags = self.tags({part.buyer.consumer_id for part in parts if not part.tag})
        rows = [
            {
                "id": str(part.slice.id),
                "device_id": str(self.device_id),
                "cooperative_id": self.place.id,
                "programme_id": part.programme,
                "consumer_id": str(part.buyer.consumer_id),
                "nik_index": f"\\x{part.buyer.nik.hex()}",
                "kk_index": f"\\x{part.buyer.kk.hex()}" if part.buyer.kk else None,
                "month": self.month.isoformat(),
                "lent_qty": part.slice.lent.lent,
                "told_qty": part.slice.lent.told,
                "lowered_no": part.slice.lent.lowered_no,
                "expires_at": part.slice.expires_at.isoformat(),
                "tag": part.tag or tags.get(part.buyer.consumer_id, ""),
            }
            for part in parts
        ]
        if rows:
            prepared((_WRITE, {"rows": json.dumps(rows)}))

    def tags(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Make the tags of new buyers: a number is opened for this alone, and shown to nobody."""
        if not ids:
            return {}
        (rows,) = asked(sealed_inquiry(sorted(ids)))
        salt = salt_of(self.device.key_hash)
        return {id_: tag_of(_nik(id_, key_id, sealed), salt=salt) for id_, key_id, sealed in rows if sealed}

    def programmes(self) -> list[dict[str, Any]]:
        """Say what holds of programmes, by the contract of the line."""
        return rules_told(self.rationing, programmes=self.sold, place=self.place, on=self.today)

    def told(self) -> dict[str, Any]:
        """Say all that the device must know to sell without a network."""
        key = box_key(vault_keys())
        return {
            "programmes": self.said,
            "consent": self.consent,
            "box": {"key_id": key.key_id, "public": key.public},
            "tags": {"salt": salt_of(self.device.key_hash).hex(), "rounds": ROUNDS},
            "buyers": self.buyers_told,
            "number": self.row.number,
        }


def _digest(said: object) -> str:
    """Tell apart what is said from what was said before."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _nik(consumer_id: UUID, key_id: str, sealed: bytes) -> str:
    opened = vault_keys().open(sealed, key_id=key_id, bound_to=f"consumer:{consumer_id}")
    return str(json.loads(opened)["nik"])
