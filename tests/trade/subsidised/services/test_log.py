"""Beside the official sites: numbers shown for a reason, steps one by one, days that two people close, what is odd."""

from copy import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import Part, exceptions_of, watched_span
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import ReasonTooShortError, ShownAlreadyError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.anomalies import find
from guyub.trade.subsidised.domain.day_closes import DayCloseRefusedError, Told
from guyub.trade.subsidised.domain.oddities import OddityRefusedError, OddKind
from guyub.trade.subsidised.domain.officials import OfficialRefusedError, after_taken_back
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.domain.unmet import UnmetRefusedError
from guyub.trade.subsidised.models import DayClose, Oddity, OfficialNote, QuotaUse, RationedSale, UnmetRequest
from guyub.trade.subsidised.selectors.oddities import oddities_of, patterns
from guyub.trade.subsidised.selectors.unmet import unmet_sums
from guyub.trade.subsidised.services.day_closes import check_close, settle_close, write_close
from guyub.trade.subsidised.services.oddities import decide_oddity, look_for_oddities
from guyub.trade.subsidised.services.officials import copy_nik, open_log, take_step
from guyub.trade.subsidised.services.unmet import note_unmet
from tests.trade.subsidised.log_world import LPG, NIK, LogWorld, use
from tests.trade.subsidised.misuse import LIMITS, Network, Person
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield LogWorld()


@pytest.fixture
def log(stands, db):
    return copy(stands)


def acts(log):
    with scope(log.place.id):
        rows = AuditEntry.objects.filter(cooperative=log.place, act__startswith="subsidised.")
        return [
            (row.act.removeprefix("subsidised."), row.actor_name, row.facts)
            for row in rows.order_by("position")
        ]


def steps(log, sale, step, actor=None, **more):
    given = {"actor": actor or log.cashier, "request_id": new_id(), "now": NOW} | more
    take_step(sale_id=sale.id, step=step, **given)
    return log.row(sale).official


def refused(wrong, call, kind=OfficialRefusedError):
    with pytest.raises(kind) as error:
        call()
    assert error.value.facts["wrong"] == wrong


def test_a_number_is_copied_once_for_each_press_and_told_to_the_trail(log):
    sale = log.sale()
    press = {"actor": log.cashier, "request_id": new_id(), "now": NOW}
    assert copy_nik(sale_id=sale.id, **press) == NIK
    with pytest.raises(ShownAlreadyError):
        copy_nik(sale_id=sale.id, **press)
    ((act, who, facts),) = acts(log)
    assert (act, who, facts["number"], facts["last4"]) == ("nik.copied", log.cashier.name, "A1-0001", "0042")
    assert NIK not in str(facts)

    again = press | {"request_id": new_id()}
    refused("gone", lambda: copy_nik(sale_id=log.sale(official="DONE", number="A1-0002").id, **again))
    unknown = log.sale(number="A1-0003", consumer_id=None)
    refused("number", lambda: copy_nik(sale_id=unknown.id, **again))
    with pytest.raises(NotAllowedError):
        copy_nik(sale_id=sale.id, **again | {"actor": log.world.actor(Role.PENGAWAS)})
    elsewhere = log.world.actor(Role.KASIR, log.world.arjosari)
    refused("gone", lambda: copy_nik(sale_id=sale.id, **again | {"actor": elsewhere}))
    assert len(acts(log)) == 1


def test_steps_of_one_sale_and_what_the_site_answered(log):
    sale = log.sale()
    refused("code", lambda: steps(log, sale, "REFUSED"))
    refused("step", lambda: steps(log, sale, "BULK"))
    told = {"refused": "KK", "seen_nik": "3", "seen_kk": "0", "why": "layar merah"}
    assert steps(log, sale, "REFUSED", **told) == "REFUSED"
    refused("step", lambda: steps(log, sale, "DONE"))
    with pytest.raises(NotAllowedError):
        steps(log, sale, "KEEP", why="pembeli tetangga")
    refused("why", lambda: steps(log, sale, "KEEP", log.treasurer))
    assert steps(log, sale, "KEEP", log.treasurer, why="KK baru pecah") == "KEPT"
    assert steps(log, sale, "AGAIN") == "WAITING"
    press = {"request_id": new_id()}
    assert steps(log, sale, "DONE", ref="MAP-77", **press) == "DONE"
    assert (
        steps(log, sale, "DONE", ref="MAP-77", **press) == "DONE"
    )  # the answer was lost, and it is asked again
    assert steps(log, sale, "UNTICK", why="salah baris") == "WAITING"
    with scope(log.place.id):
        notes = list(OfficialNote.objects.filter(cooperative=log.place, sale=sale).order_by("id"))
    assert [one.step for one in notes] == ["REFUSED", "KEEP", "AGAIN", "DONE", "UNTICK"]
    assert (notes[0].refused_for, notes[0].seen_nik, notes[0].seen_kk) == ("KK", 3, 0)
    assert log.row(sale).official_ref == "MAP-77"
    assert log.broken() == []


def test_a_sale_taken_back_after_the_site_was_told_is_to_be_cancelled_there(log):
    """7.13, 5, the half of the official site; the half of the till stands with the till's tests."""
    sale = log.sale()
    steps(log, sale, "DONE")
    with scope(log.place.id):
        row = RationedSale.objects.get(cooperative=log.place, id=sale.id)
        row.official, row.taken_back_on = after_taken_back(OfficialState(row.official)).value, log.today
        row.save(update_fields=["official", "taken_back_on"])
    assert log.row(sale).official == "CANCEL"
    assert log.broken() == []
    assert steps(log, sale, "CANCELLED") == "CANCELLED"
    assert log.broken() == []
    with scope(log.place.id):
        RationedSale.objects.filter(cooperative=log.place, id=sale.id).update(official="DONE")
    assert {one.rule for one in log.broken()} == {
        "subsidised.official.state",
        "subsidised.official.taken_back",
    }


def test_a_log_with_full_numbers_needs_a_reason_and_says_how_many(log):
    log.sale()
    secretary = log.world.actor(Role.SEKRETARIS)
    asked = {
        "programme": LPG, "from_on": log.today, "until_on": log.today, "request_id": new_id(), "now": NOW,
    }  # fmt: skip
    with pytest.raises(ReasonTooShortError):
        open_log(actor=secretary, reason="audit", **asked)
    with pytest.raises(NotAllowedError):
        open_log(actor=log.cashier, reason="pemeriksaan agen", **asked)
    opened = open_log(actor=secretary, reason="pemeriksaan agen", **asked)
    assert {one.nik for one in opened.values()} == {NIK}
    ((act, _, facts),) = acts(log)
    assert (act, facts["people_count"], facts["reason"]) == ("log.opened", 1, "pemeriksaan agen")


def test_a_day_is_written_by_one_checked_by_another_and_a_difference_stays_until_settled(log):
    steps(log, log.sale(qty=2), "DONE")
    log.sale(number="A1-0002")
    log.sale(number="A1-0003", taken_back_on=log.today, official="")
    log.sale(number="A1-0004", ago=timedelta(days=1), taken_back_on=log.today, official="")
    given = {"programme": LPG, "on": log.today, "today": log.today, "now": NOW}

    def writes(official, cash_rp, reason="", actor=log.cashier):
        told = Told(official=official, cash_rp=cash_rp, cashless_rp=0, reason=reason)
        return write_close(actor=actor, told=told, request_id=new_id(), **given)

    refused("reason", lambda: writes(1, 36_000), DayCloseRefusedError)
    close_id = writes(1, 36_000, "situs mati pukul 17")
    assert writes(1, 36_000, "situs mati sejak pukul 17") == close_id
    with scope(log.place.id):
        row = DayClose.objects.get(cooperative=log.place, id=close_id)
    assert (row.sold_count, row.sold_qty, row.paid_rp, row.waiting_count) == (2, 2, 36_000, 1)
    assert (row.differs, row.official_qty, row.reason) == (True, 1, "situs mati sejak pukul 17")

    act = {"close_id": close_id, "now": NOW}
    refused("same", lambda: check_close(actor=log.cashier, request_id=new_id(), **act), DayCloseRefusedError)
    check_close(actor=log.treasurer, request_id=new_id(), **act)
    refused("checked", lambda: writes(2, 36_000), DayCloseRefusedError)

    seen = lambda later: {  # noqa: E731
        one.kind for one in _exceptions(log, log.today + timedelta(days=later))
    }
    assert seen(1) == {"subsidised.told_late"}
    assert seen(2) == {"subsidised.told_late", "subsidised.day_differs"}
    done = {"why": "diketik sesudah situs hidup", "today": log.today}
    settle_close(actor=log.treasurer, request_id=new_id(), **act, **done)
    refused(
        "open",
        lambda: settle_close(actor=log.treasurer, request_id=new_id(), **act, **done),
        DayCloseRefusedError,
    )
    assert seen(2) == {"subsidised.told_late"}
    assert log.broken() == []
    with scope(log.place.id):
        DayClose.objects.filter(cooperative=log.place).update(official_qty=2)
    assert [one.rule for one in log.broken()] == ["subsidised.day_close.differs"]


def _exceptions(log, today):
    with scope(log.place.id):
        watched = watched_span(
            place=log.place, since=date(2026, 11, 1), until=date(2026, 11, 30), today=today
        )
        return [one for one in exceptions_of(watched, Part.BELANJA) if one.kind.startswith("subsidised.")]


def test_who_went_without_is_counted_and_not_named(log):
    given = {"actor": log.cashier, "programme": LPG, "category": "RT", "qty": 1, "now": NOW}
    press = new_id()
    kept = note_unmet(reason="EMPTY", request_id=press, **given)
    assert note_unmet(reason="EMPTY", request_id=press, **given) == kept
    note_unmet(reason="QUOTA", request_id=new_id(), **given | {"category": "UM", "qty": 2})
    refused(
        "category",
        lambda: note_unmet(reason="EMPTY", request_id=new_id(), **given | {"category": "X"}),
        UnmetRefusedError,
    )
    refused(
        "programme",
        lambda: note_unmet(reason="EMPTY", request_id=new_id(), **given | {"programme": "X"}),
        UnmetRefusedError,
    )
    with scope(log.place.id):
        assert UnmetRequest.objects.filter(cooperative=log.place).count() == 2
        sums = unmet_sums([log.place.id], programme=LPG, since=log.today, until=log.today)
    assert sums == {log.place.id: (2, 3)}


def at_thresholds(outlet):
    """A day for each pattern of a day, just there and one sale short of it."""
    network = Network(6, outlets=1, households=0)
    network.ids = 10**6
    uneven, rushed = [60, 90, 40, 70, 100, 50, 65], [12, 25, 15] * 6 + [16]
    runs = (
        ([9] * 4, 1),
        ([9] * 3, 1),
        ([30] * 7, 1),
        ([30] * 6, 1),
        (uneven, 3),
        (uneven[1:], 3),
        (rushed, 1),
        (rushed[1:], 1),
    )
    for day, (waits, qty) in enumerate(runs):
        at = network.moment(day, 9)
        for wait in [0, *waits]:
            at += timedelta(seconds=wait)
            network.sell(Person(network.number(), network.number(), "RT", 1, 1), outlet, at, qty=qty)
    for day, many in ((8, 3), (9, 2)):
        again = Person(network.number(), network.number(), "RT", 1, 1)
        for nth in range(many):
            network.sell(again, outlet, network.moment(day, 9 + nth))
            network.sell(
                Person(network.number(), None, "RT", 1, 1), outlet, network.moment(day, (22, 23, 4)[nth])
            )
    return network.result.bought


def test_the_database_finds_what_the_rule_finds(log):
    network = Network(5, outlets=12, households=12, days=12)
    network.honest()
    month = network.misuse(2)
    places = {outlet: (log.place if outlet % 2 else log.world.arjosari).id for outlet in network.outlets}
    told = [replace(one, outlet=places[one.outlet]) for one in month.bought]
    told += at_thresholds(log.world.city.id)
    QuotaUse.objects.bulk_create([use(one.outlet, one) for one in told])
    span = {"limits": LIMITS, "month": date(2026, 10, 1), "until": date(2026, 10, 12)}
    by_rule, by_query = find(told, **span), patterns(**span)
    assert set(by_rule) == set(by_query)
    assert {one.kind for one in by_rule} >= {
        OddKind.RUSH, OddKind.EVEN, OddKind.UNIFORM, OddKind.PACKED, OddKind.NIGHT, OddKind.OFTEN,
        OddKind.HOUSEHOLD, OddKind.RESELLERS,
    }  # fmt: skip


def test_a_pattern_is_found_once_and_decided_by_whom_it_concerns(log):
    network = Network(7, outlets=1, households=0, month=date(2026, 11, 1))
    person = network.around(1, 1)
    one = next(person)
    for nth in range(4):
        network.sell(one, log.place.id, network.moment(20, 8 + nth, nth))
    QuotaUse.objects.bulk_create([use(log.place.id, bought) for bought in network.result.bought])
    log.sale(use_id=None, ago=timedelta(days=3), number="A1-0009")

    assert look_for_oddities(now=NOW) == look_for_oddities(now=NOW) == 2
    (often, no_event) = sorted(
        oddities_of(cooperative_id=log.place.id, is_open=True), key=lambda row: row.kind, reverse=True
    )
    assert (often.kind, often.said, often.outlets) == (
        OddKind.OFTEN, "Satu NIK membeli 4 kali dalam sehari.", ("KKMP Bumiayu",),
    )  # fmt: skip
    assert no_event.kind is OddKind.NO_EVENT
    assert oddities_of(cooperative_id=log.world.arjosari.id, is_open=True) == []

    act = {"oddity_id": often.oddity_id, "verdict": "WRONG", "written": "hajatan keluarga", "now": NOW}
    with pytest.raises(NotAllowedError):
        decide_oddity(actor=log.cashier, request_id=new_id(), **act)
    stranger = log.world.actor(Role.PENGAWAS, log.world.arjosari)
    refused("gone", lambda: decide_oddity(actor=stranger, request_id=new_id(), **act), OddityRefusedError)
    decide_oddity(actor=log.world.actor(Role.PENGAWAS), request_id=new_id(), **act)
    decide_oddity(
        actor=log.world.actor(Role.PETUGAS_DINAS), request_id=new_id(), **act | {"verdict": "RIGHT"}
    )
    look_for_oddities(now=NOW + timedelta(hours=1))
    row = Oddity.objects.get(id=often.oddity_id)
    assert (row.verdict, row.note, row.decided_for_id, row.found_at) == (
        "RIGHT", "hajatan keluarga", log.world.city.id, NOW,
    )  # fmt: skip
    assert len(oddities_of(cooperative_id=None, is_open=True)) == 1
