"""Closing asks every context first, and two who press at once do not get in each other's way."""

import datetime as dt
import threading

import pytest
from django.contrib.auth.hashers import make_password
from django.db import OperationalError, connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.domain.periods import PeriodRefusedError
from guyub.books.ledger.selectors.periods import closings_of, periods_of
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.web.audit_sentences import said as told
from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors import invariants
from guyub.journeys.services import closing
from guyub.journeys.services.closing import ClosingRefusedError, ask_reopen, close_month, close_year
from tests.books.ledger.books import ELECTRICITY, SERVICE, begun, posted
from tests.world import NOW, new_id

D = dt.date
PIN = "270817"
DECEMBER, A_DAY = D(2025, 12, 31), D(2025, 12, 9)
REASON = "nota listrik tertinggal"


@pytest.fixture
def place(world):
    place = begun(world.bumiayu, D(2025, 12, 1))
    posted(place, SERVICE, D(2025, 12, 3))
    posted(place, ELECTRICITY, D(2026, 1, 3))
    return place


def close(world, through=DECEMBER, *, role=Role.BENDAHARA, now=NOW, request_id=None):
    close_month(
        actor=world.actor(role),
        place=world.bumiayu,
        through=through,
        request_id=request_id or new_id(),
        now=now,
    )


def end_year(world, year=2025):
    close_year(
        actor=world.actor(Role.BENDAHARA), place=world.bumiayu, year=year, request_id=new_id(), now=NOW
    )


def reopen(world, day=A_DAY, *, role=Role.BENDAHARA, reason=REASON):
    made = new_id()
    ask_reopen(actor=world.actor(role), place=world.bumiayu, day=day, reason=reason, request_id=made, now=NOW)
    return made


def approve(world, request_id, role=Role.KETUA):
    person = world.person(role)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        actor=world.actor(role),
        approval_id=request_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
    )


def stands(place):
    with scope(place.id):
        return periods_of(cooperative_id=place.id)


def wrong(act):
    with pytest.raises((PeriodRefusedError, ClosingRefusedError, DecisionRefusedError)) as refusal:
        act()
    return refusal.value.facts["wrong"]


def news(place):
    with scope(place.id):
        rows = OutboxLine.objects.filter(cooperative=place, topic__startswith="ledger.").order_by("position")
        return [(row.topic, row.payload["through"]) for row in rows]


def acts(place):
    with scope(place.id):
        return [
            told(line).split(") ", 1)[1] for line in trail(cooperative_id=place.id, most=9, act="ledger.")
        ]


def test_a_month_closes_with_a_line_of_the_trail_and_one_of_news(world, place):
    pressed = new_id()
    close(world, request_id=pressed)
    close(world, request_id=pressed)

    assert stands(place).closed_through == D(2025, 12, 31)
    assert news(place) == [("ledger.month_closed", "2025-12-31")]
    assert acts(place) == ["menutup buku bulan Desember 2025"]
    with scope(place.id):
        (row,) = closings_of(cooperative_id=place.id, most=9)
        assert (row.kind, row.name, row.chain_no) == ("MONTH", world.person(Role.BENDAHARA).name, 2)


def test_a_year_closes_after_its_months(world, place):
    close(world)
    end_year(world)

    assert stands(place).year_closed_through == D(2025, 12, 31)
    assert news(place)[-1] == ("ledger.year_closed", "2025-12-31")
    assert acts(place)[0] == "menutup buku tahun 2025 (TB-2025-0001)"


@pytest.mark.parametrize(
    ("_case", "act", "refusal"),
    [
        ("not the next month", lambda w: close(w, D(2026, 1, 31)), "missing"),
        ("no month's end", lambda w: close(w, D(2025, 12, 30)), "month"),
        ("before its end in the own zone", lambda w: close(w, now=dt.datetime(2025, 12, 31, 16, 59, tzinfo=dt.UTC)),
         "early"),
        ("a year with an open month", end_year, "months"),
        ("nothing closed to open", reopen, "open"),
        ("no reason", lambda w: reopen(w, reason="  lupa  catat 12345"), "reason"),
    ],
)  # fmt: skip
def test_a_refusal_changes_nothing(_case, act, refusal, world, place):
    assert wrong(lambda: act(world)) == refusal
    assert stands(place).closed_through == D(2025, 11, 30)
    assert news(place) == []
    assert acts(place) == []


def test_a_minute_later_it_is_over_in_the_own_zone(world, place):
    close(world, now=dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC))


@pytest.mark.parametrize("role", [Role.KETUA, Role.PENGAWAS, Role.SEKRETARIS, Role.KASIR])
def test_only_the_treasurer_closes_and_asks(role, world, place):
    with pytest.raises(NotAllowedError):
        close(world, role=role)
    close(world)
    with pytest.raises(NotAllowedError):
        reopen(world, role=role)


def test_what_does_not_hold_anywhere_keeps_the_month_open(world, place, monkeypatch):
    broken = Broken("kernel.outbox.gapless", "3 lines, last 4, counter 4")
    listed = {"LAIN": (lambda place_id: iter([broken]),), "ledger": (lambda place_id: iter([broken]),)}
    monkeypatch.setattr(invariants, "listed", lambda name: listed if name == "INVARIANTS" else {})

    with pytest.raises(ClosingRefusedError) as refusal:
        close(world)

    assert refusal.value.facts["count"] == 2
    assert refusal.value.facts["what"].startswith("Nomor kabar antarbagian tidak urut: 3 lines")
    assert stands(place).closed_through == D(2025, 11, 30)


def test_two_people_open_a_month_and_a_year_again(world, place):
    close(world)
    end_year(world)
    asked = reopen(world)
    with scope(place.id):
        request = ApprovalRequest.objects.get(cooperative=place, id=asked)
        assert request.facts["years"] == ", termasuk tahun buku 2025"
    assert stands(place).closed_through == D(2025, 12, 31)

    approve(world, asked)

    assert stands(place).closed_through == D(2025, 11, 30)
    assert news(place)[-1] == ("ledger.reopened", "2025-11-30")
    assert acts(place)[0] == f"membuka kembali buku sejak Desember 2025: {REASON}"
    with scope(place.id):
        assert verify_books(place=place).findings == ()
        assert closings_of(cooperative_id=place.id, most=1)[0].reason == REASON
    close(world)
    end_year(world)


def test_a_reopening_that_came_too_late_is_refused_and_waits(world, place):
    close(world)
    first, second = reopen(world), reopen(world)
    approve(world, first)

    assert wrong(lambda: approve(world, second, Role.PENGAWAS)) == "open"


def test_who_asked_does_not_decide(world, place):
    close(world)
    asked = reopen(world)
    seat = type(world.seat(Role.BENDAHARA)).objects.create(
        person=world.person(Role.BENDAHARA),
        cooperative=place,
        role="KETUA",
        starts_at=NOW - dt.timedelta(days=1),
    )
    world.seats[(Role.KETUA, place.id, "")] = seat

    assert wrong(lambda: approve(world, asked)) == "own"
    assert stands(place).closed_through == D(2025, 12, 31)


def at_once(*attempts):
    """Run each attempt on a connection of its own, all beginning together; give what each came to."""
    results, gate = [None] * len(attempts), threading.Barrier(len(attempts))

    def run(at, attempt):
        try:
            gate.wait()
            results[at] = attempt() or "done"
        except (PeriodRefusedError, EntryRefusedError) as refusal:
            results[at] = refusal.facts["wrong"]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_does(world, place):
    world.actor(Role.BENDAHARA)

    assert sorted(at_once(lambda: close(world), lambda: close(world))) == ["closed", "done"]
    assert news(place) == [("ledger.month_closed", "2025-12-31")]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_posts_while_a_month_closes_is_in_it_or_refused(world, place):
    world.actor(Role.BENDAHARA)

    def post():
        return posted(place, ELECTRICITY, D(2025, 12, 31)).dated_on

    def late():
        return posted(place, ELECTRICITY, D(2025, 12, 31), is_late=True).dated_on

    done, first, second, third = at_once(lambda: close(world), post, late, post)

    assert done == "done"
    assert {first, third} <= {D(2025, 12, 31), "closed"}
    assert second in {D(2025, 12, 31), D(2026, 1, 1)}
    with scope(place.id):
        verified = verify_books(place=place)
        (closing_row,) = closings_of(cooperative_id=place.id, most=9)
        assert verified.findings == ()
        in_december = 1 + [first, second, third].count(D(2025, 12, 31))
        # Everything that stands in December was there when it closed: one of January came before.
        assert closing_row.chain_no == in_december + 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_while_everything_is_looked_at_nobody_posts_and_no_act_commits(world, place, monkeypatch):
    world.actor(Role.BENDAHARA)
    free = []

    def look(*, cooperative_id, examination):
        def other():
            for table in ("ledger_journalhead", "identity_audithead"):
                try:
                    with scope(place.id), connection.cursor() as cursor:
                        cursor.execute(
                            f"SELECT FROM {table} WHERE cooperative_id = %s FOR UPDATE NOWAIT",
                            [place.id],
                        )
                    free.append(table)
                except OperationalError:
                    pass
            connection.close()

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        return []

    with scope(place.id):
        record(cooperative_id=place.id, act="ledger.books.opened", facts={"on": "x"}, now=NOW)
    monkeypatch.setattr(closing, "broken_rules", look)
    close(world)

    assert free == []
    assert stands(place).closed_through == DECEMBER


def test_words_of_months():
    assert closing.month_words(D(2026, 5, 31)) == "Mei 2026"
