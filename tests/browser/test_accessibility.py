"""axe-core finds nothing, on any page, in light and dark, wide and narrow."""

from pathlib import Path

import pytest
from django.shortcuts import render
from django.test import RequestFactory

import guyub
from guyub.foundation.kernel.web.views.errors import server_error
from tests.browser.conftest import PAGES, PAGES_OF

pytestmark = pytest.mark.browser
AXE = Path(guyub.__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"


GROUNDS = {"light": "rgb(248, 246, 242)", "dark": "rgb(20, 19, 18)"}
# Colours that are still fading from one theme to the other arrive first.
SETTLE = "document.getAnimations().forEach(part => part instanceof CSSTransition && part.finish())"


# What a theme can change: a dark page is the light one with other colours.
OF_COLOURS = "runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}"


def findings(page, only=""):
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE.read_text())
    report = page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], {only}}})")
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for found in report["violations"]
        for node in found["nodes"]
    ]


def findings_in_both_themes(page):
    """Let axe look in light, then at the colours in dark: nothing else differs but the media of one style sheet."""
    found = []
    for theme, ground in GROUNDS.items():
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLE)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), theme
        only = OF_COLOURS if theme == "dark" else ""
        found += [f"{theme}: {finding}" for finding in findings(page, only)]
    return found


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_in_anybodys_way(read, path, width):
    assert findings_in_both_themes(read(path, width=width)) == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("role", "path"), [(role, path) for role, paths in PAGES_OF.items() for path in paths]
)
def test_nor_for_anybody_who_works_here(read, role, path, width):
    page = read(path, width=width, role=role)

    assert page.locator("h1").count() == 1
    assert findings_in_both_themes(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nor_in_the_open_palette_or_a_dialog(visit, theme):
    page = visit("/gaya/", theme=theme)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("ha")
    page.wait_for_selector("dialog[open] .palette__found a")

    assert findings(page) == []


def test_axe_sees_a_fault(visit):
    page = visit("/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")

    assert any(found.startswith("button-name") for found in findings(page))


def too_often(request):
    return render(request, "kernel/errors/429.html", {"wait_s": 42})


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", [too_often, server_error])
def test_nor_on_the_pages_that_only_trouble_shows(visit, view, theme, width, settings):
    settings.IS_DEMO = True
    page = visit("/", theme=theme, width=width)
    body = view(RequestFactory().get("/")).content.decode()
    page.route("**/susah/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto("/susah/")

    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []
