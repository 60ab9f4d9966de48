"""Taking in an official list of buyers, such as farmers and fishers: the city alone, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SHOWN, SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.documents.spreadsheets import read_lines
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.services.inserting import hexed, insert_rows, row_of
from guyub.trade.subsidised.domain.consumers import given_name
from guyub.trade.subsidised.domain.lists import ListRefusedError, read_list
from guyub.trade.subsidised.domain.programmes import Registers
from guyub.trade.subsidised.models import Consumer, Standing
from guyub.trade.subsidised.selectors.consumers import nik_indexes
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.lists import Listed

BY_LIST = 0  # instead of the number of a text that somebody agreed to


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTaken(Row):
    """What came of a list.

    Args:
        people: How many stand on it.
        new: How many of them were not registered before.
        joined: How many belong to the category since.
    """

    people: int
    new: int
    joined: int


def take_list(
    *,
    actor: Actor,
    programme: str,
    category: str,
    table: bytes,
    basis: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> ListTaken:
    """Let everybody on an official list belong to a category of a rationed good. Use-case of the city.

    Numbers and names are sealed as of any buyer; the file itself is not kept. Who belongs to it already stays as they
    are. Checks run in this order: category, basis, the file, its lines.

    Args:
        actor: Who of the city brings it.
        programme: For which good.
        category: One that comes by a list.
        table: The spreadsheet, with columns NIK and Nama, perhaps KK.
        basis: The letter or decision that it comes with.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ListRefusedError: See there.
        TableRefusedError: The file is no table.
    """
    rationing = rationing_of(cooperative_id=actor.cooperative_id)
    found = rationing.category(programme, category, today)
    if found is None or found.registers is not Registers.LIST:
        raise ListRefusedError(wrong="category")
    if not basis.strip():
        raise ListRefusedError(wrong="basis")
    people = read_list(read_lines(table), today=today)

    def work() -> dict[str, int]:
        known = _ids_of(people)
        made = _consumers(actor, (one for one in people if one.nik not in known), now)
        insert_rows(Consumer, made, passes_known=True)
        ids = _ids_of(people)
        running = {"programme_id": programme, "category": category, "until_on__isnull": True}
        before = set(
            Standing.objects.filter(consumer_id__in=ids.values(), **running).values_list(
                "consumer_id", flat=True
            )
        )
        joining = [id_ for id_ in ids.values() if id_ not in before]
        same = _belonging(actor, programme, category, found.proofs, today, now)
        insert_rows(
            Standing, (same | {"id": uuid7(), "consumer_id": id_} for id_ in joining), passes_known=True
        )
        done = {"people": len(people), "new": len(made), "joined": len(joining)}
        title = rationing.words(programme, category)
        note(actor, "list.taken", {"category": title, "basis": basis.strip()[:120], **done}, now)
        return done

    facts = {
        "programme": programme,
        "category": category,
        "basis": basis,
        "table": hashlib.sha256(table).hexdigest(),
    }
    done = once(actor, Action.LIST_BUYERS, "take_list", facts, request_id, now, work)
    return ListTaken(**done)


def _ids_of(people: tuple[Listed, ...]) -> dict[str, UUID]:
    """Find who of a list is registered: NIK → id; one query."""
    nik_of = {index: one.nik for one in people for index in nik_indexes(one.nik)}
    rows = Consumer.objects.filter(nik_index__in=list(nik_of)).values_list("nik_index", "id")
    return {nik_of[bytes(index)]: id_ for index, id_ in rows}


def _consumers(actor: Actor, people: Iterable[Listed], now: datetime) -> list[dict[str, Any]]:
    """Give the rows of people who are new, their numbers and names sealed."""
    sealing, indexing = vault_keys(), index_keys()
    nothing: dict[str, Any] = {"phone": "", "address": "", "nibs": []}
    same = row_of(
        Consumer,
        index_key_id=indexing.current,
        key_id=sealing.current,
        registered_by_id=actor.cooperative_id,
        person_id=actor.person_id,
        registered_at=now,
        consent_version=BY_LIST,
        changed_at=now,
    )
    made = []
    for one in people:
        id_, told = uuid7(), {"nik": one.nik, "kk": one.kk, "name": one.name} | nothing
        sealed = sealing.seal(json.dumps(told, sort_keys=True), bound_to=f"consumer:{id_}")
        own = {
            "id": id_,
            "nik_index": hexed(indexing.index(SecretKind.NIK.value, one.nik)),
            "kk_index": hexed(indexing.index(SecretKind.KK.value, one.kk)) if one.kk else None,
            "sealed": hexed(sealed),
            "given_name": given_name(one.name),
            "nik_last4": one.nik[-SHOWN:],
        }
        made.append(same | own)
    return made


def _belonging(
    actor: Actor, programme: str, category: str, proofs: tuple[str, ...], today: date, now: datetime
) -> dict[str, Any]:
    """Give what the rows of all that come to belong to a category have in common."""
    return row_of(
        Standing,
        programme_id=programme,
        category=category,
        proofs=" ".join(proofs),
        from_on=today,
        verified_by_id=actor.person_id,
        verified_for_id=actor.cooperative_id,
        verified_at=now,
    )
