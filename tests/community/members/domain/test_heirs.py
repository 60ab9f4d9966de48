import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.heirs import HeirTyped, fault_of, heirs_words


def heir(name="Ani", share=100, relation="anak", note=""):
    return HeirTyped(name, relation, share, note)


@pytest.mark.parametrize(
    ("_case", "heirs", "fault"),
    [
        ("nobody", [], None),
        ("one", [heir()], None),
        ("three", [heir("Ani", 34), heir("Budi", 33), heir("Cici", 33)], None),
        ("99", [heir("Ani", 50), heir("Budi", 49)], ("sum", 99)),
        ("101", [heir("Ani", 50), heir("Budi", 51)], ("sum", 101)),
        ("nothing", [heir("Ani", 100), heir("Budi", 0)], ("share", 2)),
        ("more", [heir("Ani", 101)], ("share", 1)),
        ("whose", [heir("Ani", 50), heir("Budi", 50, relation="")], ("relation", 2)),
        ("long", [heir(relation="x" * 41)], ("relation", 1)),
        ("words", [heir(note="x" * 201)], ("note", 1)),
        ("twice", [heir("Ani", 50), heir("ANI", 50)], ("twice", 2)),
        ("eleven", [heir(str(n), 9) for n in range(11)], ("many", 10)),
    ],
)
def test_what_is_not_right_with_heirs(_case, heirs, fault):
    assert fault_of(heirs) == fault


def test_heirs_in_a_line():
    assert heirs_words([heir("Ani", 60), heir("Budi", 40)]) == "Ani 60 %, Budi 40 %"
    assert heirs_words([]) == ""


@given(shares=st.lists(st.integers(1, 100), min_size=1, max_size=10))
def test_only_the_whole_is_shared(shares):
    heirs = [heir(str(place), share) for place, share in enumerate(shares)]
    assert (fault_of(heirs) is None) == (sum(shares) == 100)
