import asyncio

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from guyub.foundation.kernel.services.queue import enqueue

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

done = []


@pytest.fixture(autouse=True)
def _connections_end_with_their_job(monkeypatch):
    """As in the worker's own process: a job of the kernel that happens to be due runs here too, in a thread."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


@app.task(name="tests.note_down")
def note_down(word):
    done.append(word)


def work_off():
    """Run the worker until the queue is empty, with the application's login."""
    done.clear()

    async def work():
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            async with worker.open_async():
                await worker.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    asyncio.run(work())
    return list(done)


def test_a_committed_job_runs_once():
    with transaction.atomic():
        enqueue(note_down, word="selesai")

    assert (work_off(), work_off()) == (["selesai"], [])


def test_a_rolled_back_job_never_runs():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(note_down, word="batal")
        raise RuntimeError

    assert work_off() == []


def test_a_second_job_of_one_name_waits_for_nobody_and_harms_nobody():
    with transaction.atomic():
        first = enqueue(note_down, once="ringkasan", word="satu")
        second = enqueue(note_down, once="ringkasan", word="dua")
        third = enqueue(note_down, word="tiga")

    assert (first, second, third) == (True, False, True)
    assert ProcrastinateJob.objects.filter(status="todo").count() == 2
    assert work_off() == ["satu", "tiga"]


def test_the_kernel_s_own_job_is_on_the_clock():
    assert "kernel.forget_attempts" in {
        periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()
    }
