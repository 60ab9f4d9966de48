import threading

import pytest
from django.db import DatabaseError, connection, transaction

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry, AuditHead
from guyub.foundation.identity.selectors.audit import chain_break, head_of, trail
from guyub.foundation.identity.selectors.invariants import INVARIANTS
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.web.audit_sentences import said, sentences
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.database


def write(world, count=3, place=None):
    place = place or world.bumiayu
    with scope(place.id):
        for turn in range(count):
            record(
                cooperative_id=place.id,
                actor=world.actor(Role.SEKRETARIS),
                act="identity.number.kept",
                facts={"name": f"Slamet {turn}", "kind": "NIK"},
                now=NOW,
            )


def test_acts_are_numbered_chained_and_said_in_a_sentence(world):
    write(world)

    with scope(world.bumiayu.id):
        lines = trail(cooperative_id=world.bumiayu.id, most=10)
        assert [line.position for line in lines] == [3, 2, 1]
        assert said(lines[0]) == "Sekretaris KKMP Bumiayu (Sekretaris) mencatat NIK milik Slamet 2"
        assert chain_break(world.bumiayu.id) is None
        assert head_of(cooperative_id=world.bumiayu.id)[0] == 3
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]


def test_each_cooperative_has_its_own_chain(world):
    write(world)
    write(world, 1, world.arjosari)

    with scope(world.arjosari.id):
        assert head_of(cooperative_id=world.arjosari.id)[0] == 1


def test_an_act_that_is_rolled_back_leaves_no_line(world):
    with pytest.raises(RuntimeError), transaction.atomic():
        write(world)
        raise RuntimeError

    with scope(world.bumiayu.id):
        assert head_of(cooperative_id=world.bumiayu.id)[0] == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE identity_auditentry SET act = 'a.b' WHERE cooperative_id = %s",
        "DELETE FROM identity_auditentry WHERE cooperative_id = %s",
    ],
)
def test_the_database_lets_nobody_change_the_trail(world, sql):
    write(world)

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        scope(world.bumiayu.id),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [world.bumiayu.id])


@pytest.mark.django_db(transaction=True)
def test_what_the_owner_of_the_database_changes_is_found(world, postgresql):
    from tests.conftest import logged_in_as

    write(world)
    for change in (
        'SET facts = \'{"name": "Joko", "kind": "NIK"}\' WHERE position = 2',
        "SET actor_name = 'Joko' WHERE position = 1",
    ):
        with logged_in_as(postgresql, "guyub_owner"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE identity_auditentry {change} AND cooperative_id = %s", [world.bumiayu.id])
        with scope(world.bumiayu.id):
            assert chain_break(world.bumiayu.id) == int(change[-1])
    with logged_in_as(postgresql, "guyub_owner"), transaction.atomic():
        AuditEntry.objects.filter(cooperative=world.bumiayu, position=3).delete()
    with scope(world.bumiayu.id):
        assert chain_break(world.bumiayu.id) is not None


@pytest.mark.django_db(transaction=True)
def test_eight_who_act_at_once_stand_in_one_row(world):
    world.actor(Role.SEKRETARIS)

    def act():
        try:
            for _ in range(5):
                write(world, 1)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with scope(world.bumiayu.id):
        assert AuditHead.objects.get(cooperative=world.bumiayu).position == 40
        assert chain_break(world.bumiayu.id) is None


def test_every_act_that_is_written_has_a_sentence():
    import re

    from tests.tidy.test_bans import FILES, text_of

    written = {
        act
        for path in FILES
        if path.startswith("guyub/") and path.endswith(".py")
        for act in re.findall(
            r"\"((?:identity|approvals|parameters)\.[a-z_]+\.[a-z_]+|approvals\.[a-z]+ed|approvals\.withdrawn)\"",
            text_of(path),
        )
        if re.search(
            rf"act=[^\n]*\"{re.escape(act)}\"|_note\([^\n]*\"{re.escape(act)}\"|act = [^\n]*\"{re.escape(act)}\"",
            text_of(path),
        )
    }

    assert written
    assert written <= set(sentences())
