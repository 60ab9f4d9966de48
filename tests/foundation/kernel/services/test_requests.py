import threading
import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection

from guyub.foundation.kernel.models import Request
from guyub.foundation.kernel.services.requests import RequestReusedError, run_once
from guyub.foundation.kernel.tenancy.scope import scope

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 24, 3, 24, tzinfo=UTC)


@pytest.fixture
def ask(bumiayu):
    """Ask for something in Bumiayu's name; what was done is counted in ``ask.done``."""

    def ask(request_id, *, use_case="savings.deposit", facts=None, fails=False):
        def work():
            if fails:
                raise RuntimeError
            ask.done.append(facts)
            return {"number": len(ask.done)}

        with scope(bumiayu.id):
            return run_once(
                cooperative_id=bumiayu.id,
                request_id=request_id,
                use_case=use_case,
                facts=facts or {"amount_rp": 50_000},
                now=NOW,
                work=work,
            )

    ask.done = []
    return ask


def test_a_retry_gets_the_first_answer_and_does_nothing(ask):
    request_id = uuid.uuid4()

    assert [ask(request_id) for _ in range(3)] == [{"number": 1}] * 3
    assert len(ask.done) == 1


def test_two_requests_are_two_acts(ask):
    assert [ask(uuid.uuid4()) for _ in range(2)] == [{"number": 1}, {"number": 2}]


@pytest.mark.parametrize("other", [{"facts": {"amount_rp": 50_001}}, {"use_case": "savings.withdraw"}])
def test_the_same_id_with_other_facts_is_refused(ask, other):
    request_id = uuid.uuid4()
    ask(request_id)

    with pytest.raises(RequestReusedError) as refusal:
        ask(request_id, **other)

    assert (refusal.value.code, refusal.value.facts) == (
        "kernel.request.reused",
        {"use_case": "savings.deposit"},
    )
    assert len(ask.done) == 1


def test_what_failed_may_be_asked_again(ask):
    request_id = uuid.uuid4()
    with pytest.raises(RuntimeError):
        ask(request_id, fails=True)

    assert ask(request_id) == {"number": 1}


def test_the_same_id_in_another_cooperative_is_another_request(ask, bumiayu, arjosari):
    request_id = uuid.uuid4()
    ask(request_id)
    with scope(arjosari.id):
        answer = run_once(
            cooperative_id=arjosari.id,
            request_id=request_id,
            use_case="x.y",
            facts={},
            now=NOW,
            work=lambda: "lain",
        )

    assert answer == "lain"


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_are_one_act(ask, bumiayu):
    request_id, start, answers = uuid.uuid4(), threading.Barrier(8), []

    def press():
        try:
            start.wait()
            answers.append(ask(request_id))
        finally:
            connection.close()

    fingers = [threading.Thread(target=press) for _ in range(8)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()

    assert answers == [{"number": 1}] * 8
    assert len(ask.done) == 1
    with scope(bumiayu.id):
        assert Request.objects.filter(cooperative=bumiayu).count() == 1
