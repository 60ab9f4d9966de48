"""Calling functions of the database, and beginning a transaction with its first statement."""

import pytest
from django.db import DataError, OperationalError, connection, transaction

from guyub.foundation.kernel.tenancy.postgresql.calls import begun, called
from guyub.foundation.kernel.tenancy.scope import SETTING, scope

pytestmark = pytest.mark.database


def setting():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_setting('{SETTING}', true)")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_what_is_called_is_planned_once():
    for value in range(3):
        assert called("SELECT 7 + %s", [value]) == [(7 + value,)]

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 7 +%'")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_a_scope_begins_commits_and_leaves_nothing_set(bumiayu):
    with scope(bumiayu.id):
        assert setting() == f"{{{bumiayu.id}}}"
        assert connection.in_atomic_block
        with connection.cursor() as cursor:
            cursor.execute("SELECT now() = statement_timestamp()")
            assert cursor.fetchone() == (False,)  # the transaction began with an earlier statement

    assert setting() in {None, ""}


@pytest.mark.django_db(transaction=True)
def test_a_first_statement_that_is_refused_raises_and_rolls_back():
    with pytest.raises(DataError), transaction.atomic():
        begun("SELECT 1 / 0")

    assert called("SELECT 1", []) == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_hung_up_is_told_as_such(bumiayu):
    connection.ensure_connection()
    victim = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [victim])
    other.close()

    with pytest.raises(OperationalError), scope(bumiayu.id):
        raise AssertionError("nothing may run here")

    with scope(bumiayu.id):
        assert setting() == f"{{{bumiayu.id}}}"
