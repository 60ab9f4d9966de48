import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.community.members.models import JoinRequest, Suggestion
from guyub.community.members.selectors.invariants import INVARIANTS
from guyub.community.members.selectors.letters import (
    join_requests,
    one_join_request,
    one_suggestion,
    open_counts_inquiry,
    suggestions,
)
from guyub.community.members.services.letters import (
    LetterRefusedError,
    Wish,
    answer_suggestion,
    ask_to_join,
    move_join_request,
    show_phone,
    write_suggestion,
)
from guyub.foundation.identity.domain.names import NameRefusedError, PhoneNotUnderstoodError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry, ConsentEvent, Person, VaultEntry
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import ReasonTooShortError, ShownAlreadyError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.models import NumberCounter, OutboxLine
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, RESIDENT, new_id

TODAY = NOW.date()
WISH = Wish(**RESIDENT, has_consented=True)


def ask(world, wish=WISH, *, request_id=None, today=TODAY):
    return ask_to_join(
        cooperative_id=world.bumiayu.id,
        wish=wish,
        consent_version=1,
        today=today,
        request_id=request_id or new_id(),
        now=NOW,
    )


def write(world, **changed):
    facts = {"kind": "USUL", "text": "Buka hari Minggu.", "name": ""} | changed
    return write_suggestion(
        cooperative_id=world.bumiayu.id,
        today=TODAY,
        **({"request_id": new_id()} | facts),
        now=NOW,
    )


def joins(world):
    with scope(world.bumiayu.id):
        return join_requests(cooperative_id=world.bumiayu.id)


def written(world):
    with scope(world.bumiayu.id):
        return suggestions(cooperative_id=world.bumiayu.id, today=TODAY)


def counted(world):
    """Everything that a refusal must leave as it was."""
    with scope(world.bumiayu.id):
        mine = {"cooperative_id": world.bumiayu.id}
        return (
            Person.objects.filter(memberships__isnull=True).count(),
            VaultEntry.objects.count(),
            ConsentEvent.objects.filter(**mine).count(),
            list(JoinRequest.objects.filter(**mine).order_by("id").values()),
            list(Suggestion.objects.filter(**mine).order_by("id").values()),
            AuditEntry.objects.filter(**mine).count(),
            OutboxLine.objects.filter(**mine).count(),
        )


def refused(world, act):
    before = counted(world)
    with pytest.raises(LetterRefusedError) as refusal:
        act()
    assert counted(world) == before
    return refusal.value.facts["wrong"]


def sentences(world):
    with scope(world.bumiayu.id):
        return [said(line) for line in trail(cooperative_id=world.bumiayu.id, most=9)]


@pytest.fixture
def rules(world):
    load_national(now=NOW)
    return world


def test_a_wish_to_join_is_kept_with_its_consent_and_its_phone_in_the_vault(world):
    assert ask(world) == "1/2026"

    (letter,) = joins(world)
    assert (letter.name, letter.neighbourhood, letter.wish, letter.state) == (
        "Warga Baru",
        "RT 04 RW 02",
        "Ingin menabung.",
        "NEW",
    )
    person = Person.objects.get(name="Warga Baru")
    assert not person.has_usable_password()
    assert VaultEntry.objects.get(person=person).kind == "PHONE"
    with scope(world.bumiayu.id):
        consent = ConsentEvent.objects.get(cooperative=world.bumiayu)
        news = OutboxLine.objects.get(cooperative=world.bumiayu)
    assert (consent.person, consent.purpose, consent.version, consent.is_given, consent.recorded_by) == (
        person,
        "MESSAGES",
        1,
        True,
        person,
    )
    assert (news.topic, news.payload) == ("members.changed", {"letter": str(letter.letter_id)})
    assert sentences(world) == ["Guyub menerima permintaan bergabung nomor 1/2026 dari halaman publik"]


def test_the_same_form_sent_twice_is_one_request(world):
    once = new_id()

    assert ask(world, request_id=once) == ask(world, request_id=once) == "1/2026"
    assert len(joins(world)) == 1
    before = counted(world)
    with pytest.raises(RequestReusedError):
        ask(world, replace(WISH, phone="0812 0000 0099"), request_id=once)
    assert counted(world) == before


def test_somebody_known_is_taken_in_like_anybody(world):
    assert [ask(world), ask(world)] == ["1/2026", "2/2026"]
    assert Person.objects.filter(name="Warga Baru").count() == 2


def test_numbers_begin_anew_each_year(world):
    ask(world)

    assert ask(world, today=date(2027, 1, 1)) == "1/2027"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"has_consented": False}, "consent"),
        ({"neighbourhood": "x" * 41}, "too_long"),
        ({"text": "x" * 401}, "too_long"),
    ],
)
def test_what_cannot_be_taken_in_leaves_nothing(changed, wrong, world):
    assert refused(world, lambda: ask(world, replace(WISH, **changed))) == wrong


@pytest.mark.parametrize(
    ("changed", "error"),
    [({"name": " "}, NameRefusedError), ({"phone": "12345"}, PhoneNotUnderstoodError)],
)
def test_a_name_or_phone_that_cannot_be_kept_leaves_nothing(changed, error, world):
    before = counted(world)
    with pytest.raises(error):
        ask(world, replace(WISH, **changed))
    assert counted(world) == before


def test_an_idea_has_a_number_and_a_day_by_which_it_is_answered(rules):
    letter_id = write(rules)

    (letter,) = written(rules)
    assert (letter.letter_id, letter.number, letter.name) == (letter_id, "1/2026", "")
    assert (letter.due_on, letter.days_left) == (NOW.date() + timedelta(days=14), 14)
    assert sentences(rules) == ["Guyub menerima usul nomor 1/2026 dari halaman publik"]


def test_the_same_letter_sent_twice_is_one(rules):
    once = new_id()

    assert write(rules, request_id=once) == write(rules, request_id=once)
    assert len(written(rules)) == 1


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({"kind": "PUJIAN"}, "kind"), ({"text": " \n "}, "text"), ({"text": "x" * 1001}, "too_long")],
)
def test_what_is_no_letter_is_not_kept(changed, wrong, rules):
    assert refused(rules, lambda: write(rules, **changed)) == wrong


def move(world, letter_id, *, state="CONTACTED", note="", role=Role.SEKRETARIS, place=None):
    move_join_request(
        actor=world.actor(role, place),
        letter_id=letter_id,
        state=state,
        note=note,
        request_id=new_id(),
        now=NOW + timedelta(hours=2),
    )


def test_officers_say_how_far_a_wish_came(world):
    letter_id = world.join_request()
    move(world, letter_id, note="  Datang   Sabtu ")

    (letter,) = joins(world)
    assert (letter.state, letter.note, letter.changed_at) == (
        "CONTACTED",
        "Datang Sabtu",
        NOW + timedelta(hours=2),
    )
    assert sentences(world)[0].endswith("mencatat permintaan bergabung nomor 1/2026: Sudah dihubungi")


def test_a_wish_is_not_moved_where_it_cannot_go(world):
    letter_id = world.join_request()

    assert refused(world, lambda: move(world, letter_id, state="NEW")) == "state"
    assert refused(world, lambda: move(world, letter_id, state="x")) == "state"
    assert refused(world, lambda: move(world, letter_id, note="x" * 401)) == "too_long"
    assert refused(world, lambda: move(world, new_id())) == "gone"
    assert refused(world, lambda: move(world, letter_id, place=world.arjosari)) == "gone"
    with pytest.raises(NotAllowedError):
        move(world, letter_id, role=Role.KASIR)
    move(world, letter_id, state="CLOSED")
    assert refused(world, lambda: move(world, letter_id)) == "closed"


@pytest.mark.parametrize(("version", "given"), [(None, [True]), (1, [True, False])])
def test_closing_deletes_the_phone_and_a_withdrawal_is_written_down(version, given, world):
    letter_id = world.join_request()
    move_join_request(
        actor=world.actor(Role.SEKRETARIS),
        letter_id=letter_id,
        state="CLOSED" if version is None else "CONTACTED",
        note="",
        withdrawn_version=version,
        request_id=new_id(),
        now=NOW,
    )

    assert joins(world)[0].state == "CLOSED"
    assert VaultEntry.objects.count() == 0
    with scope(world.bumiayu.id):
        events = ConsentEvent.objects.filter(cooperative=world.bumiayu).order_by("at", "id")
        assert [event.is_given for event in events] == given


def open_phone(world, letter_id, *, reason="menghubungi calon anggota", request_id=None, place=None):
    return show_phone(
        actor=world.actor(Role.SEKRETARIS, place),
        letter_id=letter_id,
        reason=reason,
        request_id=request_id or new_id(),
        now=NOW,
    )


def test_the_phone_is_shown_once_for_a_reason_that_the_trail_keeps(world):
    letter_id, once = world.join_request(), new_id()

    assert open_phone(world, letter_id, request_id=once) == "+6281398765432"
    assert sentences(world)[0].endswith(
        "membuka nomor HP permintaan bergabung nomor 1/2026: menghubungi calon anggota"
    )
    before = counted(world)
    with pytest.raises(ShownAlreadyError):
        open_phone(world, letter_id, request_id=once)
    with pytest.raises(ReasonTooShortError):
        open_phone(world, letter_id, reason="iseng")
    assert counted(world) == before
    assert refused(world, lambda: open_phone(world, letter_id, place=world.arjosari)) == "gone"
    move(world, letter_id, state="CLOSED")
    assert refused(world, lambda: open_phone(world, letter_id)) == "closed"


def answer(world, letter_id, *, text="Mulai Januari.", place=None, role=Role.SEKRETARIS):
    answer_suggestion(
        actor=world.actor(role, place), letter_id=letter_id, answer=text, request_id=new_id(), now=NOW
    )


def test_a_letter_is_answered_once(world):
    letter_id = world.suggestion()
    answer(world, letter_id)

    (letter,) = written(world)
    assert (letter.answer, letter.answered_at) == ("Mulai Januari.", NOW)
    assert sentences(world)[0].endswith("menjawab keluhan nomor 1/2026")
    assert refused(world, lambda: answer(world, letter_id)) == "answered"


def test_what_is_no_answer_is_not_kept(world):
    letter_id = world.suggestion()

    assert refused(world, lambda: answer(world, letter_id, text=" ")) == "answer"
    assert refused(world, lambda: answer(world, letter_id, text="x" * 1001)) == "too_long"
    assert refused(world, lambda: answer(world, letter_id, place=world.arjosari)) == "gone"
    with pytest.raises(NotAllowedError):
        answer(world, letter_id, role=Role.BENDAHARA)


def test_open_letters_stand_above_answered_ones(rules):
    first, second = write(rules, text="Satu"), write(rules, text="Dua")
    answer(rules, first)
    ask(rules)
    ask(rules)
    move(rules, joins(rules)[0].letter_id, state="CLOSED")

    with scope(rules.bumiayu.id):
        assert asked(open_counts_inquiry(rules.bumiayu.id)) == [(1, 1)]
    assert [letter.letter_id for letter in written(rules)] == [second, first]
    assert [letter.number for letter in joins(rules)] == ["2/2026", "1/2026"]


def test_another_cooperatives_letter_is_as_if_it_were_not_there(world):
    join_id, suggestion_id, place = world.join_request(), world.suggestion(), world.arjosari.id
    with scope(place):
        assert one_join_request(cooperative_id=place, letter_id=join_id) is None
        assert one_suggestion(cooperative_id=place, letter_id=suggestion_id, today=TODAY) is None


def test_what_must_hold_holds_and_a_gap_is_found(world):
    world.join_request()
    world.suggestion()
    with scope(world.bumiayu.id):
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
        NumberCounter.objects.filter(cooperative=world.bumiayu, series="members.suggestion").update(last=2)
        Suggestion.objects.filter(cooperative=world.bumiayu).update(answer="Ya", answered_at=NOW)
        assert [broken.rule for rule in INVARIANTS for broken in rule(world.bumiayu.id)] == [
            "members.letter.gapless",
            "members.suggestion.whole",
        ]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_get_a_number_each_and_one_answer_counts(world):
    load_national(now=NOW)
    letter_id, actor = world.suggestion(), world.actor(Role.SEKRETARIS)
    told, came, wrong = [], [], []
    together = threading.Barrier(8)

    def run(act):
        try:
            together.wait()
            act()
        except LetterRefusedError as refusal:
            wrong.append(refusal.facts["wrong"])
        finally:
            connection.close()

    def reply(words):
        answer_suggestion(actor=actor, letter_id=letter_id, answer=words, request_id=new_id(), now=NOW)
        told.append(words)

    acts = [lambda n=n: reply(f"Jawaban {n}") for n in range(4)]
    acts += [lambda: came.append(ask(world)) for _ in range(4)]
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["1/2026", "2/2026", "3/2026", "4/2026"]
    assert len(told) == 1
    assert wrong == ["answered"] * 3
    assert [letter.answer for letter in written(world)] == told
