"""Setting up a till: which device sells from which location, into which drawer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.treasury.domain.places import CashKind
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.retail.models import Till
from guyub.trade.retail.selectors.tills import places_for_till
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor

MOST_STEP = "kasir.bulat_tertinggi"


class TillRefusedError(DomainError):
    """A till is not set up so; ``wrong`` says why.

    ``device`` (none, or revoked), ``location`` (none, or closed), ``drawer`` (none, closed, or another till's),
    ``bank``, ``safe`` (none, or closed), ``step`` (cash is rounded to a rupiah at least and to ``most`` at most).
    """

    code: ClassVar[str] = "retail.till.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TillTyped:
    """How a till is set up.

    Args:
        device_id: The bound device.
        location_id: From where it sells.
        drawer_id: Into which drawer.
        bank_id: Where transfers and confirmed QRIS come in; None: it takes no transfer.
        safe_id: Where money goes that is taken out during a shift; None: none is.
        step_rp: To which amount cash is rounded, whole rupiah.
    """

    device_id: UUID
    location_id: UUID
    drawer_id: UUID
    bank_id: UUID | None = None
    safe_id: UUID | None = None
    step_rp: int = 100


def set_till(*, actor: Actor, typed: TillTyped, request_id: UUID, now: datetime) -> UUID:
    """Set a till up, or set it up anew; what it sold stays as it was. Use-case.

    Args:
        actor: Who may bind devices.
        typed: How.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the till.

    Raises:
        TillRefusedError: See there, in that order.
    """

    def work() -> str:
        found = places_for_till(
            cooperative_id=actor.cooperative_id,
            device_id=typed.device_id,
            location_id=typed.location_id,
            cash_ids=[id_ for id_ in (typed.drawer_id, typed.bank_id, typed.safe_id) if id_],
        )
        if found.series is None:
            raise TillRefusedError(wrong="device")
        if not found.location:
            raise TillRefusedError(wrong="location")
        kinds = {id_: kind for id_, (kind, _) in found.cash.items()}
        if kinds.get(typed.drawer_id) != CashKind.LACI or typed.drawer_id in found.taken:
            raise TillRefusedError(wrong="drawer")
        if typed.bank_id and kinds.get(typed.bank_id) != CashKind.BANK:
            raise TillRefusedError(wrong="bank")
        if typed.safe_id and kinds.get(typed.safe_id) != CashKind.BRANKAS:
            raise TillRefusedError(wrong="safe")
        most_rp = _most_step(actor.cooperative_id, now)
        if not 0 < typed.step_rp <= most_rp:
            raise TillRefusedError(wrong="step", most=rupiah(most_rp))
        fields: dict[str, Any] = asdict(typed) | {
            "series": found.series,
            "person_id": actor.person_id,
            "recorded_at": now,
        }
        till, _ = Till.objects.update_or_create(
            cooperative_id=actor.cooperative_id,
            device_id=fields.pop("device_id"),
            defaults=fields,
            create_defaults=fields | {"id": uuid7()},
        )
        said = {
            "name": f"K{found.series}",
            "location": found.location,
            "drawer": found.cash[typed.drawer_id][1],
        }
        note(actor, "till.set", said, now)
        return str(till.id)

    facts = {name: str(value) for name, value in asdict(typed).items()}
    return UUID(once(actor, Action.BIND_DEVICES, "set_till", facts, request_id, now, work))


def _most_step(cooperative_id: int, now: datetime) -> int:
    """Give the largest amount to which cash may be rounded today, whole rupiah."""
    zone = Zone(Cooperative.objects.values_list("zone", flat=True).get(id=cooperative_id))
    return int(value_of(MOST_STEP, cooperative_id=cooperative_id, on=business_date(now, zone)))
