from datetime import timedelta

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.people import holders_of
from tests.world import BEGAN, NOW


def test_who_holds_a_role_now_by_cooperative_and_name(world, django_assert_num_queries):
    second = world.seat(Role.PENDAMPING, name="Zaenal")
    first = world.seat(Role.PENDAMPING, name="Ani")
    elsewhere = world.seat(Role.PENDAMPING, world.arjosari, name="Budi")
    world.seat(Role.KETUA)
    ended = world.seat(Role.PENDAMPING, name="Cahyo")
    ended.ends_at = NOW
    ended.save()
    places = [world.bumiayu.id, world.arjosari.id, world.city.id]

    with django_assert_num_queries(1):
        found = holders_of(Role.PENDAMPING, places, NOW)

    assert found == {
        world.bumiayu.id: [(first.person_id, "Ani"), (second.person_id, "Zaenal")],
        world.arjosari.id: [(elsewhere.person_id, "Budi")],
    }
    assert holders_of(Role.PENDAMPING, places[:1], BEGAN - timedelta(days=1)) == {}
