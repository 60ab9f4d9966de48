"""Old phones, weak signal: what a page may weigh on the wire."""

import pytest

pytestmark = pytest.mark.browser
FIRST_LOAD_BYTES, PAGE_BYTES = 300_000, 100_000


def loads(page, path):
    """Go there and sum what came over the wire."""
    session = page.context.new_cdp_session(page)
    received = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    session.detach()
    return sum(received)


def test_the_first_load_and_the_pages_after_it(chromium, demo):
    context = chromium.new_context(base_url=demo)
    page = context.new_page()

    assert loads(page, "/") <= FIRST_LOAD_BYTES
    for path in ("/sistem/", "/perintah/", "/"):
        assert loads(page, path) <= PAGE_BYTES, path
    context.close()
