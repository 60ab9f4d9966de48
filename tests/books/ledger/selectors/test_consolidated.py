"""Several cooperatives together."""

import datetime as dt

import pytest

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.between import Unmatched, unmatched_between
from guyub.books.ledger.selectors.statements import Question, consolidated, statement_of
from guyub.books.ledger.services.accounts import add_account
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post
from tests.books.ledger.sheets import shown
from tests.world import NOW, new_id

pytestmark = pytest.mark.database


@pytest.fixture
def two(world):
    """Bumiayu sold Arjosari goods for 70, of which 50 are paid; both have books of their own beside it."""
    bumiayu, arjosari = opened(world.bumiayu), opened(world.arjosari, dt.date(2026, 2, 10))
    add_account(
        actor=world.actor(Role.BENDAHARA),
        place=bumiayu,
        code="1.1.03.01",
        name="Bank contoh",
        request_id=new_id(),
        now=NOW,
    )
    there, here = {"partner_id": arjosari.id}, {"partner_id": bumiayu.id}
    post(
        bumiayu,
        entry("2026-01-05", "Hibah", ("1.1.03.01", 500), ("3.2.01", -500)),
        entry("2026-03-05", "Jual ke Arjosari", ("1.2.09", 70, there), ("4.2.03", -70, there)),
        entry("2026-04-05", "Dibayar", ("1.1.03", 50), ("1.2.09", -50, there)),
    )
    post(
        arjosari,
        entry("2026-03-01", "Hibah", ("1.1.02", 90), ("3.2.01", -90)),
        entry("2026-03-05", "Beli dari Bumiayu", ("5.2.02", 70, here), ("2.1.12", -70, here)),
        entry("2026-04-05", "Bayar", ("2.1.12", 50, here), ("1.1.02", -50)),
    )
    return bumiayu, arjosari


def asked(two, name, **more):
    span = {"since": OPENED, "until": TODAY} | more
    with all_cooperatives("a test"):
        (one,) = consolidated(
            cooperative_ids=[place.id for place in two], questions=[Question(name=name, **span)]
        )
        return one


def test_what_they_owe_and_sell_each_other_is_left_out(two):
    position = asked(two, StatementName.NERACA)
    assert {"Bank | 550", "Kas bendahara | 40", "Jumlah aset | 590", "Hibah | 590"} <= set(shown(position))
    assert not {"Piutang antar koperasi", "Selisih antar koperasi"} & {row.title for row in position.rows}
    assert [(tie.name, tie.left_rp, tie.right_rp) for tie in position.ties] == [
        ("neraca", 590, 590),
        ("antar-koperasi", 20, 20),
    ]
    result = asked(two, StatementName.HASIL_USAHA)
    assert shown(result)[-1] == "SHU setelah pajak | 0"
    for name in StatementName:
        statement = asked(two, name)
        assert all(tie.holds for tie in statement.ties)
        assert (statement.chain_no, statement.hash) == (0, "")
    with all_cooperatives("a test"):
        ids = [place.id for place in two]
        assert unmatched_between(cooperative_ids=ids, since=OPENED, until=TODAY) == []


def test_the_columns_of_one_add_up_to_those_of_all(two):
    for name, title in (
        (StatementName.EKUITAS, "Saldo akhir"),
        (StatementName.ARUS_KAS, "Kas akhir"),
        (StatementName.HASIL_USAHA, "SHU setelah pajak"),
    ):
        alone = []
        for place in two:
            with scope(place.id):
                statement = statement_of(
                    cooperative_id=place.id,
                    question=Question(name=name, since=OPENED, until=dt.date(2026, 4, 20)),
                )
            alone.append(next(row.amounts for row in statement.rows if row.title == title))
        together = asked(two, name, until=dt.date(2026, 4, 20))
        assert next(row.amounts for row in together.rows if row.title == title) == tuple(
            map(sum, zip(*alone, strict=True))
        )


def test_what_they_do_not_agree_on_stands_there_and_says_who(two):
    bumiayu, arjosari = two
    post(
        bumiayu,
        entry("2026-05-05", "Jual lagi", ("1.2.09", 30, {"partner_id": arjosari.id}), ("4.2.03", -30)),
    )
    position = asked(two, StatementName.NERACA)
    assert "Selisih antar koperasi | 30" in shown(position)
    assert [tie.holds for tie in position.ties] == [True, False]
    result = asked(two, StatementName.HASIL_USAHA)
    assert "Selisih antar koperasi | 30" in shown(result)
    assert [tie.holds for tie in result.ties] == [True, False]
    with all_cooperatives("a test"):
        ids = [bumiayu.id, arjosari.id]
        first, second = sorted(ids)
        says = {bumiayu.id: 50, arjosari.id: -20}
        assert unmatched_between(cooperative_ids=ids, since=OPENED, until=TODAY) == [
            Unmatched(Mark.ANTAR_SALDO, first, second, says[first], says[second]),
            Unmatched(Mark.ANTAR_USAHA, bumiayu.id, None, -30, 0),
        ]
        assert unmatched_between(cooperative_ids=ids, since=OPENED, until=dt.date(2026, 5, 4)) == []
        assert (
            len(unmatched_between(cooperative_ids=ids, since=dt.date(2026, 6, 1), until=TODAY)) == 1
        )  # what is owed still stands; what was sold before the span does not count


def test_as_known_before_the_last_entry_of_each(two):
    with all_cooperatives("a test"):
        known_at = JournalEntry.objects.get(memo="Hibah", cooperative=two[1]).posted_at
    position = asked(two, StatementName.NERACA, known_at=known_at)
    # All three entries of Bumiayu, the first of Arjosari.
    assert {"Bank | 550", "Kas bendahara | 90", "Selisih antar koperasi | 20"} <= set(shown(position))


def test_several_of_one_reading_are_what_each_is_alone(two):
    spans = [
        {"since": OPENED, "until": TODAY},
        {"since": dt.date(2026, 3, 3), "until": dt.date(2026, 4, 20)},
        {
            "since": dt.date(2026, 4, 1),
            "until": TODAY,
            "compare_since": OPENED,
            "compare_until": dt.date(2026, 3, 4),
        },
    ]
    questions = [Question(name=name, **span) for name in StatementName for span in spans]
    ids = [place.id for place in two]
    with all_cooperatives("a test"):
        alone = [consolidated(cooperative_ids=ids, questions=[one])[0] for one in questions]
        assert consolidated(cooperative_ids=ids, questions=questions) == alone
        assert len({shown(one)[-1] for one in alone}) > 2


def test_one_without_books_adds_nothing(two, world):
    with all_cooperatives("a test"):
        (statement,) = consolidated(
            cooperative_ids=[two[0].id, world.city.id],
            questions=[Question(name=StatementName.NERACA, since=OPENED, until=TODAY)],
        )
    assert "Jumlah aset | 570" in shown(statement)
