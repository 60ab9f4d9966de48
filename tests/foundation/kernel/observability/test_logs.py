import json
import logging
import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from guyub.foundation.kernel.observability.logs import JsonFormatter, without_personal_numbers


def written(message, *args, **extra):
    record = logging.LogRecord(
        "guyub.web", logging.INFO, __file__, 1, message, args, extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def test_a_line_holds_known_fields_and_no_other():
    line = written("answered", route="berkas/<int>/", status=200, form={"nik": "3573034105900001"})

    assert (line["message"], line["route"], line["status"]) == ("answered", "berkas/<int>/", 200)
    assert "form" not in line


@pytest.mark.parametrize(
    ("_case", "text", "clean"),
    [
        ("NIK", "NIK 3573034105900001 ganda", "NIK <angka> ganda"),
        ("NIK in fours", "3573 0341 0590 0001", "<angka>"),
        ("phone", "+62 812-0000-0042", "<angka>"),
        ("amount stays", "Rp 1.234.567", "Rp 1.234.567"),
        ("date stays", "2026-11-24", "2026-11-24"),
        ("id stays", "0193a1b2-1234-7abc-8def-0123456789ab", "0193a1b2-1234-7abc-8def-0123456789ab"),
    ],
)
def test_long_numbers_are_hidden(_case, text, clean):
    assert without_personal_numbers(text) == clean


def test_a_failure_names_the_place_and_not_what_was_typed():
    nik = "3573034105900001"
    try:
        raise ValueError(f"NIK {nik} sudah ada")
    except ValueError:
        line = written("failed", exc_info=sys.exc_info())

    assert line["error"] == "ValueError"
    assert line["frames"][-1].endswith("test_a_failure_names_the_place_and_not_what_was_typed")
    assert nik not in json.dumps(line)


@login_not_required
def fail(request):
    raise ValueError(request.GET["nama"])


class BrokenUrls:
    """A page that fails."""

    handler500 = "guyub.foundation.kernel.web.views.errors.server_error"

    urlpatterns = (path("rusak/", fail),)


def test_a_broken_page_logs_no_query_and_says_the_mark_of_its_lines(settings, client, caplog):
    settings.ROOT_URLCONF = BrokenUrls
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    client.raise_request_exception = False

    answer = client.get("/rusak/?nama=Sri+Wahyuni")

    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert answer.status_code == 500
    assert answer["X-Request-Mark"] in answer.content.decode()
    assert [line["error"] for line in lines if "error" in line] == ["ValueError"]
    assert "Sri" not in json.dumps(lines)
