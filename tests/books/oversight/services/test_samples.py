"""Samples: drawn, worked through, drawn again; and what is refused."""

import datetime as dt
import threading

import pytest
from django.db import connection

from guyub.books.ledger.selectors.reviewing import month_entries
from guyub.books.oversight.domain.samples import Why
from guyub.books.oversight.domain.words import Verdict
from guyub.books.oversight.models import ReviewSample, SampledEntry
from guyub.books.oversight.selectors.invariants import samples_are_drawn_again
from guyub.books.oversight.selectors.questions import questions_of
from guyub.books.oversight.selectors.samples import samples_of
from guyub.books.oversight.services.samples import SampleRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import entry
from tests.books.oversight.desk import OCTOBER, Desk
from tests.world import new_id


@pytest.fixture
def desk(world):
    return Desk(world)


def samples(desk, month=OCTOBER):
    with scope(desk.place.id):
        return samples_of(cooperative_id=desk.place.id, month=month)


def broken(desk):
    with scope(desk.place.id):
        return list(samples_are_drawn_again(desk.place.id))


def refused(wrong, call):
    with pytest.raises(SampleRefusedError) as error:
        call()
    assert error.value.facts["wrong"] == wrong


def test_a_sample_holds_what_must_be_looked_at_and_says_how_it_was_drawn(desk):
    desk.draw()

    (sample,) = samples(desk)
    assert (sample.number, sample.done, sample.drawn_by) == (1, 0, desk.pengawas.name)
    assert (sample.threshold_rp, sample.late_days, sample.drawn_each) == (5_000_000, 7, 5)
    assert sample.seed == f"{sample.hash.hex()}:2026-10:1"
    assert {one.entry.entry_id for one in sample.entries} == set(desk.entries.values())
    assert (sample.entries[0].entry.memo, sample.entries[0].why) == ("Hibah", Why.AMBANG)
    assert broken(desk) == []


def test_a_verdict_is_kept_changed_and_written_down(desk):
    desk.draw()
    first = desk.sampled()[0]

    assert desk.judge(first, Verdict.TANPA_BUKTI) is None
    desk.judge(first, Verdict.COCOK, actor=desk.other)

    (sample,) = samples(desk)
    assert (sample.done, sample.entries[0].verdict, sample.entries[0].looked_by) == (
        1,
        "COCOK",
        "Pengawas kedua",
    )
    with scope(desk.place.id):
        rows = AuditEntry.objects.filter(cooperative=desk.place, act="oversight.entry.judged")
        assert [row.facts["verdict"] for row in rows.order_by("position")] == ["tanpa bukti", "cocok"]


def test_a_doubt_asks_at_once(desk):
    desk.draw()
    question_id = desk.judge(desk.sampled()[0], Verdict.TANYA, "Dari siapa hibah ini?")

    with scope(desk.place.id):
        (question,) = questions_of(cooperative_id=desk.place.id)
    assert (question.question_id, question.entry.memo) == (question_id, "Hibah")


def test_the_next_sample_waits_for_the_one_before_and_draws_others(desk):
    desk.draw()
    refused("waiting", desk.draw)
    for one in desk.sampled():
        desk.judge(one)
    refused("empty", desk.draw)

    desk.post(entry("2026-10-20", "Bayar parkir", ("6.1.02", 9_000), ("1.1.03", -9_000)))
    desk.draw()

    second, first = samples(desk)
    assert [one.entry.memo for one in second.entries] == ["Bayar parkir"]
    assert (second.number, len(first.entries)) == (2, 3)
    assert broken(desk) == []


def test_an_entry_that_came_later_changes_no_sample_of_before(desk):
    desk.draw()
    desk.post(entry("2026-10-01", "Susulan", ("6.1.02", 8_000_000), ("1.1.03", -8_000_000)))

    assert broken(desk) == []


def test_a_sample_that_somebody_chose_is_found(desk):
    desk.draw()
    with scope(desk.place.id):
        november = month_entries(cooperative_id=desk.place.id, month=dt.date(2026, 11, 1))[0].entry_id
        row = SampledEntry.objects.filter(cooperative=desk.place).order_by("-rank").first()
        SampledEntry.objects.filter(cooperative=desk.place, id=row.id).update(entry_id=november)

    assert [one.rule for one in broken(desk)] == ["oversight.sample.again"]


def test_a_month_that_has_not_begun_and_one_without_books_or_entries_give_none(desk, world):
    refused("month", lambda: desk.draw(dt.date(2026, 12, 1)))
    refused("empty", lambda: desk.draw(dt.date(2026, 3, 1)))
    desk.place, desk.pengawas = world.arjosari, world.actor(Role.PENGAWAS, world.arjosari)
    refused("month", desk.draw)


def test_what_cannot_be_a_verdict_is_refused(desk, world):
    desk.draw()
    first = desk.sampled()[0]

    refused("verdict", lambda: desk.judge(first, "BAGUS"))
    refused("text", lambda: desk.judge(first, Verdict.TANYA, "  "))
    refused("gone", lambda: desk.judge(new_id()))
    with pytest.raises(NotAllowedError):
        desk.judge(first, actor=desk.bendahara)
    assert samples(desk)[0].done == 0
    with scope(desk.place.id):
        assert questions_of(cooperative_id=desk.place.id) == []


def test_who_posted_an_entry_does_not_judge_it(desk, world):
    poster = world.seat(Role.BENDAHARA, name="Bendahara lama")
    membership = world.seat(Role.PENGAWAS, name="Rangkap")
    type(membership).objects.filter(id=membership.id).update(person_id=poster.person_id)
    both = world.actor(Role.PENGAWAS, name="Rangkap")
    both = type(both)(poster.person_id, poster.person.name, Role.PENGAWAS, desk.place.id, membership.id)
    desk.draw(dt.date(2026, 11, 1))

    refused("own", lambda: desk.judge(desk.sampled(dt.date(2026, 11, 1))[0], actor=both))


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_draw_one_sample(world):
    desk = Desk(world)
    start, came = threading.Barrier(2), []

    def one():
        start.wait()
        try:
            desk.draw()
            came.append("drawn")
        except SampleRefusedError as error:
            came.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["drawn", "waiting"]
    with scope(desk.place.id):
        assert ReviewSample.objects.filter(cooperative=desk.place).count() == 1
