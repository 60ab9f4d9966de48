"""Every fault that the rules name has its words."""

import re
from pathlib import Path

import pytest

from guyub.community.cooperatives.domain import import_rows
from guyub.community.cooperatives.domain.import_shapes import RowFault
from guyub.community.cooperatives.web.import_words import FAULT_WORDS, fault_line


def test_every_fault_of_the_rules_has_words_and_no_words_are_idle():
    text = Path(import_rows.__file__).read_text()

    assert {wrong for wrong in FAULT_WORDS if f'"{wrong}"' in text} == set(FAULT_WORDS)
    assert set(re.findall(r'\.fault\([^,]+, "(\w+)"', text)) <= set(FAULT_WORDS)


@pytest.mark.parametrize(
    ("wrong", "suggestion", "said"),
    [
        ("duplicate", "12", "Baris 12"),
        ("term_long", "2030-06-01", "Paling lama sampai 1\u00a0Jun\u00a02030"),
        ("before_deed", "2025-06-02", "Akta: 2\u00a0Jun\u00a02025"),
        ("bad_post", "SEKRETARIS", "Mungkin Sekretaris"),
        ("two_posts", "KETUA", "Sekarang Ketua"),
        ("bad_value", "YES_NO", "Bentuknya: ya atau tidak"),
        ("unknown_code", "35.73.03.1003 Bumiayu", "Mungkin 35.73.03.1003 Bumiayu"),
        ("missing", "", ""),
    ],
)
def test_a_suggestion_is_said_in_words(wrong, suggestion, said):
    line = fault_line("OFFICERS", RowFault(3, "post", wrong, suggestion))

    assert (line.suggestion, line.field, line.line) == (said, "Jabatan", 3)
