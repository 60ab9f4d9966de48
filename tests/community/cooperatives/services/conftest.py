"""A city with its 57 wards, and an officer who brings tables."""

import pytest
from django.core.management import call_command

from guyub.community.cooperatives.services.import_taking import take_batch
from guyub.community.cooperatives.services.import_undoing import undo_batch
from guyub.community.cooperatives.services.imports import Upload, bring_table, check_batch
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import Cooperative
from tests.community.cooperatives.tables import MERGOSONO, TODAY
from tests.world import NOW, new_id


@pytest.fixture
def network(world):
    call_command("load_network", without_regions=True)
    world.mergosono = Cooperative.objects.get(code=MERGOSONO)
    return world


@pytest.fixture
def officer(network):
    return network.actor(Role.PETUGAS_DINAS)


@pytest.fixture
def bring(officer):
    def bring(kind, content, *, as_of=None, source="", request_id=None, actor=None):
        upload = Upload(kind=kind, name="daftar.csv", content=content, as_of=as_of, source=source)
        return bring_table(
            actor=actor or officer,
            upload=upload,
            today=TODAY,
            request_id=request_id or new_id(),
            now=NOW,
        )

    return bring


@pytest.fixture
def check(officer):
    return lambda batch_id: check_batch(city_id=officer.cooperative_id, batch_id=batch_id, today=TODAY)


@pytest.fixture
def take(officer):
    def take(batch_id, *, request_id=None, now=NOW, actor=None):
        take_batch(
            actor=actor or officer,
            batch_id=batch_id,
            today=TODAY,
            request_id=request_id or new_id(),
            now=now,
        )

    return take


@pytest.fixture
def undo(officer):
    def undo(batch_id, *, actor=None):
        undo_batch(actor=actor or officer, batch_id=batch_id, request_id=new_id(), now=NOW)

    return undo
