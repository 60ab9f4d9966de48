"""A page that points somewhere points at something."""

import re
from urllib.parse import unquote

import pytest

from tests.tidy.test_bans import FILES, ROOT

PAGES = tuple(path for path in FILES if path.endswith(".md") and not path.startswith("tests/"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`((?:guyub|tests|docs|bench|tools|requirements)/[\w./-]+)`")


def prose(path):
    """Read a page without its blocks of code."""
    return FENCE.sub("", (ROOT / path).read_text())


def anchors(path):
    """List the headings of a page as a link names them."""
    titles = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_somewhere(path):
    lost = []
    for link in LINK.findall(prose(path)):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        file = (ROOT / path).parent / unquote(target) if target else ROOT / path
        if not file.exists() or (anchor and anchor not in anchors(file.relative_to(ROOT))):
            lost.append(link)

    assert not lost


@pytest.mark.parametrize("path", PAGES)
def test_files_that_are_named_exist(path):
    assert not [named for named in NAMED.findall(prose(path)) if not (ROOT / named).exists()]


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), ["README.md"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        for link in LINK.findall(prose(path)):
            file = ((ROOT / path).parent / link.partition("#")[0]).resolve()
            if file.suffix == ".md" and file.is_relative_to(ROOT):
                found = str(file.relative_to(ROOT))
                waiting += [found] if found not in reached else []

    assert {path for path in PAGES if path.startswith("docs/")} <= reached
