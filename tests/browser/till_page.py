"""The till's page before a server in memory: who opens it, and how a cashier gets in and sells."""

from tests.browser.conftest import SIZES
from tests.browser.till_server import TillServer
from tests.browser.till_shop import PIN

CONNECTED = "#jaringan-kata:text-is('Tersambung')"


def serving():
    """Run the server of a test."""
    running = TillServer().start()
    yield running
    running.stop()


def opening(chromium, server):
    """Open the till on a device, bound and with an open shift unless told otherwise."""
    contexts, wrong = [], []

    def opened(width=1280, *, is_bound=True):
        context = chromium.new_context(
            viewport=SIZES[width],
            has_touch=width < 800,
            locale="id-ID",
            base_url=f"http://127.0.0.1:{server.port}",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        page.goto("/kasir/")
        if is_bound:
            bind(page)
            page.wait_for_selector(".good")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def bind(page):
    page.fill("#kode", "KODE-1234")
    page.keyboard.press("Enter")
    page.click("label:has-text('Rina')")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.fill("#awal", "100000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#awal", state="detached")


def sell(page, *names):
    """Sell for the exact amount."""
    for name in names:
        page.fill("#brg", name)
        page.press("#brg", "Enter")
    page.keyboard.press("F9")
    page.wait_for_selector(".till__last")
