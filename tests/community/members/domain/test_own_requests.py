from datetime import date

import pytest

from guyub.community.members.domain.own_requests import (
    ANSWER_DAYS,
    FIELD_WORDS,
    KIND_WORDS,
    NUMBER_FIELDS,
    OwnRequestKind,
    day_in,
    meant,
)
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.parameters.domain.catalogue import CATALOGUE


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12-5-1984", date(1984, 5, 12)),
        (" 12/05/1984 ", date(1984, 5, 12)),
        ("12.5.1984", date(1984, 5, 12)),
        ("1984-05-12", date(1984, 5, 12)),
        ("31-2-1984", None),
        ("12-5", None),
        ("12-5-84", None),
        ("12-lima-1984", None),
        ("12-5-19840", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(written, day):
    assert day_in(written) == day


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("name", "  Siti   Aminah ", "Siti Aminah"),
        ("name", "   ", None),
        ("born_on", "12-5-1984", "1984-05-12"),
        ("born_on", "besok", None),
        ("sex", "perempuan", "P"),
        ("sex", "l", "L"),
        ("sex", "wanita", None),
        ("kk_relation", "Kepala keluarga", "KEPALA"),
        ("kk_relation", "ANAK", "ANAK"),
        ("kk_relation", "", None),
    ],
)
def test_what_a_field_should_be_is_brought_to_its_form(field, written, kept):
    assert meant(field, written) == kept


def test_every_kind_has_words_and_a_deadline_and_every_number_its_place_in_the_vault():
    assert set(KIND_WORDS) == set(ANSWER_DAYS) == set(OwnRequestKind)
    assert set(ANSWER_DAYS.values()) <= set(CATALOGUE)
    assert set(NUMBER_FIELDS) <= set(FIELD_WORDS)
    assert set(NUMBER_FIELDS.values()) == set(SecretKind)
