"""The fifteen acceptance tests of rationed goods stand by their numbers, in the files that the page names."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_of_the_fifteen_stands_where_the_page_says():
    page = (ROOT / "docs/algorithms/quota.md").read_text()
    rows = dict(re.findall(r"^\| (\d\d) \|.*\| (`tests/[^|]+) \|$", page, re.MULTILINE))
    assert sorted(rows) == [f"{number:02}" for number in range(1, 16)]
    for number, told in rows.items():
        first, *others = re.findall(r"`([^`]+)`", told)
        paths = [ROOT / first, *((ROOT / first).parent / name for name in others)]
        assert any(f"def test_7_13_{number}_" in path.read_text() for path in paths), number
