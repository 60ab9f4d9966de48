"""Docs hold to code: every command, setting, refusal, rule, address and decision stands where people look for it."""

import argparse
import re

from django.urls import URLResolver, get_resolver

import run
from guyub.config.calc import MODULES
from guyub.config.cli import _parser
from guyub.foundation.kernel.web.messages import sentences
from tests.tidy.test_bans import FILES, ROOT

SETTING = re.compile(r"[\"'$({](?P<name>(?:GUYUB|DATABASE|PROMETHEUS)_[A-Z_]+[A-Z]|CI)[\"':})]")
CODE = re.compile(r'^    code: ClassVar\[str\] = "([^"]+)"', re.MULTILINE)
LONGEST_DECISION = 25


def headings(page):
    """List the headings of a page of docs/."""
    return set(re.findall(r"^#+ (.+)$", (ROOT / "docs" / page).read_text(), re.MULTILINE))


def first_cells(page):
    """List the first cells, marked as code, of the tables of a page."""
    return set(re.findall(r"^\| `([^`]+)`", (ROOT / "docs" / page).read_text(), re.MULTILINE))


def test_every_command_has_its_heading():
    (subcommands,) = (
        action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    product = {f"guyub {name}" for name in subcommands.choices}
    ours = {f"./run {name}" for name in (*run.USER_COMMANDS, *run.DEVELOPER_COMMANDS, "guyub")}
    written = {
        title for title in headings("operations/commands.md") if title.startswith(("guyub ", "./run "))
    }

    assert written == product | ours


def test_every_setting_has_its_row():
    code = [
        path
        for path in FILES
        if path in {"run", "run.py", "tests/conftest.py"}
        or (path.startswith("guyub/") and path.endswith(".py"))
    ]
    used = {match["name"] for path in code for match in SETTING.finditer((ROOT / path).read_text())}

    assert used == first_cells("operations/settings.md")


def test_every_refusal_has_its_heading_and_each_case_its_line():
    page = (ROOT / "docs/errors.md").read_text()
    outside_django = {"calc.input.not_json", "calc.rule.unknown"}  # said by the command line itself
    product = [(ROOT / path).read_text() for path in FILES if re.match(r"guyub/.*\.py$", path)]
    codes = {code for text in product for code in CODE.findall(text)} | outside_django

    assert {title for title in headings("errors.md") if "." in title} == codes
    for key in sentences():
        _, _, wrong = key.partition(":")
        assert not wrong or f"`{wrong}`" in page


def test_every_rule_has_its_section():
    assert {title for title in headings("calc.md") if " " not in title} == set(MODULES)


def test_every_family_of_addresses_has_its_row():
    def families(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and not str(pattern.pattern):
                yield from families(pattern.url_patterns)
            else:
                whole = str(pattern.pattern)
                yield f"/{whole.partition('/')[0]}" + ("/" if "/" in whole else "")

    assert set(families(get_resolver().url_patterns)) == first_cells("addresses.md")


def test_decisions_are_short_and_listed():
    listed = (ROOT / "docs/adr/README.md").read_text()
    decisions = [path for path in FILES if re.match(r"docs/adr/\d{4}-", path)]

    for number, path in enumerate(sorted(decisions), 1):
        text = (ROOT / path).read_text()
        assert path.startswith(f"docs/adr/{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert text.count("\n") <= LONGEST_DECISION
        assert f"({path.removeprefix('docs/adr/')})" in listed


def test_decisions_that_code_names_exist():
    named = {
        int(number)
        for path in FILES
        if path.startswith(("guyub/", "docs/")) and path.endswith((".py", ".md", ".html"))
        for number in re.findall(r"\bADR (\d+)", (ROOT / path).read_text())
    }

    assert named <= set(range(1, 1 + sum(bool(re.match(r"docs/adr/\d{4}-", path)) for path in FILES)))
