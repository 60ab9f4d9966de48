import threading
from datetime import timedelta
from uuid import RFC_4122, uuid4

import pytest

from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import id_in, uuid7, uuid7_moment


def test_an_id_is_of_version_7_and_tells_its_moment():
    before, made = utc_now(), uuid7()

    assert (made.version, made.variant) == (7, RFC_4122)
    assert before - timedelta(milliseconds=1) <= uuid7_moment(made) <= utc_now() + timedelta(milliseconds=1)


def test_another_version_tells_no_moment():
    with pytest.raises(ValueError, match="version 7"):
        uuid7_moment(uuid4())


def test_ids_of_one_process_rise():
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(set(made))


def test_ids_rise_also_when_the_clock_goes_back(monkeypatch):
    last = uuid7()
    monkeypatch.setattr("guyub.foundation.kernel.ids.time.time_ns", lambda: 0)

    assert last < uuid7() < uuid7()


def test_threads_never_make_the_same_id():
    made = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2_000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 16_000


def test_an_id_that_was_sent_is_read_and_anything_else_is_none():
    made = uuid7()
    assert id_in(str(made)) == made
    assert [id_in(one) for one in ("", "7", f"{made}0", "tidak ada")] == [None] * 4
