"""Numbers of people: kept as ciphertext, found by a keyed index, shown in full only with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import connection, transaction

from guyub.foundation.identity.domain.names import phone_number
from guyub.foundation.identity.domain.nik import NikFault, read_nik
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import LoginName, VaultEntry
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.identity.selectors.people import person_of, phone_login_keys
from guyub.foundation.identity.selectors.vault import opened, owner_of
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from guyub.foundation.identity.models import Person

ROTATED_AT_ONCE = 1000
SHORTEST_REASON = 10


class NumberRefusedError(DomainError):
    """A NIK or KK is not kept; ``wrong`` is the fault by name, or ``taken``: another person has this NIK."""

    code: ClassVar[str] = "identity.number.refused"


class ReasonTooShortError(DomainError):
    """A number is shown in full only for a reason that somebody can check later. Fact: ``least`` letters."""

    code: ClassVar[str] = "identity.reason.too_short"


class ShownAlreadyError(DomainError):
    """A number is shown once for each reason; loading the page again does not show it again."""

    code: ClassVar[str] = "identity.number.shown"


class PersonUnknownError(DomainError):
    """No such person in this cooperative."""

    code: ClassVar[str] = "identity.person.unknown"


def keep_secret(*, person: Person, kind: SecretKind, value: str, now: datetime) -> None:
    """Keep a number of a person, in place of an earlier one of its kind. Step: needs an open transaction.

    Raises:
        NumberRefusedError: ``taken``: another person has this NIK.
    """
    if kind is SecretKind.NIK and owner_of(kind, value) not in {None, person.id}:
        raise NumberRefusedError(wrong="taken")
    sealing, indexing = vault_keys(), index_keys()
    VaultEntry.objects.update_or_create(
        person=person,
        kind=kind.value,
        defaults={
            "key_id": sealing.current,
            "ciphertext": sealing.seal(value, bound_to=f"{person.id}:{kind}"),
            "index_key_id": indexing.current,
            "blind_index": indexing.index(kind.value, value),
            "changed_at": now,
        },
    )


def checked_number(kind: SecretKind, written: str, *, today: date) -> str:
    """Bring a number to the form in which it is kept.

    Raises:
        NumberRefusedError: A NIK or KK that cannot be one; ``wrong`` names the fault.
        PhoneNotUnderstoodError: Not an Indonesian mobile number.
    """
    if kind is SecretKind.PHONE:
        return phone_number(written)
    if kind is SecretKind.KK:
        digits = "".join(written.split()).replace(".", "")
        if not (digits.isascii() and digits.isdigit()):
            raise NumberRefusedError(wrong="not_digits")
        if len(digits) != 16:
            raise NumberRefusedError(wrong="length")
        return digits
    read = read_nik(written, today=today)
    if isinstance(read, NikFault):
        raise NumberRefusedError(wrong=read.value)
    return read.digits


def identify(
    *,
    actor: Actor,
    person_id: UUID,
    kind: SecretKind,
    written: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Enter or correct the NIK, KK or phone of a person of the own cooperative. Use-case.

    Raises:
        NumberRefusedError, PhoneNotUnderstoodError: See ``checked_number``.
        PersonUnknownError: No such person here.
    """
    value = checked_number(kind, written, today=today)

    def work() -> None:
        person = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
        if person is None:
            raise PersonUnknownError
        keep_secret(person=person, kind=kind, value=value, now=now)
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.number.kept",
            facts={"name": person.name, "kind": kind.value, "about": str(person.id)},
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.KEEP_IDENTITY,
        request_id=request_id,
        use_case="identity.identify",
        facts={"about": person_id, "kind": kind.value, "value": number_fingerprint(kind, value)},
        now=now,
        work=work,
    )


def unmask(
    *, actor: Actor, person_id: UUID, kind: SecretKind, reason: str, request_id: UUID, now: datetime
) -> str:
    """Show one number in full, once, and write down who saw it and why. Use-case.

    Raises:
        ReasonTooShortError: Fewer than 10 letters.
        PersonUnknownError: No such person here, or no such number of theirs.
        ShownAlreadyError: This very request showed it before.
    """
    is_first = []
    checked_reason(reason)

    def work() -> None:
        person = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
        if person is None or not VaultEntry.objects.filter(person=person, kind=kind.value).exists():
            raise PersonUnknownError
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.number.unmasked",
            facts={
                "name": person.name,
                "kind": kind.value,
                "reason": reason.strip(),
                "about": str(person.id),
            },
            now=now,
        )
        is_first.append(True)

    act_once(
        actor=actor,
        action=Action.UNMASK_IDENTITY,
        request_id=request_id,
        use_case="identity.unmask",
        facts={"about": person_id, "kind": kind.value, "reason": reason},
        now=now,
        work=work,
    )
    if not is_first:
        raise ShownAlreadyError
    return full_number(person_id=person_id, kind=kind)


def checked_reason(reason: str) -> str:
    """Bring the reason for showing a number to the form in which the trail keeps it.

    Raises:
        ReasonTooShortError: Fewer than 10 letters.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShortError(least=SHORTEST_REASON)
    return reason.strip()


def full_number(*, person_id: UUID, kind: SecretKind) -> str:
    """Read a number in full. Step: only for use-cases that have written down who sees it and why.

    Raises:
        PersonUnknownError: No such number of theirs.
    """
    entry = VaultEntry.objects.filter(person_id=person_id, kind=kind.value).first()
    if entry is None:
        raise PersonUnknownError
    return opened(entry)


def forget_number(*, person_id: UUID, kind: SecretKind) -> None:
    """Delete a number for good: its purpose is over or its consent withdrawn. Step: needs an open transaction."""
    VaultEntry.objects.filter(person_id=person_id, kind=kind.value).delete()


def number_fingerprint(kind: SecretKind, value: str) -> str:
    """Stand for a number among the facts of a request: keyed, so that it cannot be found by trying."""
    return index_keys().index(kind.value, value).hex()


def phones_for(people: Collection[UUID]) -> dict[UUID, str]:
    """Read the phones of people in full: person → number. Step of a use-case that has written down why; one query."""
    entries = VaultEntry.objects.filter(person_id__in=people, kind=SecretKind.PHONE.value)
    return {entry.person_id: opened(entry) for entry in entries}


def rotate_vault() -> int:
    """Seal and index every number anew with the current keys, a thousand in each transaction.

    Can be stopped and started again: what is done has the current keys' ids. Nothing is unreadable in between, as
    long as the older keys are still given.

    Returns:
        How many entries were renewed.
    """
    sealing, indexing = vault_keys(), index_keys()
    old = VaultEntry.objects.exclude(key_id=sealing.current, index_key_id=indexing.current)
    renewed, last = 0, UUID(int=0)
    while True:
        with transaction.atomic():
            ahead = old.filter(id__gt=last).select_for_update().order_by("id")
            stale = list(ahead[:ROTATED_AT_ONCE])
            if not stale:
                return renewed
            clear = {entry.id: opened(entry) for entry in stale}
            _renew(
                stale,
                [sealing.seal(clear[e.id], bound_to=f"{e.person_id}:{e.kind}") for e in stale],
                [indexing.index(e.kind, clear[e.id]) for e in stale],
            )
            _renew_phone_logins({e.person_id: clear[e.id] for e in stale if e.kind == SecretKind.PHONE.value})
        renewed, last = renewed + len(stale), stale[-1].id


def _renew(stale: list[VaultEntry], sealed: list[bytes], indexed: list[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {VaultEntry._meta.db_table} AS entry SET ciphertext = new.sealed, blind_index = new.indexed,"  # noqa: S608  a table name of our own
            " key_id = %s, index_key_id = %s"
            " FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS new (id, sealed, indexed)"
            " WHERE entry.id = new.id",
            [vault_keys().current, index_keys().current, [e.id for e in stale], sealed, indexed],
        )


def _renew_phone_logins(numbers: dict[UUID, str]) -> None:
    """Bring the login keys of phones to the current index key."""
    keys = {person_id: phone_login_keys(number) for person_id, number in numbers.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {LoginName._meta.db_table} AS login SET key = new.key"  # noqa: S608  a table name of our own
            " FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS new (person_id, key, old)"
            " WHERE login.person_id = new.person_id AND login.kind = 'PHONE' AND login.key = new.old",
            [
                [person_id for person_id, (_, *older) in keys.items() for _ in older],
                [current for current, *older in keys.values() for _ in older],
                [old for _, *older in keys.values() for old in older],
            ],
        )
