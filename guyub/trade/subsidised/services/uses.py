"""Telling a person at the counter who used their NIK."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SHOWN, SecretKind
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.vault import checked_number, number_fingerprint
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik, nik_indexes
from guyub.trade.subsidised.selectors.uses import uses_of
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.selectors.uses import UseRow

YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnUses(Row):
    """What a NIK was used for.

    Args:
        given_name: Of whoever is registered with it; empty: nobody is.
        last4: Its last digits.
        since: The first day that was looked at.
        rows: What was bought, the newest first.
    """

    given_name: str
    last4: str
    since: date
    rows: tuple[UseRow, ...]


def show_uses(*, actor: Actor, nik: str, today: date, request_id: UUID, now: datetime) -> OwnUses:
    """Show whoever brings a KTP what was bought with its NIK in a year, anywhere, and write down that it was shown.

    Raises:
        NumberRefusedError: It cannot be a NIK.
    """
    number = checked_number(SecretKind.NIK, nik, today=today)
    found = consumer_by_nik(number)
    name, last4 = found.given_name if found else "", number[-SHOWN:]

    def work() -> None:
        owner = owner_of(SecretKind.NIK, number)
        facts = {"buyer": f"{name} ({last4})".strip(), "about": str(owner) if owner else None}
        note(actor, "uses.shown", facts, now)

    facts = {"nik": number_fingerprint(SecretKind.NIK, number)}
    once(actor, Action.SERVE_BUYERS, "show_uses", facts, request_id, now, work)
    since = today - YEAR
    rows = uses_of(indexes=nik_indexes(number), since=since)
    return OwnUses(given_name=name, last4=last4, since=since, rows=tuple(rows))
