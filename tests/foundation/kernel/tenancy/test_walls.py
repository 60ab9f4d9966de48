"""The second wall: what the database refuses by itself, whatever the code above it forgets."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from guyub.foundation.kernel.tenancy.schema import schema_differences
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.sample.models import Group, LogLine, Note

pytestmark = pytest.mark.database


def raw(sql, *params):
    """Run SQL as an injected statement would: no ORM, no guard."""
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def groups(bumiayu, arjosari):
    """One group in each of two cooperatives."""
    made = []
    for cooperative in (bumiayu, arjosari):
        with scope(cooperative.id):
            made.append(Group.objects.create(cooperative=cooperative, name=cooperative.name))
    return made


def test_the_tests_run_as_the_application(db):
    assert raw("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        ("guyub_app", False, False)
    ]


def test_the_database_holds_what_the_models_declare(db):
    assert schema_differences() == []


def test_without_a_scope_a_raw_read_returns_nothing(groups):
    assert raw("SELECT name FROM sample_group") == []


def test_a_raw_read_sees_the_scope_and_nothing_else(groups, bumiayu):
    with scope(bumiayu.id):
        assert raw("SELECT name FROM sample_group") == [("KKMP Bumiayu",)]


def test_a_scope_of_two_sees_two(groups, bumiayu, arjosari):
    with scope(bumiayu.id, arjosari.id):
        assert raw("SELECT count(*) FROM sample_group") == [(2,)]


def test_the_scope_ends_with_its_block(groups, bumiayu):
    with scope(bumiayu.id):
        pass

    assert raw("SELECT name FROM sample_group") == []


def test_the_scope_ends_when_its_block_fails(groups, bumiayu):
    with pytest.raises(RuntimeError), scope(bumiayu.id):
        raise RuntimeError

    assert raw("SELECT name FROM sample_group") == []


def test_all_cooperatives_reads_everything(groups):
    with all_cooperatives("a test"):
        assert raw("SELECT count(*) FROM sample_group") == [(2,)]


def test_all_cooperatives_adds_nothing(groups, bumiayu):
    with pytest.raises(DatabaseError, match="row-level security"), all_cooperatives("a test"):
        Group.objects.create(cooperative=bumiayu, name="unseen")


@pytest.mark.parametrize("sql", ["UPDATE sample_group SET name = 'x'", "DELETE FROM sample_group"])
def test_all_cooperatives_changes_nothing(sql, groups):
    with all_cooperatives("a test"):
        assert raw(sql) == 0


def test_a_row_for_another_cooperative_is_refused(bumiayu, arjosari):
    with pytest.raises(DatabaseError, match="row-level security"), scope(bumiayu.id):
        Group.objects.create(cooperative=arjosari, name="foreign")


def test_a_row_that_points_into_another_cooperative_is_refused(groups, bumiayu):
    with pytest.raises(IntegrityError, match="sample_note_group_id_fk"), scope(bumiayu.id):
        Note.objects.create(cooperative=bumiayu, group_id=groups[1].id, text="reaches over the fence")


def test_a_row_never_moves_to_another_cooperative(groups, bumiayu, arjosari):
    with pytest.raises(InsufficientPrivilege), scope(bumiayu.id, arjosari.id):
        raw("UPDATE sample_group SET cooperative_id = %s", arjosari.id)


@pytest.mark.parametrize(
    "sql", ["UPDATE sample_logline SET text = 'x'", "DELETE FROM sample_logline", "TRUNCATE sample_logline"]
)
def test_an_append_only_table_is_only_added_to(sql, bumiayu):
    with pytest.raises(InsufficientPrivilege), scope(bumiayu.id):
        LogLine.objects.create(cooperative=bumiayu, text="said")
        raw(sql)


@pytest.mark.parametrize("table", ["sample_group", "kernel_cooperative", "procrastinate_jobs"])
def test_the_application_never_truncates_or_alters(table, db):
    for sql in (
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"DROP TABLE {table}",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_same_id_may_exist_in_two_cooperatives(bumiayu, arjosari):
    same = uuid.uuid4()
    for cooperative in (bumiayu, arjosari):
        with scope(cooperative.id):
            Group.objects.create(id=same, cooperative=cooperative, name=cooperative.name)

    with scope(arjosari.id):
        assert Group.objects.get(cooperative=arjosari, id=same).name == "KKMP Arjosari"
