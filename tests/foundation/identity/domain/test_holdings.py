from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from guyub.foundation.identity.domain.holdings import Holding, both_sides
from guyub.foundation.identity.domain.roles import Action, Role

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("_case", "starts", "ends", "holds"),
    [
        ("still", -1, None, True),
        ("from this moment", 0, None, True),
        ("from tomorrow", 24, None, False),
        ("until yesterday", -48, -24, False),
        ("the end itself is outside", -48, 0, False),
    ],
)
def test_a_role_is_held_from_its_start_up_to_its_end(_case, starts, ends, holds):
    held = Holding(
        uuid4(),
        "Sri",
        Role.KASIR,
        NOON + timedelta(hours=starts),
        None if ends is None else NOON + timedelta(hours=ends),
    )

    assert held.holds_at(NOON) is holds


def test_who_holds_two_roles_that_ask_and_approve_is_named():
    sri, hadi = uuid4(), uuid4()
    held = [
        Holding(sri, "Sri", Role.SEKRETARIS, NOON, None),
        Holding(hadi, "Hadi", Role.PENGAWAS, NOON, None),
        Holding(sri, "Sri", Role.KETUA, NOON, None),
    ]

    found = list(both_sides(held))

    assert [(name, ask) for name, ask, _ in found] == [
        ("Sri", Action.ASK_ROLE),
        ("Sri", Action.ASK_RESET),
        ("Sri", Action.ASK_PARAMETER),
        ("Sri", Action.KEEP_MEMBERS),
    ]
    assert found[0][2] == (Role.SEKRETARIS, Role.KETUA)
