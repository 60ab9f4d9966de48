import threading

import pytest
from django.db import connection

from guyub.books.ledger.domain.verifying import AnchorRefusedError
from guyub.books.ledger.services.periods import close_months
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services import verifying
from guyub.journeys.services.verifying import VerifyRefusedError, verify_place
from tests.books.ledger.books import ELECTRICITY, OPENED, TODAY, begun, posted
from tests.world import NOW, new_id


@pytest.fixture
def place(world):
    place = begun(world.bumiayu)
    posted(place, ELECTRICITY, OPENED)
    return place


def verify(world, role=Role.PENGAWAS, *, anchor="", place=None, request_id=None):
    return verify_place(
        actor=world.actor(role),
        place=place or world.bumiayu,
        anchor=anchor,
        request_id=request_id or new_id(),
        now=NOW,
    )


@pytest.mark.parametrize("role", [Role.PENGAWAS, Role.BENDAHARA, Role.KETUA, Role.PETUGAS_DINAS])
def test_the_books_are_verified_and_the_trail_says_so(role, world, place):
    done = verify(world, role)

    assert (done.entries, done.lines, done.findings) == (1, 2, [])
    assert done.anchor.startswith("35.73.03.1003:1:")
    with scope(place.id):
        assert said(trail(cooperative_id=place.id, most=1)[0]).endswith(
            ") memeriksa buku: 1 jurnal, 0 temuan"
        )


def test_the_anchor_of_paper_holds_until_the_journal_is_another(world, place):
    anchor = verify(world).anchor
    assert verify(world, anchor=anchor).findings == []

    other = anchor[:-1] + ("0" if anchor[-1] != "0" else "1")
    (finding,) = verify(world, anchor=other).findings
    assert finding.startswith("JU-2025-0001. Jurnal tidak cocok dengan segel di kertas: seharusnya ")


def test_pressing_twice_verifies_once(world, place):
    pressed = new_id()

    assert verify(world, request_id=pressed) == verify(world, request_id=pressed)


@pytest.mark.parametrize(
    ("refusal", "anchor", "code"),
    [(AnchorRefusedError, "412", "form"), (AnchorRefusedError, f"35.73.01.1011:1:{'0' * 16}", "place")],
)
def test_what_is_no_anchor_is_refused(refusal, anchor, code, world, place):
    with pytest.raises(refusal) as refused:
        verify(world, anchor=anchor)
    assert refused.value.facts["wrong"] == code


def test_who_may_not_and_what_is_not_there(world, place, monkeypatch):
    with pytest.raises(NotAllowedError):
        verify(world, Role.KASIR)
    with pytest.raises(NotAllowedError):
        verify(world, Role.PENGAWAS, place=world.arjosari)
    with pytest.raises(VerifyRefusedError) as refused:
        verify(world, Role.PETUGAS_DINAS, place=world.arjosari)
    assert refused.value.facts["wrong"] == "unopened"
    monkeypatch.setattr(verifying, "_alone", lambda place_id: False)
    with pytest.raises(VerifyRefusedError) as refused:
        verify(world)
    assert refused.value.facts["wrong"] == "busy"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_one_verifies_at_a_time(world, place):
    answers = []

    def second():
        with scope(place.id):
            answers.append(verifying._alone(place.id))
        connection.close()

    with scope(place.id):
        assert verifying._alone(place.id)
        other = threading.Thread(target=second)
        other.start()
        other.join()
    second()
    assert answers == [False, True]


def test_a_closing_leaves_an_anchor_that_verifying_uses(world, place):
    with scope(place.id):
        close_months(
            place=place,
            through=OPENED.replace(day=31),
            actor=world.actor(Role.BENDAHARA),
            today=TODAY,
            now=NOW,
        )
    assert verify(world).findings == []
