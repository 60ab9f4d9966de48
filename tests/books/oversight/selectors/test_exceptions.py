"""What the pengawas should look at, gathered from every context."""

import datetime as dt
import inspect
import re
from dataclasses import replace

import pytest

from guyub.books.ledger.services.periods import reopen_from
from guyub.books.ledger.services.posting import post_entry
from guyub.books.oversight.selectors.exceptions import KINDS, exceptions_of, watched_span, watchers
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import TODAY, entry, post
from tests.books.oversight.desk import Desk
from tests.world import NOW, new_id

pytestmark = pytest.mark.database
JANUARY = (dt.date(2026, 1, 1), dt.date(2026, 1, 31))


@pytest.fixture
def desk(world):
    return Desk(world)


def found(desk, since=JANUARY[0], until=JANUARY[1], today=TODAY):
    with scope(desk.place.id):
        watched = watched_span(place=desk.place, since=since, until=until, today=today)
        return {
            kind.kind: [replace(one, said=one.said.replace("\u00a0", " ")) for one in kind.found]
            for kind in exceptions_of(watched)
        }


def typed(desk, draft, actor=None):
    with scope(desk.place.id):
        return post_entry(
            place=desk.place, context="ledger", draft=draft, today=TODAY, actor=actor or desk.bendahara
        ).entry_id


def paid(on, amount=600_000, **more):
    return entry(on, "Bayar", ("6.1.02", amount), ("1.1.03", -amount), **more)


def test_a_month_where_nothing_is_to_be_looked_at_says_that_it_is_open(desk):
    ((one,),) = found(desk).values()

    assert (one.kind, one.on, one.about) == ("ledger.unclosed", JANUARY[1], "closing")
    assert one.said == "Januari 2026 belum ditutup, seharusnya sampai 20 Feb 2026"
    assert found(desk, today=dt.date(2026, 2, 20)) == {}


def test_entries_typed_late_are_named_with_their_days(desk):
    entry_id = typed(desk, paid("2026-01-05", 400_000))

    (one,) = found(desk)["ledger.late"]
    assert (one.about, one.about_id, one.amount_rp) == ("entry", entry_id, 400_000)
    assert one.said.startswith("JU-2026-0008 Bayar, Rp 400.000, dicatat ")
    assert one.said.endswith(" hari sesudah kejadian")


def test_entries_without_paper_count_from_the_threshold_and_where_a_person_typed_them(desk):
    wanted = typed(desk, paid("2026-01-05", 500_000))
    typed(desk, paid("2026-01-06", 499_999))
    desk.post(paid("2026-01-07", 900_000))

    assert [one.about_id for one in found(desk)["ledger.unproved"]] == [wanted]


def test_what_was_taken_back_is_one_finding_not_three(desk):
    entry_id = typed(desk, paid("2026-01-05"))
    back = typed(
        desk, entry("2026-01-05", "Balik", ("1.1.03", 600_000), ("6.1.02", -600_000), reverses_id=entry_id)
    )

    seen = found(desk)
    assert [one.about_id for one in seen["ledger.reversed"]] == [back]
    assert back not in [one.about_id for one in seen["ledger.late"] + seen["ledger.unproved"]]


def test_what_came_in_one_go_is_named_once(desk):
    request = new_id()
    drafts = [paid("2026-01-05", request_id=request, part=part) for part in range(21)]
    post(desk.place, *drafts)

    seen = found(desk)
    (one,) = seen["ledger.bulk"]
    assert one.said.startswith("21 jurnal dimasukkan sekaligus pada ")
    assert "ledger.late" not in seen


def test_months_closed_late_and_opened_again_are_named(desk, world):
    desk.close("2026-01-31")
    (late,) = found(desk)["ledger.unclosed"]
    assert late.said == "Januari 2026 baru ditutup 25 Nov 2026"

    with scope(desk.place.id):
        reopen_from(
            place=desk.place,
            day=JANUARY[0],
            reason="nota susulan",
            actor=desk.bendahara,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )
    (one,) = found(desk)["ledger.reopened"]
    assert one.said == "Buku dibuka lagi 25 Nov 2026, tertutup sampai 31 Des 2025: nota susulan"


def test_an_entry_moved_into_a_later_month_is_named(desk):
    desk.close("2026-01-31")
    with scope(desk.place.id):
        posted = post_entry(
            place=desk.place, context="ledger", draft=paid("2026-01-20"), today=TODAY, is_late=True
        )

    seen = found(desk, dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert [one.about_id for one in seen["ledger.moved"]] == [posted.entry_id]
    assert "terjadi 20 Jan 2026, masuk buku 1 Feb 2026" in seen["ledger.moved"][0].said


def test_numbers_that_were_opened_are_named_with_their_reason(desk, world):
    with scope(desk.place.id):
        for act, facts in (
            ("identity.number.unmasked", {"name": "Sri", "kind": "NIK"}),
            ("members.join.phone_shown", {"number": 3}),
            ("identity.number.kept", {"name": "Sri", "kind": "NIK"}),
        ):
            record(
                cooperative_id=desk.place.id,
                actor=world.actor(Role.KETUA),
                act=act,
                facts=facts | {"reason": "mencocokkan data"},
                now=NOW,
            )

    said = [one.said for one in found(desk, NOW.date(), NOW.date())["identity.unmasked"]]
    assert said == [
        "Ketua KKMP Bumiayu membuka nomor dari permintaan bergabung nomor 3: mencocokkan data",
        "Ketua KKMP Bumiayu membuka nomor milik Sri: mencocokkan data",
    ]
    assert "identity.unmasked" not in found(desk)


def test_one_person_on_both_sides_is_named_once(desk, world):
    membership = world.seat(Role.KETUA)
    type(membership).objects.filter(id=membership.id).update(person_id=desk.bendahara.person_id)

    (one,) = found(desk)["identity.both_sides"]
    assert one.said.startswith(f"{desk.bendahara.name} sebagai ")
    assert "Ketua" in one.said
    assert "Bendahara" in one.said


def test_a_cooperative_without_books_has_nothing_to_say(world):
    desk = Desk(world)
    desk.place = world.arjosari

    assert found(desk) == {}


def test_the_weightiest_kinds_come_first(desk):
    typed(desk, paid("2026-01-05"))
    with scope(desk.place.id):
        kinds = exceptions_of(watched_span(place=desk.place, since=JANUARY[0], until=JANUARY[1], today=TODAY))

    assert [kind.kind for kind in kinds] == ["ledger.late", "ledger.unproved", "ledger.unclosed"]
    assert (kinds[0].weight, kinds[0].total_rp) == (3, 600_000)


def test_every_kind_that_a_context_names_has_words_and_no_words_are_left_over():
    modules = {inspect.getmodule(watcher) for _, watcher in watchers()}
    sources = "".join(inspect.getsource(module) for module in modules)

    assert set(re.findall(r'(?:kind=|_entry\()"([a-z_.]+)"', sources)) == set(KINDS)
