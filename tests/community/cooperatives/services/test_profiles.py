import pytest

from guyub.community.cooperatives.selectors.profiles import profile_of
from guyub.community.cooperatives.services.profiles import ProfileRefusedError, ProfileTyped, change_profile
from guyub.foundation.kernel.tenancy.scope import scope

NAME = "Koperasi Kelurahan Merah Putih Bumiayu"


def profile(world):
    with scope(world.bumiayu.id):
        return profile_of(cooperative_id=world.bumiayu.id)


def test_name_and_place_are_changed_and_a_name_outside_the_rule_is_kept_with_a_warning(shared, world):
    typed = ProfileTyped(NAME, "Jalan Contoh 12", "65135", "08.00", "kantor@contoh.id", "BARU")
    change_profile(typed=typed, **shared(is_dated=False))

    kept = profile(world)
    assert (kept.official_name, kept.postal_code, kept.follows_rule) == (NAME, "65135", True)
    with pytest.raises(ProfileRefusedError) as refusal:
        change_profile(typed=typed, **shared(is_dated=False))
    assert refusal.value.facts == {"wrong": "same"}
    change_profile(typed=ProfileTyped("Koperasi Maju"), **shared(is_dated=False))
    assert not profile(world).follows_rule


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"official_name": " \x00"}, "name"),
        ({"official_name": "x" * 161}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"postal_code": "6513"}, "postal_code"),
        ({"opening_hours": "x" * 121}, "hours"),
        ({"office_email": "kantor"}, "email"),
        ({"origin": "LAIN"}, "origin"),
    ],
)
def test_what_is_no_profile_is_refused(changed, expected, shared, world):
    with pytest.raises(ProfileRefusedError) as refusal:
        change_profile(typed=ProfileTyped(**{"official_name": NAME} | changed), **shared(is_dated=False))

    assert refusal.value.facts == {"wrong": expected}
    assert profile(world) is None
