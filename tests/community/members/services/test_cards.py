"""Cards: given once to each, given anew, taken out of use."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from guyub.community.members.domain.register import Happened
from guyub.community.members.models import Card
from guyub.community.members.selectors.cards import (
    card_standing,
    cards_count,
    cards_of,
    faces_of,
    members_by_card,
)
from guyub.community.members.selectors.invariants import cards_follow_their_members
from guyub.community.members.services.cards import CardRefusedError, issue_cards, reissue_card, revoke_card
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, new_id

TODAY = NOW.date()


def act(world, use_case, role=Role.SEKRETARIS, request_id=None, **facts):
    return use_case(actor=world.actor(role), today=TODAY, request_id=request_id or new_id(), now=NOW, **facts)


def kept(world):
    with scope(world.bumiayu.id):
        rows = Card.objects.filter(cooperative=world.bumiayu).order_by("member__number", "no")
        return [(row.member.number, row.no, row.revoked_why) for row in rows.select_related("member")]


def acts(world):
    with scope(world.bumiayu.id):
        lines = trail(cooperative_id=world.bumiayu.id, most=20)
    return [(line.act, line.facts) for line in lines if line.act.startswith("members.card")]


@pytest.fixture
def three(world):
    return [world.member(name) for name in ("Siti Aminah", "Budi Hartono", "Dewi Lestari")]


def test_each_gets_one_and_who_has_one_keeps_it(world, three):
    first = act(world, issue_cards, member_ids=[three[1].id])
    every = act(world, issue_cards, member_ids=[one.id for one in reversed(three)])

    assert kept(world) == [(1, 1, ""), (2, 1, ""), (3, 1, "")]
    assert every[1] == first[0]
    assert acts(world) == [
        ("members.card.issued", {"count": 3, "fresh": 2, "numbers": "A-0001, A-0002, A-0003"}),
        ("members.card.issued", {"count": 1, "fresh": 1, "numbers": "A-0002"}),
    ]


def test_the_same_request_gives_the_same_cards(world, three):
    request_id = new_id()

    first, again = (
        act(world, issue_cards, member_ids=[one.id for one in three], request_id=request_id) for _ in range(2)
    )

    assert first == again
    assert len(kept(world)) == 3
    assert len(acts(world)) == 1


def test_a_long_list_is_named_in_part(world):
    ids = [world.member(f"Contoh {n:02}").id for n in range(12)]

    act(world, issue_cards, member_ids=ids)

    assert acts(world)[0][1]["numbers"].endswith("A-0010, dan 2 lagi")


def test_a_lost_one_dies_and_another_takes_its_place(world, three):
    (lost,) = act(world, issue_cards, member_ids=[three[0].id])

    fresh = act(world, reissue_card, member_id=three[0].id, reason="  hilang  di pasar ")

    assert kept(world) == [(1, 1, "hilang di pasar"), (1, 2, "")]
    place = world.bumiayu.id
    assert card_standing(cooperative_id=place, card_id=lost).revoked_on == TODAY
    assert card_standing(cooperative_id=place, card_id=fresh).is_valid
    assert acts(world)[0] == (
        "members.card.reissued",
        {
            "number": "A-0001",
            "name": "Siti Aminah",
            "about": str(three[0].person_id),
            "reason": "hilang di pasar",
            "no": 2,
        },
    )
    with scope(place):
        assert [
            (one.no, one.revoked_why) for one in cards_of(cooperative_id=place, member_id=three[0].id)
        ] == [
            (2, ""),
            (1, "hilang di pasar"),
        ]


def test_one_is_taken_out_of_use_and_another_given_later(world, three):
    act(world, issue_cards, member_ids=[three[0].id])
    act(world, revoke_card, member_id=three[0].id, reason="dipinjamkan ke orang lain")

    assert kept(world) == [(1, 1, "dipinjamkan ke orang lain")]
    with scope(world.bumiayu.id):
        assert cards_count(cooperative_id=world.bumiayu.id) == (3, 0)
    act(world, issue_cards, member_ids=[three[0].id])
    assert kept(world)[-1] == (1, 2, "")


def leave(world, member):
    with scope(world.bumiayu.id):
        change_standing(
            member=member,
            happened=Happened.MUNDUR,
            on=TODAY,
            reason="pindah",
            person_id=None,
            today=TODAY,
            now=NOW,
        )


@pytest.mark.parametrize("wrong", ["none", "many", "gone", "standing", "left", "reason", "long", "unused"])
def test_what_is_refused_and_changes_nothing(world, three, wrong):
    act(world, issue_cards, member_ids=[three[0].id])
    before = kept(world)
    if wrong == "left":
        leave(world, three[1])
    ask = {
        "none": lambda: act(world, issue_cards, member_ids=[]),
        "many": lambda: act(world, issue_cards, member_ids=[new_id() for _ in range(101)]),
        "gone": lambda: act(world, issue_cards, member_ids=[three[1].id, new_id()]),
        "standing": lambda: act(world, issue_cards, member_ids=[three[1].id, world.candidate("Calon").id]),
        "left": lambda: act(world, issue_cards, member_ids=[three[1].id]),
        "reason": lambda: act(world, reissue_card, member_id=three[0].id, reason="x  y"),
        "long": lambda: act(world, revoke_card, member_id=three[0].id, reason="x" * 121),
        "unused": lambda: act(world, reissue_card, member_id=three[1].id, reason="hilang di pasar"),
    }[wrong]

    with pytest.raises(CardRefusedError) as refused:
        ask()

    assert refused.value.facts["wrong"] == {"left": "standing", "long": "reason"}.get(wrong, wrong)
    assert kept(world) == before
    assert len(acts(world)) == 1


def test_a_member_of_another_cooperative_is_not_there(world, three):
    other = world.member("Siti Aminah", world.arjosari)

    with pytest.raises(CardRefusedError) as refused:
        act(world, issue_cards, member_ids=[three[0].id, other.id])

    assert refused.value.facts["wrong"] == "gone"
    assert kept(world) == []


@pytest.mark.parametrize("role", [Role.KETUA, Role.BENDAHARA, Role.KASIR, Role.ANGGOTA])
def test_only_who_keeps_the_register_gives_cards(world, three, role):
    with pytest.raises(NotAllowedError):
        act(world, issue_cards, role, member_ids=[three[0].id])

    assert kept(world) == []


def test_who_leaves_has_a_dead_card(world, three):
    (card,) = act(world, issue_cards, member_ids=[three[0].id])

    leave(world, three[0])

    assert card_standing(cooperative_id=world.bumiayu.id, card_id=card).revoked_on == TODAY
    with scope(world.bumiayu.id):
        assert list(cards_follow_their_members(world.bumiayu.id)) == []


def test_a_stranger_learns_only_whether_it_holds(world, three):
    (card,) = act(world, issue_cards, member_ids=[three[0].id])

    found = card_standing(cooperative_id=world.bumiayu.id, card_id=card)

    assert (found.cooperative, found.is_valid) == ("KKMP Bumiayu", True)
    assert card_standing(cooperative_id=world.arjosari.id, card_id=card) is None
    assert card_standing(cooperative_id=world.bumiayu.id, card_id=new_id()) is None
    assert card_standing(cooperative_id=999_999, card_id=card) is None


def test_a_face_shows_the_photo_only_of_who_allows_it(world, three):
    place = world.bumiayu.id
    cards = act(world, issue_cards, member_ids=[one.id for one in three])
    with scope(place):
        for member, words in zip(three, ((True,), (True, False), ()), strict=True):
            member.file.photo = store_photo(
                cooperative_id=place,
                content=photo(),
                original_name="wajah.jpg",
                kind="FOTO",
                title="",
                now=NOW,
            )
            member.file.save(update_fields=["photo"])
            for n, is_given in enumerate(words):
                note_consent(
                    cooperative_id=place,
                    person_id=member.person_id,
                    purpose="PHOTO",
                    version=1,
                    is_given=is_given,
                    recorded_by_id=member.person_id,
                    now=NOW + timedelta(minutes=n),
                )
        faces = faces_of(cooperative_id=place, card_ids=cards)

    assert [(face.name, face.number, face.no, bool(face.photo_sha256)) for face in faces] == [
        ("Siti Aminah", "A-0001", 1, True),
        ("Budi Hartono", "A-0002", 1, False),
        ("Dewi Lestari", "A-0003", 1, False),
    ]


def test_who_has_one_and_who_has_none(world, three):
    place = world.bumiayu.id
    world.candidate("Calon Contoh")
    act(world, issue_cards, member_ids=[three[1].id])

    with scope(place):
        assert cards_count(cooperative_id=place) == (2, 1)
        lists = [
            [row.number for row in members_by_card(cooperative_id=place, has_card=has, first=0, most=9)]
            for has in (False, True)
        ]
    assert lists == [["A-0001", "A-0003"], ["A-0002"]]


def test_the_rule_sees_a_gap_and_a_card_of_nobody(world, three):
    with scope(world.bumiayu.id):
        common = {"cooperative": world.bumiayu, "issued_on": TODAY}
        Card.objects.create(member=three[0], no=2, **common)
        Card.objects.create(member=world.candidate("Calon"), no=1, **common)
        Card.objects.create(
            member=three[1], no=1, cooperative=world.bumiayu, issued_on=TODAY - timedelta(days=99)
        )
        found = [one.rule for one in cards_follow_their_members(world.bumiayu.id)]

    assert found == ["members.card.gapless", "members.card.standing", "members.card.standing"]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_give_at_once_give_one_card(world, three):
    told, gate = [], threading.Barrier(2)
    actors = [world.actor(Role.SEKRETARIS), world.actor(Role.WAKIL_KETUA_ANGGOTA)]

    def give(actor):
        try:
            gate.wait()
            told.append(
                issue_cards(
                    actor=actor,
                    member_ids=[one.id for one in three],
                    today=TODAY,
                    request_id=new_id(),
                    now=NOW,
                )
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told[0] == told[1]
    assert kept(world) == [(1, 1, ""), (2, 1, ""), (3, 1, "")]
