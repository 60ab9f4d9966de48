"""In a demonstration the browser is told how far the product's clock stands from its own; elsewhere nothing is said."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from guyub.foundation.kernel.web import middleware
from guyub.foundation.kernel.web.middleware import DemoClockMiddleware


def answered(**cookies):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return DemoClockMiddleware(lambda _: HttpResponse())(request).cookies


def test_a_browser_is_told_once_and_again_after_another_start(monkeypatch):
    monkeypatch.setattr(middleware, "CLOCK_OFFSET_S", -86_400)

    assert answered()["jam"].value == "-86400"
    assert answered()["jam"]["max-age"] > 86_400 * 30, "a browser that was closed forgets it"
    assert answered(jam="-86300")["jam"].value == "-86400"
    assert not answered(jam="-86400")


def test_by_the_machines_clock_nothing_is_said():
    with pytest.raises(MiddlewareNotUsed):
        answered()
