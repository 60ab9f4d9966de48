import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.services.outbox import read_news, write_news
from guyub.foundation.kernel.tenancy.scope import scope

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 24, 3, 24, tzinfo=UTC)


def write(cooperative, *, topic="savings.deposit_received", **payload):
    with scope(cooperative.id):
        return write_news(cooperative_id=cooperative.id, topic=topic, payload=payload, now=NOW)


def read(cooperative, *, reader="city.summary", topics=("savings.deposit_received",), handle=None):
    seen = []
    with scope(cooperative.id):
        read_news(cooperative_id=cooperative.id, reader=reader, topics=topics, handle=handle or seen.append)
    return [line.payload for line in seen]


def test_a_reader_sees_each_line_once_and_in_order(bumiayu):
    for number in (1, 2):
        write(bumiayu, number=number)
    first = read(bumiayu)
    write(bumiayu, number=3)

    assert (first, read(bumiayu), read(bumiayu)) == ([{"number": 1}, {"number": 2}], [{"number": 3}], [])


def test_readers_and_topics_do_not_disturb_each_other(bumiayu):
    write(bumiayu, number=1)
    write(bumiayu, topic="loans.loan_disbursed", number=2)

    assert read(bumiayu, reader="a", topics=["loans.loan_disbursed"]) == [{"number": 2}]
    assert read(bumiayu, reader="b") == [{"number": 1}]
    assert read(bumiayu, reader="a") == []


def test_cooperatives_do_not_see_each_others_news(bumiayu, arjosari):
    write(bumiayu, number=1)

    assert read(arjosari) == []


def test_a_reader_that_fails_sees_the_same_lines_again(bumiayu):
    def fail(line):
        raise RuntimeError

    write(bumiayu, number=1)
    with pytest.raises(RuntimeError):
        read(bumiayu, handle=fail)

    assert read(bumiayu) == [{"number": 1}]


def test_news_that_did_not_happen_is_not_told(bumiayu):
    with pytest.raises(RuntimeError), scope(bumiayu.id):
        write_news(cooperative_id=bumiayu.id, topic="a.b", payload={}, now=NOW)
        raise RuntimeError

    write(bumiayu, number=1)
    with scope(bumiayu.id):
        assert [line.position for line in OutboxLine.objects.filter(cooperative=bumiayu)] == [1]


def test_an_amount_is_never_a_float(bumiayu):
    with pytest.raises(TypeError):
        write(bumiayu, amount_rp=0.5)


@pytest.mark.django_db(transaction=True)
def test_a_reader_beside_eight_writers_misses_nothing(bumiayu):
    done, seen = threading.Event(), []

    def writer(worker):
        try:
            for turn in range(15):
                write(bumiayu, worker=worker, turn=turn)
        finally:
            connection.close()

    def reader():
        try:
            while not done.is_set():
                seen.extend(read(bumiayu))
        finally:
            connection.close()

    writers = [threading.Thread(target=writer, args=(worker,)) for worker in range(8)]
    watcher = threading.Thread(target=reader)
    for thread in [watcher, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    watcher.join()
    seen.extend(read(bumiayu))

    assert len(seen) == 120
    for worker in range(8):
        assert [line["turn"] for line in seen if line["worker"] == worker] == list(range(15))
