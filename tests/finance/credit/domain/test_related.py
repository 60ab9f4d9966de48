"""Who is a related party, and through whom."""

from uuid import uuid4

import pytest

from guyub.community.cooperatives.domain.officers import Relation
from guyub.finance.credit.domain.related import KinPair, Office, related_party

SITI, WATI, BUDI, LURAH = (uuid4() for _ in range(4))
O_SITI, O_WATI, O_BUDI, O_LURAH, O_PAST = (uuid4() for _ in range(5))
BENDAHARA = Office(O_WATI, WATI, "Wati Ningsih", "Bendahara")
KETUA = Office(O_BUDI, BUDI, "Budi Santoso", "Ketua")
BY_NAME = Office(O_LURAH, None, "Lurah Bumiayu", "Ketua pengawas")
OFFICES = (KETUA, BENDAHARA, BY_NAME)
SPOUSE = "suami atau istri Wati Ningsih (Bendahara)"


def party(**more):
    told = {
        "person_id": SITI,
        "offices": OFFICES,
        "held_ids": set(),
        "kin": (),
        "household": set(),
        "roles": (),
    }
    return related_party(**told | more)


def pair(one, other, relation=Relation.PASANGAN):
    return KinPair(one, other, relation)


@pytest.mark.parametrize(
    ("_case", "facts", "reasons", "through"),
    [
        (
            "an officer, by the list",
            {"offices": (*OFFICES, Office(O_SITI, SITI, "Siti", "Sekretaris")), "roles": ("Sekretaris",)},
            ("menjabat Sekretaris",),
            set(),
        ),
        ("by the role alone", {"roles": ("Pengawas",)}, ("berperan Pengawas",), set()),
        (
            "two offices",
            {
                "offices": (
                    Office(O_SITI, SITI, "Siti", "Sekretaris"),
                    Office(O_PAST, SITI, "Siti", "Bendahara"),
                )
            },
            ("menjabat Sekretaris", "menjabat Bendahara"),
            set(),
        ),
        (
            "left office, married to one in office",
            {"held_ids": {O_PAST}, "kin": (pair(O_PAST, O_WATI),)},
            (SPOUSE,),
            {WATI},
        ),
        (
            "the pair the other way round",
            {"held_ids": {O_PAST}, "kin": (pair(O_WATI, O_PAST),)},
            (SPOUSE,),
            {WATI},
        ),
        (
            "child of one, in-law of another",
            {
                "held_ids": {O_PAST},
                "kin": (
                    pair(O_PAST, O_BUDI, Relation.ORANG_TUA_ANAK),
                    pair(O_WATI, O_PAST, Relation.MERTUA_MENANTU),
                ),
            },
            (
                "orang tua atau anak Budi Santoso (Ketua)",
                "mertua atau menantu Wati Ningsih (Bendahara)",
            ),
            {BUDI, WATI},
        ),
        (
            "kin of one who is entered by name alone",
            {"held_ids": {O_PAST}, "kin": (pair(O_PAST, O_LURAH),)},
            ("suami atau istri Lurah Bumiayu (Ketua pengawas)",),
            set(),
        ),
        ("one KK", {"household": {BUDI}}, ("satu KK dengan Budi Santoso (Ketua)",), {BUDI}),
        (
            "kin is not told again as household",
            {"held_ids": {O_PAST}, "kin": (pair(O_PAST, O_WATI),), "household": {WATI, BUDI}},
            (SPOUSE, "satu KK dengan Budi Santoso (Ketua)"),
            {WATI, BUDI},
        ),
        (
            "an officer and kin of another",
            {
                "offices": (*OFFICES, Office(O_SITI, SITI, "Siti", "Sekretaris")),
                "held_ids": {O_SITI},
                "kin": (pair(O_SITI, O_WATI),),
            },
            ("menjabat Sekretaris", SPOUSE),
            {WATI},
        ),
    ],
)
def test_related_and_through_whom(_case, facts, reasons, through):
    found = party(**facts)

    assert found.reasons == reasons
    assert found.words == "; ".join(reasons)
    assert (found.people[0], set(found.people[1:])) == (SITI, through)
    assert list(found.people[1:]) == sorted(through)


@pytest.mark.parametrize(
    ("_case", "facts"),
    [
        ("nobody", {}),
        ("kin of one who left office", {"held_ids": {O_PAST}, "kin": (pair(O_PAST, uuid4()),)}),
        ("two officers who are kin of each other", {"kin": (pair(O_WATI, O_BUDI),)}),
        ("one KK with who holds no office", {"household": {uuid4()}}),
        ("an officer by name alone is nobody's household", {"household": set()}),
        ("left office", {"held_ids": {O_PAST}}),
    ],
)
def test_no_related_party(_case, facts):
    assert party(**facts) is None
