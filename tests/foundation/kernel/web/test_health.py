import pytest

pytestmark = pytest.mark.database


def test_healthz_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_readyz_names_what_is_missing(client, db):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "walls": True, "worker": False}


def test_metrics_count_by_route(client, db):
    client.get("/healthz")
    answer = client.get("/metrics")

    assert 'guyub_requests_total{method="GET",route="healthz",status="200"}' in answer.content.decode()


@pytest.mark.parametrize("meta", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}])
def test_metrics_are_not_for_the_world(client, db, meta):
    assert client.get("/metrics", **meta).status_code == 404


def test_every_answer_carries_its_mark_and_the_walls_of_the_browser(client, db):
    answer = client.get("/healthz")

    assert len(answer["X-Request-Mark"]) == 12
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
