from datetime import UTC, datetime
from uuid import uuid4

import pytest

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import (
    APPROVING_ROLES,
    CITY_ROLES,
    REACHING,
    TABLE,
    TWO_SIDED,
    Action,
    Actor,
    Role,
    can,
    fits,
    may_reach,
    needs_second_factor,
)

_OF_MEMBERS = {
    Action.KEEP_MEMBERS,
    Action.TAKE_SAVINGS,
    Action.KEEP_SAVINGS,
    Action.TAKE_LOANS,
    Action.KEEP_LOANS,
}
_OF_GOODS = {
    Action.MOVE_STOCK,
    Action.COUNT_STOCK,
    Action.BUY_GOODS,
    Action.KEEP_PARTNERS,
    Action.RESOLVE_EVENTS,
}
_OF_BOOKS = {Action.POST_JOURNAL, Action.RECORD_EVENT, Action.ASK_REOPEN}
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def test_every_role_is_in_the_table_and_has_a_name():
    assert set(TABLE) == set(Role) == set(ROLE_WORDS)


def test_every_act_is_somebodys_and_what_two_people_do_can_be_done_in_both_kinds_of_office():
    assert set().union(*TABLE.values()) == set(Action)
    for is_city in (True, False):
        held = set().union(*(TABLE[role] for role in Role if fits(role, is_city=is_city)))
        # A city office keeps no journal here, its money is the city's budget; it has neither members nor a shop. It
        # alone shares over many.
        asked = set(TWO_SIDED) - ({*_OF_BOOKS, *_OF_MEMBERS, *_OF_GOODS} if is_city else {Action.SHARE_GOODS})
        assert asked | {TWO_SIDED[ask] for ask in asked} <= held


@pytest.mark.parametrize("role", list(Role))
def test_no_role_alone_both_asks_and_approves(role):
    for ask, approve in TWO_SIDED.items():
        assert not {ask, approve} <= TABLE[role]


def test_a_member_and_a_cashier_approve_nothing():
    assert not {Role.ANGGOTA, Role.KASIR, Role.PRODUSEN} & APPROVING_ROLES
    assert needs_second_factor(Role.KETUA)
    assert not needs_second_factor(Role.KASIR)


def test_another_cooperative_is_never_allowed():
    actor = Actor(uuid4(), "Sri", Role.KETUA, 7, uuid4())

    assert can(actor, Action.VIEW_AUDIT, 7)
    assert not can(actor, Action.VIEW_AUDIT, 8)
    assert not can(actor, Action.KEEP_IDENTITY, 7)


def test_city_roles_belong_to_cities():
    assert {role for role in Role if fits(role, is_city=True)} == CITY_ROLES


@pytest.mark.parametrize("role", list(Role))
def test_only_a_citys_role_reaches_out_and_only_for_what_the_list_names(role):
    actor = Actor(uuid4(), "Ratna", role, 1, uuid4())

    for action in Action:
        expected = role in CITY_ROLES and action in REACHING and action in TABLE[role]
        assert may_reach(actor, action) is expected
    assert not {Action.UNMASK_IDENTITY, Action.APPROVE_ROLE, Action.MANAGE_TOKENS} & REACHING
