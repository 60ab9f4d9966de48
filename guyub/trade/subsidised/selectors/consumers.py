"""Who is registered: found by a number that somebody typed, shown by a given name and four digits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.models import Consumer, Standing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

NIB = "NIB"  # the kind of index of a business's number; NIK and KK are of the vault's kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow(Row):
    """One category that a buyer belongs to, or belonged.

    Args:
        id: Of the row.
        programme: Of which good.
        category: Its code.
        proofs: The papers that were looked at.
        nib_index: Of the business whose limit counts; None: of none.
        nib_last4: The last digits of its number; empty: none.
        from_on: The first day, inside.
        until_on: The last day, inside; None: still.
        ended_why: Why it ended; empty where it runs.
    """

    id: UUID
    programme: str
    category: str
    proofs: tuple[str, ...]
    nib_index: bytes | None
    nib_last4: str
    from_on: date
    until_on: date | None
    ended_why: str

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerFound(Row):
    """A registered buyer as an outlet may know them, with the indexes that limits count by.

    Args:
        id: Of the buyer.
        given_name: What other outlets are shown of the name.
        last4: The last digits of the NIK.
        nik_index: Found by.
        kk_index: Of the household; None where no KK was shown.
        ward: The code of the ward; empty: not told.
        registered_by_id: Which cooperative registered them.
        registered_at: When.
        standings: What they belong to, and belonged.
    """

    id: UUID
    given_name: str
    last4: str
    nik_index: bytes
    kk_index: bytes | None
    ward: str
    registered_by_id: int
    registered_at: datetime
    standings: tuple[StandingRow, ...]

    def standing(self, programme: str, category: str, on: date) -> StandingRow | None:
        """Find what they belong to on a day; None: not to that."""
        fits = (one for one in self.standings if (one.programme, one.category) == (programme, category))
        return next((one for one in fits if one.holds_on(on)), None)

    def categories_on(self, programme: str, on: date) -> list[str]:
        """List the categories of a good that they belong to on a day."""
        return sorted(
            one.category for one in self.standings if one.programme == programme and one.holds_on(on)
        )


def nik_indexes(nik: str) -> list[bytes]:
    """Give the indexes under which a NIK may stand, the current key's first: what limits count by."""
    return index_keys().indexes(SecretKind.NIK.value, nik)


def kk_indexes(kk: str) -> list[bytes]:
    """Give the indexes under which a KK may stand, the current key's first."""
    return index_keys().indexes(SecretKind.KK.value, kk)


def consumer_by_nik(nik: str) -> ConsumerFound | None:
    """Find a registered buyer by a NIK in the form in which it is kept; None: nobody, or no more. Two queries."""
    return _found(Consumer.objects.filter(nik_index__in=nik_indexes(nik)).first())


def consumer_by_index(index: bytes) -> ConsumerFound | None:
    """Find a registered buyer by the blind index of a NIK that is kept elsewhere. Two queries."""
    return _found(Consumer.objects.filter(nik_index=index).first())


def consumer_by_id(consumer_id: UUID) -> ConsumerFound | None:
    """Find a registered buyer; None: nobody, or no more. Two queries."""
    return _found(Consumer.objects.filter(id=consumer_id).first())


def consumers_by_id(consumer_ids: Collection[UUID]) -> dict[UUID, ConsumerFound]:
    """Find several registered buyers; two queries."""
    rows = list(Consumer.objects.filter(id__in=consumer_ids, forgotten_at__isnull=True))
    standings: dict[UUID, list[StandingRow]] = {row.id: [] for row in rows}
    for one in Standing.objects.filter(consumer_id__in=standings).order_by("from_on", "id"):
        standings[one.consumer_id].append(_standing(one))
    return {row.id: _consumer(row, standings[row.id]) for row in rows}


def numbers_of(consumer: Consumer) -> dict[str, Any]:
    """Open what is sealed of a buyer: NIK, KK, name, phone, address, numbers of businesses.

    Only for services that write down why.

    Raises:
        KeyMissingError: Its key is not given any more.
        SealBrokenError: It was changed or moved.
    """
    sealed = vault_keys().open(
        bytes(consumer.sealed), key_id=consumer.key_id, bound_to=f"consumer:{consumer.id}"
    )
    return json.loads(sealed)  # type: ignore[no-any-return]  # as services.consumers seals it


def _found(row: Consumer | None) -> ConsumerFound | None:
    if row is None or row.forgotten_at is not None:
        return None
    standings = Standing.objects.filter(consumer=row).order_by("from_on", "id")
    return _consumer(row, [_standing(one) for one in standings])


def _consumer(row: Consumer, standings: list[StandingRow]) -> ConsumerFound:
    return ConsumerFound(
        id=row.id,
        given_name=row.given_name,
        last4=row.nik_last4,
        nik_index=bytes(row.nik_index),
        kk_index=bytes(row.kk_index) if row.kk_index is not None else None,
        ward=row.ward,
        registered_by_id=row.registered_by_id,
        registered_at=row.registered_at,
        standings=tuple(standings),
    )


def _standing(row: Standing) -> StandingRow:
    return StandingRow(
        id=row.id,
        programme=row.programme_id,
        category=row.category,
        proofs=tuple(row.proofs.split()),
        nib_index=bytes(row.nib_index) if row.nib_index is not None else None,
        nib_last4=row.nib_last4,
        from_on=row.from_on,
        until_on=row.until_on,
        ended_why=row.ended_why,
    )
