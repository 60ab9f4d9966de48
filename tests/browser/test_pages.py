"""How pages behave under a hand: narrow screens, keyboard, themes, bad signal, paper."""

import pytest

from tests.browser.public_pages import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_page_never_moves_sideways_and_has_one_title(read, path):
    page = read(path, width=360)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", ["/", "/sistem/", "/perintah/?q=ha"])
def test_what_is_touched_is_large_enough(read, path):
    page = read(path, width=360)
    small = page.evaluate(
        """[...document.querySelectorAll('nav a, nav button, .btn, input:not([type=hidden]), select, .topbar a')]
           .filter(part => part.checkVisibility())
           .map(part => [part.outerHTML.slice(0, 120), part.getBoundingClientRect()])
           .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
           .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )

    assert small == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit):
    page = visit("/sistem/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#isi"


def test_a_chosen_theme_survives_a_reload(visit):
    page = visit("/sistem/", theme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)

    page.locator("[data-module=theme]:visible").first.click()
    dark = page.evaluate(ground)
    page.reload()

    assert dark != light
    assert page.evaluate(ground) == dark


def test_the_palette_goes_to_a_page_by_keyboard_alone(visit):
    page = visit("/sistem/")
    page.keyboard.press("Control+k")
    page.keyboard.type("kompon")
    page.wait_for_selector("dialog[open] .palette__found a >> text=Komponen tampilan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/gaya/")


def test_what_the_palette_finds_later_loses_nobody_on_the_way(visit):
    page = visit("/sistem/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open] .palette__found a")
    page.keyboard.press("ArrowDown")
    page.get_by_role("dialog").get_by_role("searchbox").evaluate(
        "field => { field.value = 'kompon'; field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.wait_for_selector("dialog[open] .palette__found a >> text=Komponen tampilan")
    page.wait_for_function("() => document.querySelectorAll('.palette__found a').length === 1")
    page.keyboard.press("Enter")

    page.wait_for_url("**/gaya/")


def test_the_palette_gives_the_focus_back(visit):
    page = visit("/sistem/")
    opener = page.locator("[data-opens]:visible").first
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")

    assert page.locator("dialog[open]").count() == 0
    assert opener.evaluate("part => part === document.activeElement")


def test_wide_has_the_side_menu_and_narrow_the_bar_below(visit):
    for width, side, dock in ((1280, True, False), (360, False, True)):
        page = visit("/sistem/", width=width)
        assert page.locator(".side").is_visible() is side
        assert page.locator(".dock").is_visible() is dock


def test_the_list_narrows_while_one_types(visit):
    page = visit("/")
    page.get_by_role("searchbox").first.fill("bumi")

    assert page.locator("[data-name]:visible").count() == 1
    assert page.locator("#jumlah").inner_text() == "1 koperasi"


def test_without_signal_the_person_is_told(visit):
    page = visit("/gaya/", is_failing_on_purpose=True)
    page.keyboard.press("Control+k")
    page.context.set_offline(True)
    page.keyboard.type("ke")

    page.get_by_text("Tidak ada sinyal. Coba lagi sebentar.").wait_for()


def test_paper_shows_the_content_alone(visit):
    page = visit("/sistem/")
    page.emulate_media(media="print")

    assert not page.locator(".side").is_visible()
    assert page.locator("h1").is_visible()


def test_a_page_works_without_script(chromium, demo):
    context = chromium.new_context(java_script_enabled=False, base_url=demo)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").first.fill("bumiayu")
    page.keyboard.press("Enter")
    page.wait_for_url("**kelurahan=bumiayu**")

    assert page.locator("[data-name]").count() == 1
    context.close()
