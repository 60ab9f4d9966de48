"""Registering who buys rationed goods, at any outlet, member or not; changing it, ending it, forgetting it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SHOWN, SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.vault import checked_number, checked_reason, number_fingerprint
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.subsidised.domain.consumers import (
    ConsumerRefusedError,
    ConsumerTyped,
    address_line,
    given_name,
    nib_number,
    refuse_papers,
    ward_code,
)
from guyub.trade.subsidised.models import Consumer, Standing
from guyub.trade.subsidised.models.consumers import INDEX_BYTES
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.consumers import NIB, nik_indexes, numbers_of
from guyub.trade.subsidised.selectors.households import people_of_household
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.programmes import BuyerCategory

CROWDED = "jatah.kk_pembeli"  # from how many registered buyers of one KK on the pengawas is told
FORGOTTEN_WHY = "persetujuan ditarik"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Row):
    """What came of a registration.

    Args:
        consumer_id: The buyer's, the same wherever they are registered again.
        is_new: Nobody had registered them before.
        household: How many registered buyers share the KK, with this one; 0: no KK was told.
    """

    consumer_id: UUID
    is_new: bool
    household: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a registration in the form in which they are kept; empty: not told."""

    nik: str
    kk: str
    nib: str
    phone: str


def register_consumer(
    *, actor: Actor, typed: ConsumerTyped, today: date, request_id: UUID, now: datetime
) -> Registered:
    """Register somebody for a rationed good, or for one more category of it. Use-case of who sells.

    A NIK that is there already keeps its row. A KK that others have too is no fault: it is told to the pengawas where
    there are many. Checks run in this order: programme, category, its papers, NIK, KK, NIB, phone, name, ward, address,
    consent, another KK than before.

    Args:
        actor: Who looked at the papers.
        typed: As the counter typed it.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ConsumerRefusedError: See there.
        NumberRefusedError: NIK or KK that cannot be one.
        PhoneNotUnderstoodError: Not an Indonesian mobile number.
        NameRefusedError: No name.
    """
    category = _category(actor, typed, today)
    refuse_papers(category, typed)
    numbers = _numbers(typed, today)
    name, ward, address = person_name(typed.name), ward_code(typed.ward), address_line(typed.address)
    if typed.consent_version != consent_on(today).version:
        raise ConsumerRefusedError(wrong="consent")

    def work() -> dict[str, Any]:
        consumer, is_new = _held_or_made(actor, numbers, now)
        kept = {} if is_new else numbers_of(consumer)
        if numbers.kk and kept.get("kk") and kept["kk"] != numbers.kk:
            raise ConsumerRefusedError(wrong="other_kk")
        told: dict[str, Any] = {
            "nik": numbers.nik,
            "kk": numbers.kk or kept.get("kk", ""),
            "name": name,
            "phone": numbers.phone or kept.get("phone", ""),
            "address": address or kept.get("address", ""),
            "nibs": sorted({*kept.get("nibs", []), *([numbers.nib] if numbers.nib else [])}),
        }
        consumer.ward = ward or consumer.ward
        consumer.consent_version = typed.consent_version
        _seal(consumer, told, now)
        _stand(actor, consumer, typed, numbers, today, now)
        household = len(people_of_household(told["kk"])) if told["kk"] else 0
        facts = {"buyer": _shown(consumer), "category": category.title, "about": _owner(numbers.nik)}
        note(actor, "consumer.registered", facts, now)
        _tell_if_crowded(actor, consumer, household, today, now)
        return {"consumer_id": str(consumer.id), "is_new": is_new, "household": household}

    facts = {
        "programme": typed.programme,
        "category": typed.category,
        "nik": number_fingerprint(SecretKind.NIK, numbers.nik),
        "kk": number_fingerprint(SecretKind.KK, numbers.kk),
        "nib": index_keys().index(NIB, numbers.nib).hex(),
        "name": name,
        "ward": ward,
        "proofs": sorted(typed.proofs),
        "consent": typed.consent_version,
    }
    done = once(actor, Action.SERVE_BUYERS, "register_consumer", facts, request_id, now, work)
    return Registered(
        consumer_id=UUID(done["consumer_id"]), is_new=done["is_new"], household=done["household"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerChanged:
    """What is to stand of a buyer from now on; what is left empty stays.

    Args:
        name: As on the KTP.
        kk: As typed.
        ward: The code of the ward.
        phone: As typed.
        address: Where they live.
    """

    name: str = ""
    kk: str = ""
    ward: str = ""
    phone: str = ""
    address: str = ""


def change_consumer(
    *,
    actor: Actor,
    consumer_id: UUID,
    changed: ConsumerChanged,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Correct what is kept of a buyer: another KK above all, since limits of a household count by it. Use-case.

    What was bought before under the old KK stays counted for the old household, and for the person.

    Raises:
        ConsumerRefusedError: ``ward``, ``address``, ``unknown``.
        ReasonTooShortError: Nobody could check it later.
        NumberRefusedError, PhoneNotUnderstoodError, NameRefusedError: As ``register_consumer``.
    """
    why = checked_reason(reason)
    kk = checked_number(SecretKind.KK, changed.kk, today=today) if changed.kk.strip() else ""
    phone = checked_number(SecretKind.PHONE, changed.phone, today=today) if changed.phone.strip() else ""
    name = person_name(changed.name) if changed.name.strip() else ""
    ward, address = ward_code(changed.ward), address_line(changed.address)

    def work() -> None:
        consumer = _held(actor, consumer_id)
        told = numbers_of(consumer)
        new = {"name": name, "kk": kk, "phone": phone, "address": address}
        told |= {key: value for key, value in new.items() if value}
        consumer.ward = ward or consumer.ward
        _seal(consumer, told, now)
        facts = {"buyer": _shown(consumer), "reason": why, "about": _owner(told["nik"])}
        note(actor, "consumer.household_changed" if kk else "consumer.changed", facts, now)
        if kk:
            _tell_if_crowded(actor, consumer, len(people_of_household(kk)), today, now)

    facts = {
        "consumer": consumer_id,
        "kk": number_fingerprint(SecretKind.KK, kk),
        "phone": number_fingerprint(SecretKind.PHONE, phone),
        "name": name,
        "ward": ward,
        "address": address,
        "reason": why,
    }
    once(actor, Action.KEEP_BUYERS, "change_consumer", facts, request_id, now, work)


def end_standing(
    *,
    actor: Actor,
    standing_id: UUID,
    until_on: date,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> None:
    """End a category of a buyer after a day: it was found wrong, or is no more. Use-case.

    Raises:
        ConsumerRefusedError: ``unknown``, ``closed``, ``ends``.
        ReasonTooShortError: Nobody could check it later.
    """
    why = checked_reason(reason)

    def work() -> None:
        row = Standing.objects.filter(id=standing_id).first()
        if row is None:
            raise ConsumerRefusedError(wrong="unknown")
        consumer = _held(actor, row.consumer_id)
        standing = Standing.objects.select_for_update().get(id=standing_id)
        if standing.until_on is not None:
            raise ConsumerRefusedError(wrong="closed")
        if until_on < standing.from_on:
            raise ConsumerRefusedError(wrong="ends")
        Standing.objects.filter(id=standing_id).update(until_on=until_on, ended_why=why[:200])
        facts = {"buyer": _shown(consumer), "category": standing.category, "reason": why}
        note(actor, "consumer.ended", facts | {"about": _owner(numbers_of(consumer)["nik"])}, now)

    facts = {"standing": standing_id, "until": until_on, "reason": why}
    once(actor, Action.KEEP_BUYERS, "end_standing", facts, request_id, now, work)


def forget_consumer(*, actor: Actor, consumer_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Delete the numbers of a buyer who withdraws the consent. Use-case of whoever serves them.

    Name, numbers and address are gone, and the row can be found by no number any more. What they bought stays with its
    indexes: within its span it still counts, also when they are registered again.

    Raises:
        ConsumerRefusedError: ``unknown``.
    """

    def work() -> None:
        consumer = _held(actor, consumer_id)
        facts = {"buyer": _shown(consumer), "about": _owner(numbers_of(consumer)["nik"])}
        running = Standing.objects.filter(consumer=consumer, until_on__isnull=True)
        for standing in running.select_for_update().order_by("id"):
            standing.until_on = max(today, standing.from_on)
            standing.ended_why = FORGOTTEN_WHY
            standing.nib_last4 = ""
            standing.save(update_fields=["until_on", "ended_why", "nib_last4"])
        Consumer.objects.filter(id=consumer.id).update(
            nik_index=secrets.token_bytes(INDEX_BYTES),
            kk_index=None,
            sealed=b"",
            given_name="",
            nik_last4="",
            ward="",
            changed_at=now,
            forgotten_at=now,
        )
        note(actor, "consumer.forgotten", facts, now)

    once(actor, Action.SERVE_BUYERS, "forget_consumer", {"consumer": consumer_id}, request_id, now, work)


def _category(actor: Actor, typed: ConsumerTyped, today: date) -> BuyerCategory:
    rationing = rationing_of(cooperative_id=actor.cooperative_id)
    if rationing.programme(typed.programme) is None:
        raise ConsumerRefusedError(wrong="programme")
    category = rationing.category(typed.programme, typed.category, today)
    if category is None:
        raise ConsumerRefusedError(wrong="category")
    return category


def _numbers(typed: ConsumerTyped, today: date) -> Numbers:
    return Numbers(
        nik=checked_number(SecretKind.NIK, typed.nik, today=today),
        kk=checked_number(SecretKind.KK, typed.kk, today=today) if typed.kk.strip() else "",
        nib=nib_number(typed.nib) if typed.nib.strip() else "",
        phone=checked_number(SecretKind.PHONE, typed.phone, today=today) if typed.phone.strip() else "",
    )


def _held_or_made(actor: Actor, numbers: Numbers, now: datetime) -> tuple[Consumer, bool]:
    """Lock the row of a NIK, made where there is none: of two who make it at once one waits, and finds."""
    found = Consumer.objects.filter(nik_index__in=nik_indexes(numbers.nik)).select_for_update().first()
    if found is not None:
        return found, False
    made = Consumer(
        id=uuid7(),
        nik_index=index_keys().index(SecretKind.NIK.value, numbers.nik),
        index_key_id=index_keys().current,
        key_id=vault_keys().current,
        sealed=b"",
        given_name="",
        nik_last4=numbers.nik[-SHOWN:],
        registered_by_id=actor.cooperative_id,
        person_id=actor.person_id,
        registered_at=now,
        consent_version=1,
        changed_at=now,
    )
    Consumer.objects.bulk_create([made], ignore_conflicts=True)
    found = Consumer.objects.select_for_update().get(nik_index=made.nik_index)
    return found, found.id == made.id


def _held(actor: Actor, consumer_id: UUID) -> Consumer:
    """Lock a buyer whom the actor's cooperative knows.

    Raises:
        ConsumerRefusedError: ``unknown``: nobody, somebody forgotten, or not registered or verified here.
    """
    found = Consumer.objects.filter(id=consumer_id, forgotten_at__isnull=True).select_for_update().first()
    if found is None or not _is_known_here(actor, found):
        raise ConsumerRefusedError(wrong="unknown")
    return found


def _is_known_here(actor: Actor, consumer: Consumer) -> bool:
    here = actor.cooperative_id
    return (
        consumer.registered_by_id == here
        or Standing.objects.filter(consumer=consumer, verified_for_id=here).exists()
    )


def _seal(consumer: Consumer, told: dict[str, Any], now: datetime) -> None:
    """Keep what was told of a buyer under the current keys."""
    sealing, indexing = vault_keys(), index_keys()
    consumer.sealed = sealing.seal(json.dumps(told, sort_keys=True), bound_to=f"consumer:{consumer.id}")
    consumer.key_id, consumer.index_key_id = sealing.current, indexing.current
    consumer.nik_index = indexing.index(SecretKind.NIK.value, told["nik"])
    consumer.kk_index = indexing.index(SecretKind.KK.value, told["kk"]) if told["kk"] else None
    consumer.given_name, consumer.nik_last4 = given_name(told["name"]), told["nik"][-SHOWN:]
    consumer.changed_at = now
    consumer.save()


def _stand(
    actor: Actor,
    consumer: Consumer,
    typed: ConsumerTyped,
    numbers: Numbers,
    today: date,
    now: datetime,
) -> None:
    """Let a buyer belong to a category from today; whoever belongs to it already does."""
    Standing.objects.bulk_create(
        [
            Standing(
                id=uuid7(),
                consumer=consumer,
                programme_id=typed.programme,
                category=typed.category,
                proofs=" ".join(sorted(typed.proofs))[:80],
                nib_index=index_keys().index(NIB, numbers.nib) if numbers.nib else None,
                nib_last4=numbers.nib[-SHOWN:],
                from_on=today,
                verified_by_id=actor.person_id,
                verified_for_id=actor.cooperative_id,
                verified_at=now,
            )
        ],
        ignore_conflicts=True,
    )


def _tell_if_crowded(actor: Actor, consumer: Consumer, household: int, today: date, now: datetime) -> None:
    """Tell the pengawas, in the trail and among the exceptions, that many buyers share one KK."""
    threshold = value_of(CROWDED, cooperative_id=actor.cooperative_id, on=today)
    if household >= int(threshold):
        note(actor, "household.crowded", {"buyer": _shown(consumer), "count": household}, now)


def _shown(consumer: Consumer) -> str:
    return f"{consumer.given_name} ({consumer.nik_last4})"


def _owner(nik: str) -> str | None:
    """Give the id of the person who has a NIK, so that they see in their own trail who was there."""
    found = owner_of(SecretKind.NIK, nik)
    return str(found) if found else None
