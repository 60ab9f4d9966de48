"""Matching lines with entries, letting go, and recording what only the bank knew."""

import threading
from datetime import date

import pytest
from django.db import connection

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.models import BankMatch, Event, MatchedRow
from guyub.books.treasury.selectors.bank_invariants import matches_join_equal_sums
from guyub.books.treasury.selectors.banks import bank_desk, matches_of
from guyub.books.treasury.services.bank_matches import (
    MatchRefusedError,
    kinds_for,
    let_go,
    match_all,
    match_rows,
    record_line,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.banking import TODAY, bank, csv, taken
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Bumiayu with its bank's file taken in: the grant and the shelf are matched, a fee of 10,000 is open."""
    made = World()
    made.cash()
    taken(made)
    return made


def shared(world, role=Role.BENDAHARA):
    return {"actor": world.actor(role), "place": world.bumiayu, "request_id": new_id(), "now": NOW}


def posted(world, amount_rp, day=17, memo="Contoh", **more):
    """Post an entry on the bank's account; give its id."""
    draft = EntryDraft(
        occurred_on=date(2026, 11, day),
        memo=memo,
        lines=[LineDraft("1.1.03", amount_rp), LineDraft("4.3.01", -amount_rp)],
        request_id=new_id(),
        **more,
    )
    with scope(world.bumiayu.id):
        return post_entry(
            place=world.bumiayu, context="ledger", draft=draft, today=TODAY, actor=None
        ).entry_id


def desk(world):
    standing = bank(world)
    with scope(world.bumiayu.id):
        return bank_desk(cooperative_id=world.bumiayu.id, bank=standing, today=TODAY)


def matches(world):
    standing = bank(world)
    with scope(world.bumiayu.id):
        return [
            (row.how, [one.amount_rp for one in row.lines], [one.amount_rp for one in row.entries])
            for row in matches_of(cooperative_id=world.bumiayu.id, bank=standing)
        ]


def matched(world, line_ids, entry_ids, **more):
    return match_rows(
        bank_id=world.cash()["BANK"],
        line_ids=line_ids,
        entry_ids=entry_ids,
        is_suggested=False,
        today=TODAY,
        **(shared(world) | more),
    )


def wrong(call, error=MatchRefusedError):
    with pytest.raises(error) as refused:
        call()
    return refused.value.facts


def test_sure_pairs_are_matched_when_a_file_is_taken_in(world):
    assert sorted(matches(world)) == [
        ("OTOMATIS", [-4_500_000], [-4_500_000]),
        ("OTOMATIS", [25_000_000], [25_000_000]),
    ]
    open_ = desk(world)
    assert ([row.amount_rp for row in open_.lines], open_.entries, open_.gap_rp) == ([-10_000], [], 0)


def test_an_entry_that_comes_later_is_matched_on_asking(world):
    posted(world, -10_000)

    assert match_all(bank_id=world.cash()["BANK"], today=TODAY, **shared(world)) == 1
    assert match_all(bank_id=world.cash()["BANK"], today=TODAY, **shared(world)) == 0
    assert (desk(world).lines, desk(world).entries) == ([], [])
    assert wrong(lambda: match_all(bank_id=new_id(), today=TODAY, **shared(world))) == {"wrong": "place"}


def test_an_entry_and_its_reversal_drop_out_together(world):
    entry_id = posted(world, 70_000)
    with scope(world.bumiayu.id):
        back = taken_back(
            stored_lines(cooperative_id=world.bumiayu.id, entry_id=entry_id),
            memo="Balik",
            series="JU",
            occurred_on=TODAY,
            reverses_id=entry_id,
            request_id=new_id(),
            phase=Phase.ORDINARY,
        )
        post_entry(place=world.bumiayu, context="ledger", draft=back, today=TODAY, actor=None)
    assert len(desk(world).entries) == 2

    match_all(bank_id=world.cash()["BANK"], today=TODAY, **shared(world))

    assert desk(world).entries == []
    assert ("BALIK", [], [70_000, -70_000]) in matches(world)


def test_a_person_matches_one_line_with_several_entries_and_lets_go(world):
    entries = [posted(world, -4_000), posted(world, -6_000)]
    (line,) = desk(world).lines

    match_id = matched(world, [line.id], entries)

    assert ("TANGAN", [-10_000], [-4_000, -6_000]) in matches(world)
    assert (desk(world).lines, desk(world).entries) == ([], [])
    let_go(match_id=match_id, **shared(world))
    assert (len(desk(world).lines), len(desk(world).entries)) == (1, 2)
    assert wrong(lambda: let_go(match_id=match_id, **shared(world))) == {"wrong": "gone"}


def test_what_is_not_the_same_money_is_not_matched(world):
    entry_id = posted(world, -9_000)
    (line,) = desk(world).lines
    before = matches(world)

    facts = wrong(lambda: matched(world, [line.id], [entry_id]))
    assert facts == {"wrong": "sum", "lines_rp": -10_000, "entries_rp": -9_000}
    assert wrong(lambda: matched(world, [line.id], [])) == {"wrong": "empty"}
    assert wrong(lambda: matched(world, [line.id], [new_id()])) == {"wrong": "gone"}
    assert wrong(lambda: matched(world, [new_id()], [entry_id])) == {"wrong": "gone"}
    assert wrong(lambda: matched(world, [new_id() for _ in range(201)], [])) == {"wrong": "many", "most": 200}
    assert matches(world) == before


def test_a_mistake_that_the_bank_put_right_is_matched_with_itself(world):
    taken(world, csv("17/11/2026;KOREKSI BIAYA;0;10.000;20.500.000"))
    lines = [row.id for row in desk(world).lines]

    matched(world, lines, [])

    assert desk(world).lines == []


def test_a_transfer_between_two_banks_is_matched_in_each(world):
    from guyub.books.treasury.services.places import open_place

    other = open_place(kind="BANK", name="BNI", bank_name="BNI", today=TODAY, **shared(world))
    with scope(world.bumiayu.id):
        draft = EntryDraft(
            occurred_on=date(2026, 11, 18),
            memo="Pindah",
            lines=[LineDraft("1.1.03.01", 500_000), LineDraft("1.1.03", -500_000)],
            request_id=new_id(),
        )
        post_entry(place=world.bumiayu, context="ledger", draft=draft, today=TODAY, actor=None)

    taken(world, csv("18/11/2026;PINDAH;500.000;0;19.990.000"))
    taken(world, csv("18/11/2026;PINDAH;0;500.000;500.000"), bank_id=other)

    with scope(world.bumiayu.id):
        rows = MatchedRow.objects.filter(cooperative_id=world.bumiayu.id, entry__isnull=False)
        assert sorted(rows.values_list("amount_rp", flat=True))[-2:] == [500_000, 25_000_000]
        assert -500_000 in rows.values_list("amount_rp", flat=True)


def recorded(world, line_id, kind="bank.pajak_bunga", **more):
    typed = {"kind": kind, "choice": "", "who": "", "note": "November"} | more
    return record_line(line_id=line_id, today=TODAY, **shared(world), **typed)


def test_what_only_the_bank_knew_is_recorded_and_matched_at_once(world):
    (line,) = desk(world).lines

    event_id = recorded(world, line.id)

    with scope(world.bumiayu.id):
        event = Event.objects.get(cooperative_id=world.bumiayu.id, id=event_id)
    assert (event.kind, event.amount_rp, event.happened_on) == ("bank.pajak_bunga", 10_000, line.on)
    assert ("CATAT", [-10_000], [-10_000]) in matches(world)
    assert (desk(world).lines, bank(world).balance_rp) == ([], 20_490_000)
    assert wrong(lambda: recorded(world, line.id)) == {"wrong": "gone"}


def test_a_line_is_recorded_as_what_goes_its_way(world):
    (line,) = desk(world).lines

    assert wrong(lambda: recorded(world, line.id, kind="bank.bunga")) == {"wrong": "kind"}
    assert wrong(lambda: recorded(world, line.id, kind="tidak.ada")) == {"wrong": "kind"}
    assert wrong(lambda: recorded(world, new_id())) == {"wrong": "gone"}
    assert wrong(lambda: recorded(world, line.id, note="x" * 121), EventRefusedError) == {"wrong": "note"}
    assert len(desk(world).lines) == 1
    ways = [{kind.direction.value for kind in kinds_for(rp)} for rp in (5, -5)]
    assert ways == [{"MASUK"}, {"KELUAR"}]
    assert (kinds_for(5)[0].code, kinds_for(-5)[0].code) == ("bank.bunga", "bank.biaya")


def test_what_needs_a_second_person_is_recorded_on_its_own_page(world):
    taken(world, csv("18/11/2026;TARIK;9.000.000;0;11.490.000"))
    line = desk(world).lines[-1]

    assert wrong(lambda: recorded(world, line.id)) == {"wrong": "large"}
    assert len(desk(world).lines) == 2


def test_only_who_keeps_the_treasury_matches(world):
    from guyub.foundation.identity.services.acting import NotAllowedError

    (line,) = desk(world).lines
    with pytest.raises(NotAllowedError):
        matched(world, [line.id], [new_id()], **shared(world, Role.PENGAWAS))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_match_one_line_at_once_match_it_once(world):
    entry_id = posted(world, -10_000)
    (line,) = desk(world).lines
    told, gate = [], threading.Barrier(2)
    world.actor(Role.BENDAHARA), world.cash()

    def match():
        try:
            gate.wait()
            told.append(matched(world, [line.id], [entry_id]))
        except MatchRefusedError as refusal:
            told.append(refusal.facts)
        finally:
            connection.close()

    threads = [threading.Thread(target=match) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {"wrong": "gone"} in told
    assert len(matches(world)) == 3


def test_a_match_with_a_row_missing_is_found(world):
    with scope(world.bumiayu.id):
        assert list(matches_join_equal_sums(world.bumiayu.id)) == []
        rows = MatchedRow.objects.filter(cooperative_id=world.bumiayu.id, line__isnull=False, amount_rp__gt=0)
        rows._raw_delete(rows.db)
        (broken,) = matches_join_equal_sums(world.bumiayu.id)
        assert BankMatch.objects.filter(cooperative_id=world.bumiayu.id).count() == 2
    assert (broken.rule, "bank Rp" in broken.what) == ("treasury.bank.match", True)
