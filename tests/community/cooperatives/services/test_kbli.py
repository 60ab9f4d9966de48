import pytest

from guyub.community.cooperatives.selectors.profiles import kbli_of
from guyub.community.cooperatives.services.kbli import KbliRefusedError, choose_kbli, end_kbli
from guyub.foundation.kernel.tenancy.scope import scope


def lines(world):
    with scope(world.bumiayu.id):
        return [(row.code, row.edition, row.title) for row in kbli_of(cooperative_id=world.bumiayu.id)]


def test_lines_of_business_are_chosen_ended_and_chosen_again(shared, world):
    chosen = choose_kbli(code="47112", edition=2020, title="", **shared())

    assert lines(world) == [("47112", 2020, "Perdagangan eceran sembako di toko")]
    end_kbli(kbli_id=chosen, **shared())
    assert lines(world) == []
    with pytest.raises(KbliRefusedError) as refusal:
        end_kbli(kbli_id=chosen, **shared())
    assert refusal.value.facts == {"wrong": "gone"}
    choose_kbli(code="47112", edition=2020, title="Toko sembako", **shared())
    assert lines(world) == [("47112", 2020, "Toko sembako")]


@pytest.mark.parametrize(
    ("code", "edition", "title", "expected"),
    [
        ("4711", 2020, "x", "code"),
        ("4711A", 2020, "x", "code"),
        ("47111", 2015, "x", "edition"),
        ("99999", 2020, "", "title"),
        ("99999", 2020, "x" * 121, "title"),
        ("47112", 2025, "", "taken"),
    ],
)
def test_what_is_no_line_of_business_is_refused(code, edition, title, expected, shared, world):
    choose_kbli(code="47112", edition=2025, title="", **shared())
    with pytest.raises(KbliRefusedError) as refusal:
        choose_kbli(code=code, edition=edition, title=title, **shared())

    assert refusal.value.facts == {"wrong": expected}
    assert len(lines(world)) == 1
