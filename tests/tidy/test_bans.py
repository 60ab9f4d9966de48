"""Runs every ban over the tree, and proves that each one bites."""

import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.tidy.bans import BANS, DRAWERS, LARGER, LARGEST_FILE, LONGEST_MODULE

ROOT = Path(__file__).resolve().parents[2]
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
)
FILES = tuple(path for path in LISTED.stdout.split("\n") if path and (ROOT / path).is_file())
VENDORED = "/vendor/"


@cache
def text_of(path):
    """Read a file of the project; what is no text is empty."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.name)
def test_a_ban_refuses_its_bad_line_and_lets_its_good_line_pass(ban):
    assert list(ban.find(ban.bad))
    assert not list(ban.find(ban.good))


@cache
def found_in_the_tree():
    """Hold every ban against a file before the next one is opened."""
    found = defaultdict(list)
    for path in FILES:
        for ban in BANS:
            if ban.covers(path) and VENDORED not in path:
                found[ban.name] += [f"{path}:{line}" for line in ban.find(text_of(path))]
    return found


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.name)
def test_nothing_banned_is_in_the_tree(ban):
    assert not found_in_the_tree()[ban.name], f"{ban.name}: {ban.instead}"


def test_no_drawers():
    assert not [
        path for path in FILES if path.endswith(".py") and DRAWERS & {*Path(path).with_suffix("").parts}
    ]


def test_modules_and_files_stay_small():
    assert not [path for path in FILES if path.endswith(".py") and text_of(path).count("\n") > LONGEST_MODULE]
    assert not [path for path in FILES if (ROOT / path).stat().st_size > LARGER.get(path, LARGEST_FILE)]


def test_files_end_with_a_line_and_use_no_tabs():
    code = [
        path
        for path in FILES
        if path.endswith((".py", ".html", ".js", ".css", ".md", ".toml")) and VENDORED not in path
    ]

    assert not [path for path in code if text_of(path) and not text_of(path).endswith("\n")]
    assert not [path for path in code if "\t" in text_of(path) and not path.startswith("tests/tidy/")]
