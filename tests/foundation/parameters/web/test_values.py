from html import unescape

import pytest
from django.core.management import call_command

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.selectors.values import in_force
from tests.world import new_id


@pytest.fixture
def treasurer(world, client):
    call_command("load_network", without_regions=True)
    client.force_login(world.person(Role.BENDAHARA))
    return client


def words_of(answer):
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_every_rule_shows_its_basis_and_source_and_says_in_words_when_it_is_not_verified(treasurer, world):
    listed = words_of(treasurer.get("/parameter/"))
    rules = in_force(cooperative_id=world.bumiayu.id, on=utc_now().date())

    for rule in rules:
        page = words_of(treasurer.get(f"/parameter/{rule.definition.key}/"))
        for shown in (listed, page):
            assert rule.definition.title in shown
            assert rule.row.legal_basis in shown
            assert rule.row.source in shown
        assert ("Belum diperiksa." in page) is not rule.row.is_verified
    assert len(rules) == len(CATALOGUE)


def test_what_the_law_forbids_is_said_with_the_number_and_the_way_back(treasurer):
    refused = treasurer.post(
        "/parameter/pinjaman.jasa_maksimal/usul/",
        {
            "value": "30%",
            "valid_from": "2099-01-01",
            "legal_basis": "RAT",
            "source": "notulen",
            "reason": "naik",
            "request_id": str(new_id()),
        },
    )

    assert refused.status_code == 422
    assert "paling tinggi 24%" in refused.content.decode()


@pytest.mark.parametrize("changed", [{"valid_from": "besok"}, {"decision": "bukan-nomor"}, {"value": ""}])
def test_what_cannot_be_read_is_refused_and_breaks_nothing(treasurer, changed):
    form = {
        "value": "18%",
        "valid_from": "2099-01-01",
        "legal_basis": "RAT",
        "source": "x",
        "reason": "turun",
    }

    assert treasurer.post("/parameter/pinjaman.jasa_maksimal/usul/", form | changed).status_code in {404, 422}


def test_a_key_that_is_not_there_is_no_page(treasurer):
    assert treasurer.get("/parameter/tidak.ada/").status_code == 404
    assert treasurer.post("/parameter/tidak.ada/usul/", {}).status_code == 404
