"""What is known of a person's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.vault import SecretKind, masked
from guyub.foundation.identity.models import VaultEntry
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import joined, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.together import Inquiry


@dataclass(frozen=True)
class MaskedNumber(Row):
    """A number as every screen shows it; None where nothing is kept."""

    kind: SecretKind
    masked: str | None
    changed_at: datetime | None


def opened(entry: VaultEntry) -> str:
    """Read a number in full. Only for services that write down why.

    Raises:
        KeyMissingError: Its key is not given any more.
        SealBrokenError: It was changed or moved.
    """
    return vault_keys().open(
        bytes(entry.ciphertext), key_id=entry.key_id, bound_to=f"{entry.person_id}:{entry.kind}"
    )


def owner_of(kind: SecretKind, value: str) -> UUID | None:
    """Find the person who has a number, by its blind index; None for nobody."""
    indexes = index_keys().indexes(kind.value, value)
    found = VaultEntry.objects.filter(blind_index__in=indexes, kind=kind.value)
    return found.values_list("person_id", flat=True).first()


def owner_by_index(kind: SecretKind, index: bytes) -> UUID | None:
    """Find the person whose number has a blind index, where the number itself is not at hand; None for nobody."""
    found = VaultEntry.objects.filter(blind_index=index, kind=kind.value)
    return found.values_list("person_id", flat=True).first()


def index_kept(kind: SecretKind, person_id: UUID) -> bytes | None:
    """Give the blind index of a person's number, as it is kept; None where there is none."""
    found = VaultEntry.objects.filter(person_id=person_id, kind=kind.value).first()
    return bytes(found.blind_index) if found else None


def owners_of(kinds: Collection[SecretKind], value: str, *, most: int) -> list[UUID]:
    """Find the people who have a number of one of these kinds, by its blind index; one query.

    Args:
        kinds: Which; a KK and a phone may be several people's.
        value: The number in the form in which it is kept.
        most: How many people at most.
    """
    indexes = [index for kind in kinds for index in index_keys().indexes(kind.value, value)]
    found = VaultEntry.objects.filter(blind_index__in=indexes, kind__in=[kind.value for kind in kinds])
    return list(found.values_list("person_id", flat=True)[:most])  # by no order: the index finds them


def owners_by_number(kind: SecretKind, values: Collection[str]) -> dict[str, UUID]:
    """Find who has which of many numbers, by their blind indexes: number → person; one query."""
    ring = index_keys()
    value_of = {index: value for value in values for index in ring.indexes(kind.value, value)}
    found = VaultEntry.objects.filter(blind_index__in=list(value_of), kind=kind.value)
    rows = found.values_list("blind_index", "person_id")
    return {value_of[bytes(index)]: person_id for index, person_id in rows}


def kinds_kept(people: Collection[UUID]) -> set[tuple[UUID, SecretKind]]:
    """Tell which kinds of numbers are kept of whom; one query."""
    rows = VaultEntry.objects.filter(person_id__in=people).values_list("person_id", "kind")
    return {(person_id, SecretKind(kind)) for person_id, kind in rows}


def who_has(kind: SecretKind, people: Collection[UUID]) -> set[UUID]:
    """Tell of whom a number of a kind is kept; one query."""
    rows = VaultEntry.objects.filter(person_id__in=people, kind=kind.value)
    return set(rows.values_list("person_id", flat=True))


def sharers_of(kind: SecretKind, person_id: UUID) -> QuerySet[VaultEntry, UUID]:
    """Give who else has the same number of a kind, such as one KK, as a part of a larger question.

    While keys are renewed, who has the newer index and who the older one do not meet.
    """
    of_kind = VaultEntry.objects.filter(kind=kind.value)
    own = of_kind.filter(person_id=person_id).values("blind_index")
    same = of_kind.filter(blind_index__in=own).exclude(person_id=person_id)
    return same.values_list("person_id", flat=True)


def masked_numbers(person_id: UUID) -> list[MaskedNumber]:
    """Give NIK, KK and phone of a person, masked; one query."""
    return _masked(VaultEntry.objects.filter(person_id=person_id))


def masked_numbers_inquiry(person_id: UUID) -> Inquiry[list[MaskedNumber]]:
    """Ask for NIK, KK and phone of a person, masked."""
    found = rows_of(VaultEntry.objects.filter(person_id=person_id))
    return joined(found, read=_masked)


def people_with_the_same(kind: SecretKind, person_id: UUID) -> QuerySet[VaultEntry, UUID]:
    """Give the ids of the people who have the same number as one of them, that one among them, to be asked within.

    While keys are being rotated, entries under the old and the new one do not meet.
    """
    entries = VaultEntry.objects.filter(kind=kind.value)
    mine = entries.filter(person_id=person_id).values("blind_index")
    return entries.filter(blind_index__in=mine).values_list("person_id", flat=True)


def _masked(entries: Iterable[VaultEntry]) -> list[MaskedNumber]:
    kept = {entry.kind: entry for entry in entries}
    return [
        MaskedNumber(
            kind,
            masked(opened(kept[kind.value])) if kind.value in kept else None,
            kept[kind.value].changed_at if kind.value in kept else None,
        )
        for kind in SecretKind
    ]
