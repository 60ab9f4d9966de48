"""Forms that wait sealed move to new keys with everything else."""

from guyub.community.members.models import OwnRequest
from guyub.community.members.selectors.sealed_forms import opened_words
from guyub.community.members.services.form_keys import rotate_forms, sealed_words
from guyub.foundation.kernel.tenancy.scope import scope


def test_a_waiting_form_is_sealed_anew_once_and_opens_with_the_new_key_alone(world, settings):
    from tests.community.members.services.test_own_requests import NIK, Case

    case = Case(world)
    asked_id = case.asks(field="nik", value=NIK)
    settings.VAULT_KEYS = f"k2:new {settings.VAULT_KEYS}"

    assert (rotate_forms(cooperative_id=case.place.id), rotate_forms(cooperative_id=case.place.id)) == (1, 0)
    assert rotate_forms(cooperative_id=world.arjosari.id) == 0

    settings.VAULT_KEYS = "k2:new"
    with scope(case.place.id):
        row = OwnRequest.objects.get(cooperative=case.place, id=asked_id)
    assert opened_words(row.sealed, f"own request {asked_id}") == NIK


def test_what_is_sealed_names_its_key(settings):
    settings.VAULT_KEYS = "k7:new"

    assert sealed_words("x", "a").startswith(b"k7:")
    assert opened_words(sealed_words("x", "a"), "a") == "x"
