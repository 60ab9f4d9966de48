from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import decisions_of
from guyub.foundation.parameters.services.decisions import DecisionNotKeptError, keep_decision
from tests.world import NOW, new_id


@pytest.fixture
def keep(world, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def keep(**changed):
        facts = {
            "number": "03/RAT/2026",
            "decided_on": NOW.date(),
            "body": "RAT",
            "title": "Simpanan wajib",
        } | changed
        return keep_decision(
            **({"actor": world.actor(Role.SEKRETARIS)} | facts),
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return keep


def kept(world):
    with scope(world.bumiayu.id):
        return decisions_of(cooperative_id=world.bumiayu.id)


def test_a_decision_is_kept_with_its_sheet(keep, world):
    keep(document=("notulen.pdf", b"%PDF-1.7 notulen"))

    (decision,) = kept(world)
    assert decision.document_id
    assert decision.number == "03/RAT/2026"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"body": "RAPAT"}, "body"),
        ({"number": " "}, "number"),
        ({"title": "x" * 201}, "title"),
        ({"decided_on": NOW.date() + timedelta(days=1)}, "future"),
    ],
)
def test_what_is_no_decision_is_not_kept(changed, wrong, keep, world):
    with pytest.raises(DecisionNotKeptError) as refusal:
        keep(**changed)

    assert refusal.value.facts == {"wrong": wrong}
    assert kept(world) == []


def test_one_number_is_one_decision_of_a_body(keep):
    keep()
    with pytest.raises(DecisionNotKeptError) as refusal:
        keep()
    assert refusal.value.facts == {"wrong": "taken"}
    keep(body="PENGURUS")


def test_a_script_that_calls_itself_a_photo_is_refused_and_the_decision_with_it(keep, world):
    with pytest.raises(FileRefusedError):
        keep(document=("notulen.jpg", b"<script>alert(1)</script>"))
    assert kept(world) == []


def test_a_cashier_keeps_none(keep, world):
    with pytest.raises(NotAllowedError):
        keep(actor=world.actor(Role.KASIR))
