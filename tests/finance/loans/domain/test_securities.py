from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.securities import (
    COUNTED_AS,
    PLEDGE_WORDS,
    Pledge,
    SecurityRefusedError,
    ThingTyped,
    checked_reason,
    checked_thing,
    counted_rp_of,
    missing_security,
    share_ppm_of,
)

TODAY = date(2026, 11, 25)
GOOD = {
    "pledge": "BPKB",
    "thing": "Motor  Beat 2021 ",
    "paper_no": " L-0123 ",
    "owner": "Siti",
    "value_rp": 9_000_000,
    "kept_at": "Lemari besi",
}
# principal, guarantor above, collateral above, guarantors, things -> what is missing
CASES = (
    ("nothing is asked", 5_000_000, None, None, 0, 0, None),
    ("at the limit nothing is asked", 1_000_000, 1_000_000, 1_000_000, 0, 0, None),
    ("above it somebody stands surety", 1_000_001, 1_000_000, None, 0, 0, ("guarantor", 1_000_000)),
    ("one guarantor is enough", 1_000_001, 1_000_000, None, 1, 0, None),
    ("things are no guarantor", 2_000_000, 1_000_000, None, 0, 3, ("guarantor", 1_000_000)),
    ("the guarantor is asked first", 9_000_000, 1_000_000, 3_000_000, 0, 0, ("guarantor", 1_000_000)),
    ("then something is pledged", 9_000_000, 1_000_000, 3_000_000, 2, 0, ("collateral", 3_000_000)),
    ("both are there", 9_000_000, 1_000_000, 3_000_000, 1, 1, None),
    ("a limit of nothing always asks", 1, 0, 0, 1, 0, ("collateral", 0)),
)


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_what_a_loan_still_needs(case):
    _, principal_rp, guarantor_above_rp, collateral_above_rp, guarantors, things, missing = case
    told = missing_security(
        principal_rp=principal_rp,
        guarantor_above_rp=guarantor_above_rp,
        collateral_above_rp=collateral_above_rp,
        guarantors=guarantors,
        things=things,
    )
    assert told == missing


@pytest.mark.parametrize(
    ("pledge", "share_ppm"),
    [
        ("BPKB", 500_000),
        ("SERTIFIKAT_HT", 800_000),
        ("SERTIFIKAT", 600_000),
        ("GIRIK", 500_000),
        ("EMAS", 1_000_000),
        ("SIMPANAN", 1_000_000),
        ("ELEKTRONIK", 0),
        ("BARANG", 0),
    ],
)
def test_what_part_of_a_thing_counts(pledge, share_ppm):
    assert share_ppm_of(Pledge(pledge), TODAY) == share_ppm


def test_every_kind_has_words_and_a_part():
    assert set(PLEDGE_WORDS) == set(COUNTED_AS) == set(Pledge)


def test_what_counts_is_rounded_down():
    assert counted_rp_of(value_rp=9_000_001, share_ppm=500_000) == 4_500_000


@given(value_rp=st.integers(1, 10**15), share_ppm=st.integers(0, 1_000_000))
def test_what_counts_is_never_more_than_the_value(value_rp, share_ppm):
    counted_rp = counted_rp_of(value_rp=value_rp, share_ppm=share_ppm)
    assert 0 <= counted_rp <= value_rp
    assert counted_rp * 1_000_000 <= value_rp * share_ppm < (counted_rp + 1) * 1_000_000


def test_a_thing_is_kept_as_it_was_told():
    thing = checked_thing(ThingTyped(**GOOD))
    assert (thing.pledge, thing.thing, thing.paper_no) == ("BPKB", "Motor Beat 2021", "L-0123")
    assert (thing.owner, thing.value_rp, thing.kept_at) == ("Siti", 9_000_000, "Lemari besi")
    assert checked_thing(ThingTyped(**GOOD | {"paper_no": ""})).paper_no == ""


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"pledge": "RUMAH"}, "kind"),
        ({"thing": "ab"}, "thing"),
        ({"thing": "x" * 121}, "thing"),
        ({"paper_no": "x" * 41}, "paper"),
        ({"paper_no": "3573 0341 0590 0001"}, "paper"),
        ({"owner": " "}, "owner"),
        ({"owner": "x" * 81}, "owner"),
        ({"value_rp": 0}, "value"),
        ({"value_rp": 10**19}, "value"),
        ({"kept_at": ""}, "kept"),
        ({"kept_at": "x" * 61}, "kept"),
    ],
)
def test_what_does_not_fit_is_refused(told, wrong):
    with pytest.raises(SecurityRefusedError) as caught:
        checked_thing(ThingTyped(**GOOD | told))
    assert caught.value.facts["wrong"] == wrong


def test_a_reason_has_words():
    assert checked_reason("  sudah   lunas ") == "sudah lunas"
    for reason in ("", "a b"[:2], "x" * 201):
        with pytest.raises(SecurityRefusedError) as caught:
            checked_reason(reason)
        assert caught.value.facts["wrong"] == "reason"
