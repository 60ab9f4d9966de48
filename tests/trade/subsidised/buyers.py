"""People who buy rationed goods, for tests: registered at the counter of Bumiayu or of another outlet."""

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.subsidised.domain.consumers import ConsumerTyped
from guyub.trade.subsidised.services.consumers import register_consumer
from guyub.trade.subsidised.services.programmes import load_programmes
from tests.world import NOW, new_id

TODAY = NOW.date()
KK = "3573030101100007"


def nik(order=1):
    """Give a NIK that can be one, another for each number."""
    return f"357303{1 + order % 28:02}0590{order:04}"


def rationed():
    """Bring programmes and parameters."""
    load_national(now=NOW)
    load_programmes(now=NOW)


def registered(world, order=1, *, place=None, role=Role.KASIR, now=NOW, request_id=None, **typed):
    """Register somebody for LPG as a household; ``order`` chooses the NIK."""
    told = {
        "programme": "LPG_3KG",
        "category": "RT",
        "nik": nik(order),
        "name": "Siti Aminah",
        "kk": KK,
        "proofs": ("KTP", "KK"),
        "consent_version": 1,
    }
    return register_consumer(
        actor=world.actor(role, place),
        typed=ConsumerTyped(**told | typed),
        today=TODAY,
        request_id=request_id or new_id(),
        now=now,
    )
