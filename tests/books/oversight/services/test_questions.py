"""Questions on entries: asked, answered, settled, and what is refused."""

import threading

import pytest
from django.db import connection

from guyub.books.oversight.models import EntryQuestion, QuestionReply
from guyub.books.oversight.selectors.questions import open_questions, questions_of, reply_file
from guyub.books.oversight.services.questions import (
    MOST_REPLIES,
    QuestionRefusedError,
    reply_question,
    settle_question,
)
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.oversight.desk import Desk
from tests.pictures import photo
from tests.world import new_id

PNG = photo(kind="PNG")


@pytest.fixture
def desk(world):
    return Desk(world)


def reply(desk, question_id, text="Ini notanya.", actor=None, **more):
    reply_question(question_id=question_id, text=text, **desk.shared(actor or desk.bendahara) | more)


def settle(desk, question_id, text="", actor=None):
    settle_question(question_id=question_id, text=text, **desk.shared(actor))


def seen(desk):
    with scope(desk.place.id):
        return questions_of(cooperative_id=desk.place.id), open_questions(cooperative_id=desk.place.id)


def refused(wrong, call):
    with pytest.raises(QuestionRefusedError) as error:
        call()
    assert error.value.facts["wrong"] == wrong


def test_a_question_goes_from_asked_to_answered_to_settled(desk):
    question_id = desk.ask(text="  Mana   notanya? ")
    ((row,), waiting) = seen(desk)
    assert (row.question_id, row.text, row.state, waiting) == (question_id, "Mana notanya?", "TERBUKA", 1)
    assert (row.entry.memo, row.asked_by, row.is_open) == ("Beli beras", desk.pengawas.name, True)

    reply(desk, question_id, document=("nota.png", PNG))
    ((row,), waiting) = seen(desk)
    assert (row.state, waiting) == ("DIJAWAB", 0)
    assert [(one.text, one.is_answer, one.name, one.has_file) for one in row.replies] == [
        ("Ini notanya.", True, desk.bendahara.name, True)
    ]
    with scope(desk.place.id):
        file = reply_file(cooperative_id=desk.place.id, reply_id=row.replies[0].reply_id)
        assert (file.original_name, file.is_public) == ("nota.jpg", False)
        assert reply_file(cooperative_id=desk.place.id, reply_id=new_id()) is None

    reply(desk, question_id, "Tanggalnya beda?", actor=desk.pengawas)
    assert seen(desk)[0][0].state == "TERBUKA"
    reply(desk, question_id, "Nota dibuat besoknya.")
    settle(desk, question_id, actor=desk.other)
    ((row,), waiting) = seen(desk)
    assert (row.state, row.settled_by, row.is_open, waiting) == ("SELESAI", "Pengawas kedua", False, 0)
    with scope(desk.place.id):
        rows = AuditEntry.objects.filter(cooperative=desk.place, act__startswith="oversight.")
        acts = list(rows.order_by("position").values_list("act", flat=True))
    assert [act.rpartition(".")[2] for act in acts] == [
        "asked",
        "answered",
        "continued",
        "answered",
        "settled",
    ]


def test_what_waits_stands_before_what_is_settled(desk):
    first, second = desk.ask(text="Satu?"), desk.ask(text="Dua?")
    settle(desk, second, "Ketemu sendiri.")

    rows, _ = seen(desk)

    assert [row.question_id for row in rows] == [first, second]
    with scope(desk.place.id):
        assert not questions_of(cooperative_id=desk.place.id, entry_id=desk.entries["light"])
        assert len(questions_of(cooperative_id=desk.place.id, entry_id=desk.entries["rice"])) == 2


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_words_that_say_nothing_or_too_much_are_refused(desk, text):
    question_id = desk.ask()

    refused("text", lambda: desk.ask(text=text))
    refused("text", lambda: reply(desk, question_id, text))
    refused("text", lambda: settle(desk, question_id, text))
    ((row,), _) = seen(desk)
    assert (row.state, row.replies) == ("TERBUKA", [])


def test_what_is_not_there_is_refused(desk, world):
    question_id = desk.ask()
    desk.entries["nothing"] = new_id()

    refused("entry", lambda: desk.ask("nothing"))
    refused("gone", lambda: reply(desk, new_id()))
    refused("gone", lambda: settle(desk, new_id(), "Selesai."))
    stranger = world.actor(Role.BENDAHARA, world.arjosari)
    refused("gone", lambda: reply(desk, question_id, actor=stranger, place=world.arjosari))
    assert seen(desk)[0][0].replies == []


def test_a_settled_question_takes_no_word_any_more(desk):
    question_id = desk.ask()
    settle(desk, question_id, "Sudah jelas.")

    refused("settled", lambda: reply(desk, question_id))
    refused("settled", lambda: settle(desk, question_id, "Lagi."))


def test_nobody_settles_what_they_answered_themselves(desk):
    question_id = desk.ask()
    reply(desk, question_id)
    both = Actor(
        desk.bendahara.person_id,
        desk.bendahara.name,
        Role.PENGAWAS,
        desk.place.id,
        desk.world.seat(Role.PENGAWAS, name="x").id,
    )
    membership = desk.world.seat(Role.PENGAWAS, name="x")
    type(membership).objects.filter(id=membership.id).update(person_id=desk.bendahara.person_id)

    refused("own", lambda: settle(desk, question_id, actor=both))
    assert seen(desk)[0][0].state == "DIJAWAB"


def test_who_may_not_is_refused(desk):
    question_id = desk.ask()

    with pytest.raises(NotAllowedError):
        desk.ask(actor=desk.bendahara)
    with pytest.raises(NotAllowedError):
        settle(desk, question_id, "Selesai.", actor=desk.bendahara)
    with pytest.raises(NotAllowedError):
        reply(desk, question_id, actor=desk.world.actor(Role.KASIR))


def test_a_file_that_is_none_keeps_nothing(desk):
    question_id = desk.ask()

    with pytest.raises(FileRefusedError):
        reply(desk, question_id, document=("nota.exe", b"MZ"))
    assert seen(desk)[0][0].replies == []


def test_a_thread_ends_somewhere(desk):
    question_id = desk.ask()
    with scope(desk.place.id):
        QuestionReply.objects.bulk_create(
            QuestionReply(
                cooperative=desk.place,
                question_id=question_id,
                text="x",
                is_answer=True,
                person_id=desk.bendahara.person_id,
                at=desk.shared()["now"],
            )
            for _ in range(MOST_REPLIES)
        )

    refused("many", lambda: reply(desk, question_id))


def test_the_same_request_asks_once(desk):
    shared = desk.shared()
    desk.shared = lambda actor=None: shared

    assert desk.ask() == desk.ask()
    assert len(seen(desk)[0]) == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_settle_once(world):
    desk = Desk(world)
    question_id = desk.ask()
    reply(desk, question_id)
    start, came = threading.Barrier(2), []

    def one(actor):
        start.wait()
        try:
            settle(desk, question_id, actor=actor)
            came.append("settled")
        except QuestionRefusedError as error:
            came.append(f"refused: {error.facts['wrong']}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(actor,)) for actor in (desk.pengawas, desk.other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["refused: settled", "settled"]
    with scope(desk.place.id):
        assert EntryQuestion.objects.filter(cooperative=desk.place, state="SELESAI").count() == 1
