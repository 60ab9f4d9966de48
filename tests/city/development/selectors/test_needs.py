import pytest

from guyub.city.development.domain.needs import NeedKind
from guyub.city.development.selectors.needs import (
    EVERY_STATE,
    NOTHING,
    Asked,
    Tally,
    board,
    needs_of,
    totals_by_kind,
    totals_by_place,
)
from guyub.city.development.selectors.open_counts import open_needs
from guyub.foundation.kernel.tenancy.scope import ScopeWidenedError, scope
from tests.city.development.makers import S, bring_to, move, raise_one


@pytest.fixture
def ids(world):
    """Four needs of Bumiayu (one used, one declined) and one of Arjosari."""
    raise_one(world, title="Rak", quantity=3, estimate_rp=4_500_000)
    raise_one(world, title="Rak lagi", quantity=2, estimate_rp=None, urgency=3)
    bring_to(world, raise_one(world, title="Timbangan", kind="TIMBANGAN", estimate_rp=750_000), S.IN_USE)
    move(world, raise_one(world, title="Mobil", kind="KENDARAAN", estimate_rp=1), S.DECLINED)
    raise_one(
        world, place=world.arjosari, title="Rak panjang", quantity=10, unit="meter", estimate_rp=2_000_000
    )
    return [world.bumiayu.id, world.arjosari.id]


def titles(ids, **asked):
    with scope(*ids):
        return [row.title for row in needs_of(place_ids=ids, asked=Asked(**asked))]


def test_the_list_shows_what_is_open_the_pressing_first(ids):
    assert titles(ids) == ["Rak lagi", "Rak", "Rak panjang"]
    assert titles(ids[:1]) == ["Rak lagi", "Rak"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "TIMBANGAN"}, []),
        ({"kind": "TIMBANGAN", "state": EVERY_STATE}, ["Timbangan"]),
        ({"state": "DECLINED"}, ["Mobil"]),
        ({"urgency": 3}, ["Rak lagi"]),
        ({"kecamatan": "35.73.01"}, ["Rak panjang"]),
        ({"kecamatan": "35.73.0"}, []),
    ],
)
def test_filters(ids, asked, expected):
    assert titles(ids, **asked) == expected


def test_the_board_names_every_state_and_counts_what_has_no_estimate(ids):
    with scope(*ids):
        tallies = board(place_ids=ids, asked=Asked(state="DECLINED"))

    assert list(tallies) == list(S)
    assert tallies[S.RAISED] == Tally(3, 15, 6_500_000, 1)
    assert tallies[S.IN_USE] == Tally(1, 3, 750_000, 0)
    assert tallies[S.FUNDED] == NOTHING


def test_sums_by_kind_keep_units_apart_and_by_cooperative_add_up(ids):
    with scope(*ids):
        kinds = totals_by_kind(place_ids=ids, asked=Asked())
        places = totals_by_place(place_ids=ids, asked=Asked())
        counted = open_needs(ids)

    assert kinds == [
        (NeedKind.RAK_ETALASE, "buah", Tally(2, 5, 4_500_000, 1)),
        (NeedKind.RAK_ETALASE, "meter", Tally(1, 10, 2_000_000, 0)),
    ]
    assert [(name, tally.count, tally.estimate_rp) for _, name, tally in places] == [
        ("KKMP Bumiayu", 2, 4_500_000),
        ("KKMP Arjosari", 1, 2_000_000),
    ]
    assert counted == {ids[0]: 2, ids[1]: 1}


def test_a_page_starts_where_the_one_before_ended(ids):
    with scope(*ids):
        parts = [needs_of(place_ids=ids, asked=Asked(), most=2, start=start) for start in (0, 2, 4)]

    assert [[row.title for row in part] for part in parts] == [["Rak lagi", "Rak"], ["Rak panjang"], []]


def test_a_scope_of_one_cannot_read_the_other(ids):
    with scope(ids[0]), pytest.raises(ScopeWidenedError), scope(*ids):
        pass
    with scope(ids[0]):
        assert len(needs_of(place_ids=ids, asked=Asked())) == 2
