"""Signing months off: after closing, sampling and settling; and what a month opened again means."""

import datetime as dt

import pytest

from guyub.books.ledger.services.periods import reopen_from
from guyub.books.ledger.services.posting import post_entry
from guyub.books.oversight.domain.words import Verdict
from guyub.books.oversight.models import MonthReview, ReviewNote
from guyub.books.oversight.selectors import invariants
from guyub.books.oversight.selectors.invariants import signed_months_lie_in_the_chain
from guyub.books.oversight.selectors.reviews import months_of, notes_of, reviews_of
from guyub.books.oversight.services.questions import settle_question
from guyub.books.oversight.services.reviews import ReviewRefusedError, write_note
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import TODAY, entry
from tests.books.oversight.desk import OCTOBER, Desk
from tests.world import NOW, new_id


@pytest.fixture
def desk(world):
    return Desk(world)


def reviews(desk):
    with scope(desk.place.id):
        return reviews_of(cooperative_id=desk.place.id, since=OCTOBER, until=OCTOBER)


def month(desk, first=OCTOBER):
    with scope(desk.place.id):
        rows = months_of(cooperative_id=desk.place.id, since=first, until=first)
    return rows[0]


def refused(wrong, call):
    with pytest.raises(ReviewRefusedError) as error:
        call()
    assert error.value.facts["wrong"] == wrong


def reopen(desk):
    with scope(desk.place.id):
        reopen_from(
            place=desk.place,
            day=OCTOBER,
            reason="nota susulan",
            actor=desk.bendahara,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )


def test_two_of_the_pengawas_sign_a_month_off(desk):
    desk.worked_through()
    desk.sign()
    assert (month(desk).is_signed, len(month(desk).standing)) == (False, 1)
    desk.sign(desk.other, "DENGAN_CATATAN", "Nota beras tulisan tangan.\nMinta cap toko.")

    first, second = reviews(desk)
    assert month(desk).is_signed
    assert (first.name, first.opinion, first.findings) == (desk.pengawas.name, "WAJAR", "")
    assert (second.opinion, second.findings) == (
        "DENGAN_CATATAN",
        "Nota beras tulisan tangan.\nMinta cap toko.",
    )
    assert (first.entries, first.sampled, first.unproved, first.questions) == (3, 3, 0, 0)
    with scope(desk.place.id):
        assert list(signed_months_lie_in_the_chain(desk.place.id)) == []
        row = AuditEntry.objects.get(
            cooperative=desk.place, act="oversight.month.signed", actor_name=first.name
        )
    assert row.facts == {"month": "2026-10", "opinion": "wajar"}


def test_the_counts_are_what_was_looked_at(desk):
    desk.close()
    desk.draw()
    verdicts = [Verdict.TANPA_BUKTI, Verdict.TANYA, Verdict.COCOK]
    questions = [
        desk.judge(one, verdict, "Mana?") for one, verdict in zip(desk.sampled(), verdicts, strict=True)
    ]
    assert (month(desk).sampled, month(desk).looked, month(desk).matched, month(desk).unproved) == (
        3,
        3,
        1,
        1,
    )
    assert (month(desk).questions, month(desk).open_questions) == (1, 1)
    settle_question(question_id=questions[1], text="Sudah dijelaskan.", **desk.shared())
    desk.sign()

    (review,) = reviews(desk)
    assert (review.unproved, review.questions) == (1, 1)
    assert review.exceptions >= 1  # the grant without its paper was typed by nobody; the rest came late


@pytest.mark.parametrize(
    ("_case", "opinion", "findings", "wrong"),
    [
        ("no opinion", "BAIK", "", "opinion"),
        ("a doubt without words", "DENGAN_CATATAN", "  ", "text"),
        ("too many words", "WAJAR", "x" * 2001, "text"),
    ],
)
def test_an_opinion_says_something(desk, _case, opinion, findings, wrong):
    desk.worked_through()

    refused(wrong, lambda: desk.sign(opinion=opinion, findings=findings))
    assert reviews(desk) == []


def test_an_open_month_is_not_signed_nor_one_without_books(desk, world):
    desk.draw()
    for one in desk.sampled():
        desk.judge(one)
    refused("open_month", desk.sign)

    desk.place, desk.pengawas = world.arjosari, world.actor(Role.PENGAWAS, world.arjosari)
    refused("open_month", desk.sign)


def test_a_month_is_not_signed_before_its_sample_is_worked_through(desk):
    desk.close()
    refused("sample", desk.sign)
    desk.draw()
    refused("sample", desk.sign)
    first, *others = desk.sampled()
    for one in others:
        desk.judge(one)
    refused("sample", desk.sign)
    desk.judge(first)

    desk.sign()


def test_an_entry_after_the_sample_wants_another_one(desk):
    desk.draw()
    for one in desk.sampled():
        desk.judge(one)
    desk.post(entry("2026-10-30", "Susulan", ("6.1.02", 9_000), ("1.1.03", -9_000)))
    desk.close()
    refused("sample", desk.sign)

    desk.draw()
    desk.judge(desk.sampled()[-1])
    desk.sign()


def test_a_month_without_entries_needs_no_sample(desk):
    desk.close()

    desk.sign(month=dt.date(2026, 3, 1))

    assert month(desk, dt.date(2026, 3, 1)).standing[0].entries == 0


def test_a_month_with_questions_is_not_signed(desk):
    desk.worked_through()
    question_id = desk.ask()
    refused("open", desk.sign)
    assert reviews(desk) == []
    settle_question(question_id=question_id, text="Jelas.", **desk.shared())

    desk.sign()


def test_each_signs_once(desk):
    desk.worked_through()
    desk.sign()

    refused("signed", desk.sign)
    assert len(reviews(desk)) == 1


def test_who_posted_in_a_month_does_not_sign_it(desk, world):
    desk.worked_through()
    membership = world.seat(Role.PENGAWAS, name="Rangkap")
    type(membership).objects.filter(id=membership.id).update(person_id=desk.bendahara.person_id)
    both = Actor(desk.bendahara.person_id, "Rangkap", Role.PENGAWAS, desk.place.id, membership.id)
    reopen(desk)
    with scope(desk.place.id):
        draft = entry("2026-10-30", "Susulan", ("6.1.02", 9_000), ("1.1.03", -9_000))
        post_entry(place=desk.place, context="ledger", draft=draft, today=TODAY, actor=desk.bendahara)
    desk.close()

    refused("own", lambda: desk.sign(both))


def test_who_may_not_sign_is_refused(desk):
    desk.worked_through()

    with pytest.raises(NotAllowedError):
        desk.sign(desk.bendahara)


def test_a_month_opened_again_is_signed_again(desk):
    desk.worked_through()
    desk.sign()
    desk.sign(desk.other)
    assert month(desk).is_signed

    reopen(desk)
    assert [one.is_standing for one in reviews(desk)] == [False, False]
    assert not month(desk).is_closed
    refused("open_month", desk.sign)
    desk.close()
    assert [one.is_standing for one in reviews(desk)] == [False, False]
    assert not month(desk).is_signed
    desk.sign()
    assert [one.is_standing for one in reviews(desk)] == [False, False, True]


def test_an_anchor_that_is_not_in_the_journal_is_found(desk, monkeypatch):
    desk.worked_through()
    desk.sign()
    monkeypatch.setattr(invariants, "hashes_at", lambda **_: {})
    with scope(desk.place.id):
        broken = list(signed_months_lie_in_the_chain(desk.place.id))
    assert [one.rule for one in broken] == ["oversight.review.anchor"] * 2


def test_months_are_those_that_the_books_know(desk, world):
    with scope(desk.place.id):
        rows = months_of(cooperative_id=desk.place.id, since=dt.date(2025, 6, 1), until=TODAY)
    assert [row.month for row in rows][::10] == [dt.date(2026, 11, 1), dt.date(2026, 1, 1)]
    with scope(world.arjosari.id):
        assert months_of(cooperative_id=world.arjosari.id, since=OCTOBER, until=TODAY) == []


def test_a_note_is_kept_as_written(desk):
    write_note(text=" Kunjungan ke gerai. \n Kas cocok. ", **desk.shared())

    with scope(desk.place.id):
        (note,) = notes_of(cooperative_id=desk.place.id)
    assert (note.number, note.text, note.name) == (1, "Kunjungan ke gerai.\nKas cocok.", desk.pengawas.name)
    refused("text", lambda: write_note(text=" ", **desk.shared()))
    with pytest.raises(NotAllowedError):
        write_note(text="Catatan", **desk.shared(desk.bendahara))
    with scope(desk.place.id):
        assert ReviewNote.objects.filter(cooperative=desk.place).count() == 1
        assert not MonthReview.objects.filter(cooperative=desk.place).exists()
