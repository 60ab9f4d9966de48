"""Calling functions of the database, and beginning a transaction with its first statement."""

import threading
from datetime import date

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.guard import UnpinnedQueryError
from guyub.foundation.kernel.tenancy.postgresql.calls import begun, called, listed, prepared
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


@pytest.mark.django_db
def test_arrays_are_written_as_one_text():
    id_ = uuid7()
    ids, days, numbers, none = called(
        "SELECT %s::uuid[], %s::date[], %s::bigint[], %s::uuid[]",
        [listed([id_, None]), listed([date(2026, 11, 25)]), listed([-7, 10**15]), listed(())],
    )[0]
    assert (ids, days, numbers, none) == ([id_, None], [date(2026, 11, 25)], [-7, 10**15], [])


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


@pytest.mark.django_db
def test_statements_that_stay_go_together_counted_once_and_planned_once():
    with CaptureQueriesContext(connection) as trips:
        for value in (1, 40_000):
            told = prepared(
                ("SELECT 8 + %s::int", [value]), ("SELECT %(word)s::text", {"word": "it's 100 %"})
            )
            assert told == [[(8 + value,)], [("it's 100 %",)]]
    assert len(trips) == 2
    asked = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 8 +%%'"
    assert called(asked, []) == [(2,)]  # one for each size of number


def test_the_guard_sees_each_of_them(bumiayu):
    with scope(bumiayu.id), pytest.raises(UnpinnedQueryError):
        prepared(
            ("SELECT topic FROM kernel_outboxline WHERE cooperative_id = %s", [bumiayu.id]),
            ("SELECT topic FROM kernel_outboxline WHERE position = %s", [1]),
        )


@pytest.mark.django_db(transaction=True)
def test_one_that_is_refused_is_told_as_django_tells_it_and_nothing_goes_on():
    with pytest.raises(DataError), transaction.atomic():
        prepared(("SELECT 1", []), ("SELECT 1 / %s::int", [0]), ("SELECT 2", []))
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic():
            prepared(("SELECT 1 / %s::int", [0]))
        assert prepared(("SELECT 3", [])) == [[(3,)]]
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            prepared(("SELECT 4", []))


@pytest.mark.django_db(transaction=True)
def test_what_stands_after_a_lock_sees_what_the_lock_waited_for(bumiayu):
    """A deposit locks its member first and reads what it depends on in the same trip."""
    said = []
    lock = ("SELECT id FROM kernel_cooperative WHERE id = %s FOR UPDATE", [bumiayu.id])
    read = ("SELECT name FROM kernel_cooperative WHERE id = %s", [bumiayu.id])
    held, go_on = threading.Event(), threading.Event()

    def rename():
        try:
            with transaction.atomic():
                type(bumiayu).objects.filter(id=bumiayu.id).update(name="KKMP Nama Baru")
                held.set()
                go_on.wait(10)
        finally:
            connection.close()

    def ask():
        try:
            with transaction.atomic():
                said.append(prepared(lock, read)[1])
        finally:
            connection.close()

    first, second = threading.Thread(target=rename), threading.Thread(target=ask)
    first.start()
    held.wait(10)
    second.start()
    second.join(0.5)
    assert said == []  # it waits
    go_on.set()
    first.join()
    second.join()
    assert said == [[("KKMP Nama Baru",)]]
