"""The free journal: typed, taken back, put right."""

import datetime as dt

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, EntryRefusedError, LineDraft
from guyub.books.ledger.models import JournalHead
from guyub.books.ledger.services.accounts import add_account
from guyub.books.ledger.services.journal import (
    JournalTyped,
    correct_entry,
    reverse_entry,
)
from guyub.books.ledger.services.posting import post_entry
from guyub.community.cooperatives.services.units import common_unit
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.journal_writing import (
    PHOTO,
    TODAY,
    acts,
    amounts,
    entries,
    posted,
    shared,
    typed,
    wrong,
)
from tests.world import NOW, new_id

pytestmark = pytest.mark.database


@pytest.fixture
def books(world):
    load_national(now=NOW)
    world.open_books(world.bumiayu, world.arjosari)
    return world


def test_an_entry_is_posted_with_its_paper_and_one_line_of_the_trail(books):
    done = posted(books, document=PHOTO)

    (entry,) = entries(books)
    assert (entry.id, str(entry), done.approval_id) == (done.entry_id, "JU-2026-0001", None)
    assert amounts(books, entry) == [("6.1.02", 200_000, ""), ("1.1.02", -200_000, "BEBAN")]
    assert acts(books) == ["ledger.entry.posted"]
    with scope(books.bumiayu.id):
        file = StoredFile.objects.get(cooperative=books.bumiayu, id=entry.file_id)
        assert (file.kind, file.title, file.is_public) == ("BUKTI_JURNAL", "Bukti Bayar listrik", False)
        (line,) = trail(cooperative_id=books.bumiayu.id, most=9)
        assert (
            said(line) == "Bendahara KKMP Bumiayu (Bendahara) mencatat jurnal Bayar listrik, Rp\u00a0200.000"
        )


def test_an_adjustment_has_its_own_series_and_phase(books):
    posted(books, typed(("6.1.04", 50_000), ("1.4.01", -50_000), is_adjustment=True))

    assert [(str(entry), entry.phase) for entry in entries(books)] == [("AJP-2026-0001", 1)]


@pytest.mark.parametrize(
    ("_case", "what", "expected"),
    [
        ("does not balance", typed(("6.1.02", 5), ("1.1.02", -4)), "unbalanced"),
        ("zero", typed(("6.1.02", 0), ("1.1.02", 0)), "amount"),
        ("a fraction", typed(("6.1.02", 1.5), ("1.1.02", -1.5)), "amount"),
        ("too much", typed(("6.1.02", 10**15 + 1), ("1.1.02", -(10**15) - 1)), "amount"),
        ("one line", typed(("6.1.02", 5)), "lines"),
        ("nothing said", typed(memo="  "), "memo"),
        ("no such account", typed(("9.9.99", 5), ("1.1.02", -5)), "account"),
        ("an account that only another cooperative added", typed(("1.1.03.01", 5), ("1.1.02", -5)), "unknown"),
        ("another context's account", typed(("1.1.02", 5), ("3.1.01", -5)), "control"),
        ("tomorrow", typed(on=TODAY + dt.timedelta(days=1)), "future"),
        ("before the books", typed(on=dt.date(2025, 12, 31)), "before"),
        ("above the threshold and refused by the books", typed(amount_rp=6_000_000, on=dt.date(2027, 1, 1)), "future"),
    ],
)  # fmt: skip
def test_what_the_books_refuse_leaves_nothing(_case, what, expected, books):
    add_account(
        actor=books.actor(Role.BENDAHARA, books.arjosari),
        place=books.arjosari,
        code="1.1.03.01",
        name="Bank BRI",
        request_id=new_id(),
        now=NOW,
    )

    assert wrong(lambda: posted(books, what, document=PHOTO), EntryRefusedError) == expected
    assert entries(books) == []
    with scope(books.bumiayu.id):
        assert not ApprovalRequest.objects.filter(cooperative=books.bumiayu).exists()
        assert not StoredFile.objects.filter(cooperative=books.bumiayu).exists()


def test_a_closed_month_is_refused_and_named(books):
    with scope(books.bumiayu.id):
        JournalHead.objects.filter(cooperative=books.bumiayu).update(closed_through=dt.date(2026, 10, 31))

    with pytest.raises(EntryRefusedError) as refused:
        posted(books, typed(on=dt.date(2026, 10, 31)))
    assert (refused.value.facts["wrong"], refused.value.facts["date"]) == ("closed", dt.date(2026, 11, 1))
    assert entries(books) == []


def test_a_paper_that_is_none_is_refused(books):
    assert wrong(lambda: posted(books, document=("nota.png", b"x\x00")), FileRefusedError) == "type"
    assert entries(books) == []


@pytest.mark.parametrize("role", [Role.KETUA, Role.PENGAWAS, Role.SEKRETARIS, Role.PETUGAS_DINAS])
def test_who_may_not_posts_nothing(role, books):
    wrong(lambda: posted(books, actor=books.actor(role)), NotAllowedError)
    assert entries(books) == []


def test_the_same_request_posts_once_and_with_other_facts_not_at_all(books):
    pressed = new_id()
    first = posted(books, request_id=pressed)

    assert posted(books, request_id=pressed) == first
    with pytest.raises(RequestReusedError):
        posted(books, typed(amount_rp=1), request_id=pressed)
    assert len(entries(books)) == 1


def test_an_entry_is_taken_back_whole_and_once(books):
    first = posted(books)
    reverse_entry(entry_id=first.entry_id, reason="dobel", **shared(books))

    right, back = entries(books)
    assert (back.reverses_id, back.memo, back.dated_on) == (right.id, "Balik JU-2026-0001: dobel", TODAY)
    assert amounts(books, back) == [("6.1.02", -200_000, ""), ("1.1.02", 200_000, "BEBAN")]
    assert acts(books) == ["ledger.entry.posted", "ledger.entry.reversed"]
    for entry, expected in ((right, "reversed"), (back, "reversal")):
        refused = wrong(lambda entry=entry: reverse_entry(entry_id=entry.id, reason="lagi", **shared(books)))
        assert refused == expected
    assert len(entries(books)) == 2


@pytest.mark.parametrize(
    ("_case", "reason", "expected"), [("none", " ", "reason"), ("too long", "x" * 121, "reason")]
)
def test_a_reversal_needs_a_reason(_case, reason, expected, books):
    first = posted(books)

    refused = wrong(lambda: reverse_entry(entry_id=first.entry_id, reason=reason, **shared(books)))
    assert refused == expected
    assert len(entries(books)) == 1


def test_only_entries_of_the_free_journal_are_taken_back_here(books):
    with scope(books.bumiayu.id):
        draft = EntryDraft(
            occurred_on=TODAY,
            memo="Setoran",
            lines=[LineDraft("1.1.02", 5), LineDraft("3.1.01", -5)],
            request_id=new_id(),
        )
        other = post_entry(place=books.bumiayu, context="savings", draft=draft, today=TODAY)

    assert wrong(lambda: reverse_entry(entry_id=other.entry_id, reason="x", **shared(books))) == "context"
    assert wrong(lambda: reverse_entry(entry_id=new_id(), reason="x", **shared(books))) == "gone"
    abroad = shared(books) | {
        "place": books.arjosari,
        "actor": books.actor(Role.BENDAHARA, books.arjosari),
    }
    assert wrong(lambda: reverse_entry(entry_id=other.entry_id, reason="x", **abroad)) == "gone"
    assert len(entries(books)) == 1


def test_a_correction_takes_back_and_replaces_in_one(books):
    first = posted(books, document=PHOTO, what=typed(on=dt.date(2026, 10, 5)))
    done = correct_entry(
        entry_id=first.entry_id,
        reason="salah angka",
        typed=typed(amount_rp=250_000, on=dt.date(2026, 10, 5)),
        **shared(books),
    )

    wrong_one, back, right = entries(books)
    assert done.entry_id == right.id
    assert (back.reverses_id, right.corrects_id) == (wrong_one.id, wrong_one.id)
    assert (back.request_id, back.part, right.part) == (right.request_id, 0, 1)
    assert (right.dated_on, right.total_rp, right.file_id) == (
        dt.date(2026, 10, 5),
        250_000,
        wrong_one.file_id,
    )
    assert acts(books) == ["ledger.entry.posted", "ledger.entry.corrected"]


def test_a_correction_that_is_refused_takes_nothing_back(books):
    first = posted(books)

    refused = wrong(
        lambda: correct_entry(
            entry_id=first.entry_id, reason="x", typed=typed(("6.1.02", 5), ("1.1.02", -4)), **shared(books)
        )
    )
    assert refused == "unbalanced"
    assert len(entries(books)) == 1


def test_lines_of_several_units_are_balanced_and_taken_back(books):
    with scope(books.bumiayu.id):
        unit = common_unit(cooperative_id=books.bumiayu.id, opened_on=TODAY)
    lines = (LineDraft("6.1.02", 5, unit_id=unit), LineDraft("1.1.02", -5))
    done = posted(books, JournalTyped(occurred_on=TODAY, memo="Listrik", lines=lines))

    reverse_entry(entry_id=done.entry_id, reason="dobel", **shared(books))
    first, back = entries(books)
    turned = [(code, -amount, flow) for code, amount, flow in amounts(books, back)]
    assert amounts(books, first) == turned
