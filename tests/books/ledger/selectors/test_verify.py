"""Whatever is changed in a stored journal, verifying finds it; what is whole, it leaves alone."""

import datetime as dt
import random
from uuid import uuid4

import pytest
from django.db import transaction

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.domain.verifying import Anchor, anchor_text, read_anchor
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors import verify as module
from guyub.books.ledger.selectors.verify import verify_books
from guyub.books.ledger.services.periods import close_months
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.books import ELECTRICITY, SERVICE, TODAY, begun, posted
from tests.books.ledger.tampering import (
    change_one_byte,
    columns,
    cut_tail,
    mend,
    rewrite_tail,
    run,
    undone,
    walls_down,
)
from tests.world import NOW

D = dt.date

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(world):
    """A dozen entries of all kinds: two years, two series, members, partners, notes, a document, a reversal."""
    place = begun(world.bumiayu)
    member = uuid4()
    for month in (1, 3, 5, 11):
        posted(place, ELECTRICITY, D(2025, month, 28), memo="Listrik “gerai” \\ utama\n\t")
        posted(place, SERVICE, D(2026, month, 1), series="PU", source_kind="contoh.nota", source_id=uuid4())
    rich = [
        LineDraft("1.1.02", 900_000, note="setoran"),
        LineDraft("2.2.01", -900_000, member_id=member, partner_id=world.arjosari.id),
    ]
    with scope(place.id):
        entry = JournalEntry.objects.filter(cooperative=place).order_by("chain_no").first()
        lines = [LineDraft("6.1.02", 200_000), LineDraft("1.1.02", -200_000, flow="BEBAN")]
        back = taken_back(
            lines,
            memo="Dibalik",
            series="JU",
            occurred_on=TODAY,
            reverses_id=entry.id,
            request_id=uuid4(),
            phase=Phase.ORDINARY,
        )
        post_complete(
            place=place, context="ledger", drafts=[back], today=TODAY, actor=None, is_late=False, act=None
        )
        saved = EntryDraft(occurred_on=TODAY, memo="Setor sukarela", lines=rich, request_id=uuid4())
        post_entry(place=place, context="savings", draft=saved, today=TODAY)
    return place


def rules(place, *anchors):
    return [finding.rule for finding in verify_books(place=place, anchors=anchors).findings]


def test_books_that_are_whole_are_left_alone(place, monkeypatch):
    with scope(place.id):
        whole = verify_books(place=place)
        anchor = read_anchor(anchor_text(place.code, whole.chain_no, whole.hash), place=place.code)
        assert (whole.entries, whole.lines, whole.chain_no, list(whole.findings)) == (10, 20, 10, [])
        assert rules(place, anchor) == []
        monkeypatch.setattr(module, "CHUNK_ENTRIES", 3)
        assert verify_books(place=place) == whole


def test_no_books_and_empty_books(place, world):
    with scope(world.arjosari.id):
        assert verify_books(place=world.arjosari) is None
    begun(world.arjosari)
    with scope(world.arjosari.id):
        assert rules(world.arjosari) == []


def test_every_column_is_covered(place, postgresql):
    """Each column of an entry and of a line, changed once where the table lets it be."""
    chance = random.Random(1)  # noqa: S311  the same changes every time
    with walls_down(postgresql, place):
        for table, key in (("ledger_journalentry", "chain_no"), ("ledger_journalline", "entry_id, line_no")):
            left = {name for name, _ in columns(table)}
            for _ in range(3_000):
                with undone():
                    changed = change_one_byte(chance, table, key) if left else None
                    name = changed.split(":")[0].split(".")[1] if changed else None
                    if name in left:
                        assert rules(place), changed
                        left.discard(name)
                if not left:
                    break
            assert left <= {"year", "occurred_on"}, left  # their constraints let hardly any change pass


def changes_are_found(place, postgresql, count, seed):
    chance, found = random.Random(seed), 0  # noqa: S311  the same changes every time
    with walls_down(postgresql, place):
        while found < count:
            with undone():
                table, key = chance.choice(
                    [("ledger_journalentry", "chain_no"), ("ledger_journalline", "entry_id, line_no")]
                )
                changed = change_one_byte(chance, table, key)
                if changed:
                    assert rules(place), changed
                    found += 1
        assert rules(place) == []


def test_150_changes_of_one_byte_are_found(place, postgresql):
    changes_are_found(place, postgresql, 150, seed=20261126)


@pytest.mark.long
def test_1000_changes_of_one_byte_are_found(place, postgresql):
    changes_are_found(place, postgresql, 1_000, seed=20261127)


def tails_are_found(place, postgresql, count, seed):
    chance = random.Random(seed)  # noqa: S311  the same changes every time
    with walls_down(postgresql, place):
        hashes = dict(
            run("SELECT chain_no, hash FROM ledger_journalentry WHERE cooperative_id = %s", [place.id])
        )
        for at in range(count):
            with undone():
                after = chance.randrange(1, len(hashes))
                paper = chance.randrange(after + 1, len(hashes) + 1)
                if at % 2:
                    run(
                        "UPDATE ledger_journalentry SET reverses_id = NULL WHERE cooperative_id = %s",
                        [place.id],
                    )
                    rewrite_tail(place, after, chance.randrange(2, 9))
                else:
                    cut_tail(place, after)
                assert rules(place) == [], "the attacker mended everything"
                anchor = Anchor(place.code, paper, bytes(hashes[paper]).hex()[:16])
                assert "anchor" in rules(place, anchor)


def test_15_tails_cut_or_written_anew_are_found(place, postgresql):
    tails_are_found(place, postgresql, 15, seed=1)


@pytest.mark.long
def test_100_tails_cut_or_written_anew_are_found(place, postgresql):
    tails_are_found(place, postgresql, 100, seed=2)


def test_a_closing_is_an_anchor_that_the_books_keep_themselves(place, postgresql, world):
    with scope(place.id):
        close_months(
            place=place, through=D(2025, 1, 31), actor=world.actor(Role.BENDAHARA), today=TODAY, now=NOW
        )
    with walls_down(postgresql, place):
        cut_tail(place, 4)
        assert rules(place) == ["closing"]
    with scope(place.id):
        assert rules(place) == ["closing"]


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("head", "UPDATE ledger_journalhead SET chain_no = 9 WHERE cooperative_id = %s"),
        ("head", "UPDATE ledger_journalhead SET hash = sha256('') WHERE cooperative_id = %s"),
        ("last_day", "UPDATE ledger_journalhead SET last_dated_on = '2026-11-24' WHERE cooperative_id = %s"),
        ("counter", "UPDATE kernel_numbercounter SET last = 12 WHERE series = 'ledger.PU' AND cooperative_id = %s"),
        ("counter", "DELETE FROM kernel_numbercounter WHERE series = 'ledger.PU' AND cooperative_id = %s"),
        ("running", "UPDATE ledger_accountbalance SET debit_rp = debit_rp + 1 WHERE cooperative_id = %s"),
        ("running", "DELETE FROM ledger_accountbalance WHERE flow = 'BEBAN' AND cooperative_id = %s"),
        ("facts", "UPDATE ledger_account SET code = '6.1.03.77' WHERE code = '6.1.02' AND cooperative_id = %s"),
        ("control", "UPDATE ledger_account SET owner = 'loans' WHERE code = '6.1.02' AND cooperative_id = %s"),
        ("flow", "UPDATE ledger_account SET is_cash = false, flow = 'BEBAN' WHERE code = '1.1.02'"
                 " AND cooperative_id = %s"),
    ],
)  # fmt: skip
def test_what_hangs_on_the_journal_is_compared_with_it(rule, statement, place, postgresql):
    with walls_down(postgresql, place), undone():
        run(statement, [place.id])
        assert rule in rules(place)


def test_a_reversal_is_a_mirror(place, postgresql):
    """The attacker points a reversal at another entry and seals everything anew."""
    with walls_down(postgresql, place), undone():
        run(
            "UPDATE ledger_journalentry r SET reverses_id = (SELECT e.id FROM ledger_journalentry e WHERE"
            " e.chain_no = 2 AND e.cooperative_id = %s) WHERE r.reverses_id IS NOT NULL AND r.cooperative_id = %s",
            [place.id, place.id],
        )
        mend(place)
        assert rules(place) == ["reversal"]


def test_findings_speak_plainly(place, postgresql):
    with walls_down(postgresql, place), undone():
        run(
            "UPDATE ledger_journalentry SET total_rp = 5 WHERE chain_no = 1 AND cooperative_id = %s",
            [place.id],
        )
        (finding,) = verify_books(place=place).findings
    assert finding.said == (
        "JU-2025-0001. Jumlah rupiah berbeda dari yang tertulis: seharusnya 200.000, tertulis 5."
    )
    assert transaction.get_autocommit()
