"""Who stands on one KK, as persons, for what others build on it."""

from guyub.community.members.selectors.files import household_people_inquiry
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

KK = "3573030101200001"


def test_who_else_of_the_same_kk_this_cooperative_knows(world):
    siti, wati, other = (world.candidate(name) for name in ("Siti Aminah", "Wati Ningsih", "Budi Santoso"))
    there = world.candidate("Sri Rahayu", world.arjosari)
    for one in (siti, wati, there):
        keep_secret(person=one.person, kind=SecretKind.KK, value=KK, now=NOW)
    keep_secret(person=other.person, kind=SecretKind.KK, value="3573030101200002", now=NOW)

    with scope(world.bumiayu.id):
        for person, found in ((siti, {wati.person_id}), (other, set())):
            asking = household_people_inquiry(cooperative_id=world.bumiayu.id, person_id=person.person_id)
            assert asked(asking) == [found]
