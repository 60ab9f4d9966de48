"""Who is reminded of containers: members who agreed, once for a reason; nobody whose phone is not known."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import ReasonTooShortError, ShownAlreadyError, keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.containers import ContainerRefusedError
from guyub.trade.inventory.services.container_reminders import open_holder_phones
from tests.trade.inventory.depot import TODAY, Depot
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "+6281298765432"


@pytest.fixture
def depot(world):
    depot = Depot(world)
    depot.secretary = world.actor(Role.SEKRETARIS)
    depot.hands(2)
    depot.hands(1, deposit=True)
    return depot


def reachable(depot):
    member = depot.world.member()
    with scope(depot.place.id):
        keep_secret(person=member.person, kind=SecretKind.PHONE, value=PHONE, now=NOW)
        note_consent(
            cooperative_id=depot.place.id,
            person_id=member.person_id,
            purpose="MESSAGES",
            version=1,
            is_given=True,
            recorded_by_id=depot.secretary.person_id,
            now=NOW,
        )


def opens(depot, reason="Mengingatkan wadah", actor=None, request_id=None):
    return open_holder_phones(
        actor=actor or depot.secretary,
        place=depot.place,
        reason=reason,
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )


def test_a_phone_is_opened_once_for_a_reason(depot):
    reachable(depot)
    request_id = new_id()
    (one,) = opens(depot, request_id=request_id)
    assert one.phone == PHONE
    assert "2 LPG 3 kg sejak 25 Nov 2026" in one.text.replace("\u00a0", " ")
    assert "1 LPG" not in one.text  # what a deposit was left for is not asked back
    with pytest.raises(ShownAlreadyError):
        opens(depot, request_id=request_id)
    with scope(depot.place.id):
        acts = AuditEntry.objects.filter(cooperative=depot.place, act="inventory.container.phones_opened")
        assert acts.count() == 1
        assert PHONE not in str(acts.get().facts)


def test_who_did_not_agree_is_not_reminded(depot):
    with pytest.raises(ContainerRefusedError) as refused:
        opens(depot)
    assert refused.value.facts == {"wrong": "unreached"}
    with pytest.raises(ReasonTooShortError):
        opens(depot, reason="wa")
    with pytest.raises(NotAllowedError):
        opens(depot, actor=depot.keeper)


def test_the_page_shows_whom_and_opens_links(depot, client):
    reachable(depot)
    client.force_login(depot.world.person(Role.SEKRETARIS))
    assert "Siti Aminah" in client.get("/wadah/pemegang/ingatkan/").content.decode()
    sent = {"reason": "Mengingatkan wadah", "request_id": new_id()}
    assert "https://wa.me/6281298765432" in client.post("/wadah/pemegang/ingatkan/", sent).content.decode()
    assert client.post("/wadah/pemegang/ingatkan/", {"reason": "x"}).status_code == 422
