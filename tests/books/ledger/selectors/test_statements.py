"""Whatever was posted, in whatever order: the statements are those of the journal, and they tie."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.books.ledger.domain.chart import RESULT_KINDS, Mark
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase
from guyub.books.ledger.domain.movements import Movement
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.models import AccountBalance, JournalEntry, JournalLine
from guyub.books.ledger.selectors import statements
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.selectors.statements import Question, consolidated, statement_of
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.books.ledger.posting import entry
from tests.books.ledger.sheets import sums_are_exact

pytestmark = pytest.mark.database
OPENED, TODAY = dt.date(2025, 1, 15), dt.date(2026, 11, 25)
YEAR_END = dt.date(2025, 12, 31)
OWNERS = sorted({account.owner or "ledger" for account in chart().accounts.values()})
CODES = {
    owner: sorted(
        account.code
        for account in chart().accounts.values()
        if account.owner in {"", owner} and account.mark is not Mark.ANTAR_UNIT
    )
    for owner in OWNERS
}
DAYS = st.dates(OPENED, TODAY)


@st.composite
def entries(draw, owner):
    """Draw one entry that posting accepts: two to six lines in up to three units that balance in total."""
    count = draw(st.integers(1, 5))
    lines = [
        (draw(st.sampled_from(CODES[owner])), draw(st.integers(-(10**6), 10**6).filter(bool)), draw(UNITS))
        for _ in range(count)
    ]
    rest = -sum(amount for _, amount, _ in lines)
    if rest:
        lines.append((draw(st.sampled_from(("1.1.01", "1.1.03", "3.2.01", "6.1.19"))), rest, draw(UNITS)))
    else:
        lines += [("6.1.02", 500, None), ("1.1.02", -500, None)]
    return draw(DAYS), draw(st.sampled_from((0, 0, 0, 1))), lines


UNITS = st.sampled_from((None, 0, 1))
BATCHES = st.lists(
    st.sampled_from(OWNERS).flatmap(
        lambda owner: st.tuples(st.just(owner), st.lists(entries(owner), min_size=1, max_size=4))
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture
def place(world):
    with scope(world.bumiayu.id):
        begin_books(place=world.bumiayu, opened_on=OPENED)
        for name in ("Toko sembako", "Simpan pinjam"):
            BusinessUnit.objects.create(
                cooperative=world.bumiayu, kind="LAINNYA", name=name, opened_on=OPENED, outlet=None
            )
    return world.bumiayu


def post(place, owner, drafts):
    return post_entries(place=place, context=owner, drafts=drafts, today=TODAY)


def post_batches(place, batches):
    """Post what was drawn, take every third entry back, and close the first year."""
    units = list(BusinessUnit.objects.filter(cooperative=place).exclude(kind="UMUM").order_by("name"))
    for owner, drawn in batches:
        drafts = [
            EntryDraft(
                occurred_on=on,
                memo="Contoh",
                phase=Phase(phase),
                request_id=uuid4(),
                lines=[
                    LineDraft(code, amount, unit_id=None if unit is None else units[unit].id)
                    for code, amount, unit in lines
                ],
            )
            for on, phase, lines in drawn
        ]
        posted = post(place, owner, drafts)
        back = [
            EntryDraft(
                occurred_on=TODAY,
                memo="Balik",
                phase=draft.phase,
                request_id=uuid4(),
                reverses_id=done.entry_id,
                lines=[
                    LineDraft(line.account, -line.amount_rp, unit_id=line.unit_id) for line in draft.lines
                ],
            )
            for draft, done in list(zip(drafts, posted, strict=True))[::3]
        ]
        post(place, owner, back)
    close_year(place)


def close_year(place):
    """Move each unit's result of the first year to the account that takes it."""
    sums = {}
    for code, unit, rp in JournalLine.objects.filter(
        cooperative=place, dated_on__lte=YEAR_END, account__kind__in=RESULT_KINDS
    ).values_list("account__code", "unit_id", "amount_rp"):
        sums[code, unit] = sums.get((code, unit), 0) + rp
    lines = [LineDraft(code, -rp, unit_id=unit) for (code, unit), rp in sums.items() if rp]
    for unit in {unit for _, unit in sums}:
        rest = sum(rp for (_, of), rp in sums.items() if of == unit)
        lines += [LineDraft(chart().marked(Mark.SHU).code, rest, unit_id=unit)] if rest else []
    if lines:
        post(
            place,
            "ledger",
            [
                EntryDraft(
                    occurred_on=YEAR_END,
                    memo="Tutup buku",
                    phase=Phase.CLOSING,
                    request_id=uuid4(),
                    lines=lines,
                )
            ],
        )


class ReadByLines:
    """The oracle: the same answers from every line of the journal (up to a place in the chain), one by one."""

    def __init__(self, place, known_no=None):
        rows = JournalLine.objects.filter(cooperative=place)
        if known_no is not None:
            rows = rows.filter(entry__chain_no__lte=known_no)
        self.lines = list(
            rows.values_list(
                "account__code", "account__name", "unit_id", "entry__phase", "flow", "dated_on", "amount_rp"
            )
        )
        self.unit_id = None

    def span(self, before, until, unit_id=None):
        sums = {}
        for code, name, unit, phase, flow, on, rp in self.lines:
            if on <= until and unit == (unit_id or self.unit_id or unit):
                row = sums.setdefault((code, name, phase, flow), [0, 0, 0])
                row[0 if before and on <= before else 1 if rp > 0 else 2] += (
                    abs(rp) if not (before and on <= before) else rp
                )
        return [Movement(key[0], key[1], chart().above(key[0]), *key[2:], *row) for key, row in sums.items()]


def asked(place, question, oracle=None):
    """Draw a statement up by the selector, or by the same rules over single lines."""
    if oracle is None:
        return statement_of(cooperative_id=place.id, question=question)
    oracle.unit_id = question.unit_id
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "standing", lambda **_: oracle)
        return statement_of(cooperative_id=place.id, question=question)


def amounts(statement, title):
    return next(row.amounts for row in statement.rows if row.title == title)


def questions(since, until, unit):
    plain = {"since": since, "until": until}
    for name in StatementName:
        yield Question(name=name, **plain)
        yield Question(name=name, **plain, unit_id=unit)
        yield Question(name=name, **plain, by_unit=True)
        yield Question(name=name, **plain, compare_since=OPENED, compare_until=YEAR_END)
    yield Question(name=StatementName.ARUS_KAS, **plain, is_indirect=True)
    yield Question(name=StatementName.ARUS_KAS, **plain, is_indirect=True, by_unit=True)
    yield Question(name=StatementName.NERACA_SALDO, **plain, through=Phase.ADJUSTMENT)


ANYTHING = settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@ANYTHING
@given(batches=BATCHES, days=st.tuples(DAYS, DAYS).map(sorted), unit=st.sampled_from((0, 1, 2)))
def test_statements_are_those_of_the_journal_and_tie(place, batches, days, unit):
    with scope(place.id), transaction.atomic():
        post_batches(place, batches)
        oracle = ReadByLines(place)
        units = sorted(BusinessUnit.objects.filter(cooperative=place).values_list("id", flat=True))
        for question in questions(*days, units[unit]):
            statement = asked(place, question)
            assert statement == asked(place, question, oracle), question
            assert all(tie.holds for tie in statement.ties), (question, statement.ties)
            assert sums_are_exact(statement)
        transaction.set_rollback(True)


@ANYTHING
@given(batches=BATCHES, days=st.tuples(DAYS, DAYS).map(sorted))
def test_each_statement_ends_where_the_next_begins(place, batches, days):
    plain = {"since": days[0], "until": days[1]}
    with scope(place.id), transaction.atomic():
        post_batches(place, batches)
        position, result, equity, direct = (
            asked(place, Question(name=name, **plain))
            for name in (
                StatementName.NERACA,
                StatementName.HASIL_USAHA,
                StatementName.EKUITAS,
                StatementName.ARUS_KAS,
            )
        )
        indirect = asked(place, Question(name=StatementName.ARUS_KAS, is_indirect=True, **plain))
        assert amounts(equity, "SHU periode ini")[-1:] == amounts(result, "SHU setelah pajak")
        assert amounts(equity, "Saldo akhir")[-1:] == amounts(position, "Jumlah ekuitas")
        operating = "Kas bersih dari kegiatan operasi"
        assert amounts(direct, operating) == amounts(indirect, operating)
        assert amounts(direct, "Kas akhir") == amounts(indirect, "Kas akhir")
        cash = [row.amounts[0] for row in position.rows if row.code.startswith("1.1.")]
        assert amounts(direct, "Kas akhir") == (sum(cash),)
        for name in (StatementName.NERACA, StatementName.HASIL_USAHA, StatementName.ARUS_KAS):
            beside = asked(place, Question(name=name, by_unit=True, **plain))
            assert all(sum(row.amounts[:-1]) == row.amounts[-1] for row in beside.rows if row.amounts)
        transaction.set_rollback(True)


@ANYTHING
@given(batches=BATCHES, days=st.tuples(DAYS, DAYS).map(sorted), data=st.data())
def test_as_known_on_a_day_is_a_replay_of_what_was_posted_by_then(place, batches, days, data):
    with scope(place.id), transaction.atomic():
        post_batches(place, batches)
        chain = list(JournalEntry.objects.filter(cooperative=place).order_by("chain_no"))
        last = data.draw(st.sampled_from(chain))
        known = [entry for entry in chain if entry.posted_at <= last.posted_at][-1]
        oracle = ReadByLines(place, known.chain_no)
        for name in StatementName:
            for more in ({}, {"by_unit": True}):
                question = Question(name=name, since=days[0], until=days[1], known_at=last.posted_at, **more)
                statement = asked(place, question)
                assert statement == asked(place, question, oracle)
                assert (statement.chain_no, statement.hash) == (known.chain_no, bytes(known.hash).hex())
        nothing = asked(
            place,
            Question(
                name=StatementName.NERACA,
                since=days[0],
                until=TODAY,
                known_at=chain[0].posted_at - dt.timedelta(seconds=1),
            ),
        )
        assert (nothing.chain_no, nothing.hash, amounts(nothing, "Jumlah aset")) == (0, "", (0,))
        transaction.set_rollback(True)


@ANYTHING
@given(batches=BATCHES)
def test_balances_are_the_journal(place, batches):
    with scope(place.id), transaction.atomic():
        post_batches(place, batches)
        sums = {}
        for account, unit, phase, flow, on, rp in JournalLine.objects.filter(cooperative=place).values_list(
            "account_id", "unit_id", "entry__phase", "flow", "dated_on", "amount_rp"
        ):
            row = sums.setdefault((account, unit, on.replace(day=1), phase, flow), [0, 0])
            row[rp < 0] += abs(rp)
        held = AccountBalance.objects.filter(cooperative=place).values_list(
            "account_id", "unit_id", "month", "phase", "flow", "debit_rp", "credit_rp"
        )
        assert {row[:5]: [*row[5:]] for row in held} == sums
        transaction.set_rollback(True)


def test_books_that_were_not_opened_are_refused(world):
    question = Question(name=StatementName.NERACA, since=OPENED, until=TODAY)
    with scope(world.bumiayu.id), pytest.raises(BooksNotOpenedError):
        statement_of(cooperative_id=world.bumiayu.id, question=question)
    with all_cooperatives("a test"), pytest.raises(BooksNotOpenedError):
        consolidated(cooperative_ids=[world.bumiayu.id, world.arjosari.id], questions=[question])


@pytest.mark.parametrize("name", StatementName)
@pytest.mark.parametrize(
    ("_case", "since", "until"),
    [
        ("before the books began", dt.date.min, dt.date(2024, 3, 5)),
        ("for ever", dt.date.min, dt.date.max),
        ("after today", dt.date(2027, 5, 5), dt.date(2027, 6, 6)),
        ("the wrong way round", dt.date(2026, 3, 5), dt.date(2026, 2, 1)),
    ],
)
def test_any_days_are_answered(place, name, _case, since, until):
    with scope(place.id):
        post_batches(
            place, [("ledger", [(dt.date(2026, 2, 20), 0, [("1.1.02", 5, None), ("3.2.01", -5, None)])])]
        )
        statement = asked(place, Question(name=name, since=since, until=until))
        assert all(tie.holds for tie in statement.ties)
        assert (statement.since, statement.until) == (since, until)


def test_a_statement_asks_two_questions_of_the_database(place, django_assert_num_queries):
    with scope(place.id):
        post_batches(
            place, [("ledger", [(dt.date(2026, 2, 20), 0, [("1.1.02", 5, None), ("3.2.01", -5, None)])])]
        )
        for more, count in (({}, 2), ({"by_unit": True}, 3), ({"known_at": dt.datetime.now(dt.UTC)}, 2)):
            with django_assert_num_queries(count):
                asked(
                    place,
                    Question(name=StatementName.EKUITAS, since=OPENED, until=dt.date(2026, 2, 21), **more),
                )


def test_what_comes_between_two_questions_does_not_count(place, monkeypatch):
    """Another posting between reading the head and reading the sums: the statement is that of the head."""
    heads_of = statements.heads_of

    def given(on, amount):
        return entry(on, "Hibah", ("1.1.02", amount), ("3.2.01", -amount))

    def heads_then_another(**asked_for):
        heads = heads_of(**asked_for)
        post(place, "ledger", [given(TODAY, 7), given("2026-11-01", 9)])
        return heads

    with scope(place.id):
        post(place, "ledger", [given("2026-11-02", 5)])
        for until in (TODAY, dt.date(2026, 11, 1)):
            question = Question(name=StatementName.NERACA, since=OPENED, until=until)
            before = asked(place, question)
            with monkeypatch.context() as patch:
                patch.setattr(statements, "heads_of", heads_then_another)
                assert asked(place, question) == before
