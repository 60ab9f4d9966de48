from datetime import date

import pytest

from guyub.community.members.domain.businesses import (
    PAPER_WORDS,
    BusinessTyped,
    business_fault,
    paper_fault,
    paper_standing,
)
from guyub.community.members.domain.files import BusinessPaperKind

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("_case", "told", "fault"),
    [
        ("least", {}, None),
        ("all", {"a_month": "200 bungkus", "turnover_rp": 3_000_000, "since_year": 2026, "place": "x"}, None),
        ("no name", {"name": ""}, "name"),
        ("nothing made", {"makes": ""}, "makes"),
        ("long name", {"name": "x" * 81}, "name"),
        ("long makes", {"makes": "x" * 201}, "makes"),
        ("long month", {"a_month": "x" * 81}, "a_month"),
        ("long place", {"place": "x" * 121}, "place"),
        ("below nothing", {"turnover_rp": -1}, "turnover"),
        ("too much", {"turnover_rp": 1_000_000_000_001}, "turnover"),
        ("nobody works", {"workers": 0}, "workers"),
        ("a factory", {"workers": 1001}, "workers"),
        ("not yet", {"since_year": 2027}, "since"),
        ("too old", {"since_year": 1899}, "since"),
    ],
)
def test_what_cannot_be_kept_of_a_business(_case, told, fault):
    typed = BusinessTyped(**{"name": "Keripik", "makes": "Keripik tempe", **told})
    assert business_fault(typed, today=TODAY) == fault


@pytest.mark.parametrize(
    ("_case", "kind", "number", "has_file", "fault"),
    [
        ("a photo", "FOTO", "", True, None),
        ("a photo by number", "FOTO", "12", False, "shows"),
        ("by number", "NIB", "1234567890123", False, None),
        ("by picture", "HALAL", "", True, None),
        ("nothing", "PIRT", "", False, "shows"),
        ("unknown", "SIM", "1", True, "kind"),
        ("long", "NIB", "1" * 61, True, "number"),
    ],
)
def test_what_a_paper_lacks(_case, kind, number, has_file, fault):
    assert paper_fault(kind=kind, number=number, has_file=has_file) == fault


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        (None, "holds"),
        (date(2027, 1, 24), "holds"),  # 61 days
        (date(2027, 1, 23), "near"),
        (TODAY, "near"),
        (date(2026, 11, 23), "over"),
    ],
)
def test_how_a_certificate_stands(until, standing):
    assert paper_standing(until, today=TODAY) == standing


def test_every_kind_of_paper_has_words():
    assert set(PAPER_WORDS) == set(BusinessPaperKind)
