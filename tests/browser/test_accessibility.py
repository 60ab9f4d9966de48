"""axe-core finds nothing, on any page, in light and dark, wide and narrow."""

from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.shortcuts import render
from django.test import RequestFactory

import guyub
from guyub.foundation.kernel.web.views.errors import server_error
from tests.browser.conftest import PAGES_OF, SIZES
from tests.browser.public_pages import PAGES
from tests.running import is_short

pytestmark = pytest.mark.browser
AXE = Path(guyub.__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"


GROUNDS = {"light": "rgb(248, 246, 242)", "dark": "rgb(20, 19, 18)"}
# Colours that are still fading, from one theme to the other or of what just appeared, arrive first.
SETTLE = "document.getAnimations().forEach(part => part.effect.getComputedTiming().endTime < Infinity && part.finish())"


# What a theme can change: a dark page is the light one with other colours.
COLOURS = ["color-contrast", "link-in-text-block"]
# What the size of a screen can change besides: the page is the same, laid out in another way.
LAYOUT = ["scrollable-region-focusable", "label", "button-name", "link-name", "region"]
# No rule that runs asks for the style sheets; without this axe would read them all, each time.
PRELOAD = "preload: {assets: ['media']}"


# The tenth row of a list is made as the nine before it.
MORE_OF_THE_SAME = ["main tbody tr:nth-child(n+10)", "main .list > :nth-child(n+10)"]


# What reaches past the card that it stands in, where nobody can scroll to it, is cut off.
CUT_OFF = """[...document.querySelectorAll('main .card table, main .card .list, main .card input')].filter(part => {
  const card = part.closest('.card').getBoundingClientRect(), own = part.getBoundingClientRect();
  if (!part.checkVisibility() || own.right <= card.right + 1) return false;
  for (let box = part.parentElement; box.tagName !== 'MAIN'; box = box.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return false;
  return true;
}).map(part => `cut-off: ${part.outerHTML.slice(0, 160)}`)"""


# Somebody's menus are the same on every page, but for the place where one is and the key of a form.
MENUS = """['.side', '.dock'].flatMap(menu => [...document.querySelectorAll(menu)].map(
  part => [menu, part.outerHTML.replaceAll(/ (aria-current="[a-z]+"|value="[0-9A-Za-z]{64}")/g, '')]))"""
SEEN = set()


def seen_before(page, width, theme):
    """Select the menus that axe has looked at on a screen of this width, in this theme; note the others."""
    here = [(width, theme, menu, html) for menu, html in page.evaluate(MENUS)]
    new = {one[2] for one in here if one not in SEEN}
    SEEN.update(here)
    return sorted({one[2] for one in here} - new)


def findings(page, only=(), without=()):
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE.read_text())
    where = f"{{exclude: {without}}}" if without else "document"
    rules = f"runOnly: {{type: 'rule', values: {list(only)}}}" if only else ""
    report = page.evaluate(
        f"axe.run({where}, {{resultTypes: ['violations'], selectors: false, {PRELOAD}, {rules}}})"
    )
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for found in report["violations"]
        for node in found["nodes"]
    ]


def findings_in(page, theme, without=(), only=()):
    """Let axe look at all in light, at the colours in dark: nothing else differs but the media of one style sheet.

    ``only`` None: what is cut off is looked for, and axe is left out.
    """
    page.emulate_media(color_scheme=theme)
    page.evaluate(SETTLE)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == GROUNDS[theme]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), theme
    found = page.evaluate(CUT_OFF)
    if only is not None:
        found += findings(page, COLOURS if theme == "dark" else only, without)
    return [f"{theme}: {finding}" for finding in found]


def findings_in_both_themes(page):
    """Let axe look in light, then in dark."""
    return [finding for theme in GROUNDS for finding in findings_in(page, theme)]


def findings_on_both_screens(page):
    """Look on a narrow screen that is touched and on a wide one with a mouse: the page is the same.

    On every other page, by turns of addresses, axe looks at all on one of them and at what a size can change on the
    other; on some in dark too: pages are made of the same parts. With --long it looks at everything, on both, in both.
    """
    screen, found, is_whole = page.context.new_cdp_session(page), [], not is_short()
    turn = crc32(urlsplit(page.url).path.encode())
    for width, size in sorted(SIZES.items()):
        is_touched = width < 800
        page.set_viewport_size(size)
        screen.send("Emulation.setTouchEmulationEnabled", {"enabled": is_touched})
        assert page.evaluate("[innerWidth, matchMedia('(pointer: coarse)').matches]") == [width, is_touched]
        is_all = is_whole or width == sorted(SIZES)[turn % 2]
        for theme in GROUNDS if is_whole or (is_all and turn // 2 % 2) else ("light",):
            if not is_whole and turn // 4 % 2:
                found += [f"{width}: {finding}" for finding in findings_in(page, theme, only=None)]
                continue
            left_out = [*seen_before(page, width, theme), *([] if is_whole else MORE_OF_THE_SAME)]
            only = () if is_all else LAYOUT
            found += [f"{width}: {finding}" for finding in findings_in(page, theme, left_out, only)]
    screen.detach()
    return found


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_in_anybodys_way(read, path):
    assert findings_on_both_screens(read(path)) == []


@pytest.mark.parametrize(
    ("role", "path"), [(role, path) for role, paths in PAGES_OF.items() for path in paths]
)
def test_nor_for_anybody_who_works_here(read, role, path):
    page = read(path, role=role)

    assert page.locator("h1").count() == 1
    assert findings_on_both_screens(page) == []


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
