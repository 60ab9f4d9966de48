import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.selectors.together import Inquiry, asked, count_of, counted, kept_rows
from guyub.foundation.kernel.tenancy.guard import UnpinnedQueryError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.database


def said(words):
    return Inquiry([("SELECT %s", [words])], lambda rows: rows[0][0])


@pytest.fixture
def lines(bumiayu, arjosari):
    for place, count in ((bumiayu, 3), (arjosari, 1)):
        with scope(place.id):
            for position in range(1, count + 1):
                OutboxLine.objects.create(
                    cooperative=place, position=position, topic="a.b", payload={}, written_at=NOW
                )
    return OutboxLine.objects.all()


def test_several_questions_are_one_round_trip_and_answered_in_their_order(lines, bumiayu):
    mine = lines.filter(cooperative_id=bumiayu.id)
    listed = Inquiry.of(mine.order_by("position").values_list("position", "topic"), read=list)
    both = Inquiry.of(
        count_of(mine), count_of(mine.filter(position=9)), read=lambda *rows: [counted(one) for one in rows]
    )

    with scope(bumiayu.id), CaptureQueriesContext(connection) as trips:
        answers = asked(said("100 % sure; it's 'so'"), listed, both)

    assert answers == ["100 % sure; it's 'so'", [(1, "a.b"), (2, "a.b"), (3, "a.b")], [3, 0]]
    assert len([one for one in trips if "SELECT" in one["sql"] and "set_config" not in one["sql"]]) == 1


def test_nothing_asked_is_nothing_sent(bumiayu):
    with scope(bumiayu.id), CaptureQueriesContext(connection) as trips:
        assert asked() == []
        assert asked(Inquiry([], lambda: "plain")) == ["plain"]
    assert not [one for one in trips if "set_config" not in one["sql"] and "SAVEPOINT" not in one["sql"]]


def test_each_statement_names_its_cooperative_for_itself(lines, bumiayu):
    good = Inquiry.of(lines.filter(cooperative_id=bumiayu.id).values_list("position"), read=list)
    bad = Inquiry.of(lines.values_list("position"), read=list)

    with scope(bumiayu.id), pytest.raises(UnpinnedQueryError):
        asked(good, bad)


def of_topic(place_id, position, topic):
    return OutboxLine.objects.filter(cooperative_id=place_id, position__gte=position, topic=topic)


def positions(place_id, position):
    mine = OutboxLine.objects.filter(cooperative_id=place_id, position__gte=position).order_by("position")
    return mine.values_list("position", "topic")


def sloppy(place_id, text):
    return OutboxLine.objects.filter(cooperative_id=place_id, topic__contains=text)


def test_a_kept_statement_is_asked_again_with_other_values(lines, bumiayu, arjosari):
    for place, first, found in ((bumiayu, 1, [1, 2, 3]), (bumiayu, 3, [3]), (arjosari, 1, [1])):
        with scope(place.id):
            told, rows = asked(
                Inquiry.kept(positions, place.id, first, read=list),
                kept_rows(of_topic, place.id, first, "a.b"),
            )
        assert told == [(one, "a.b") for one in found]
        assert sorted(row.position for row in rows) == found
        assert {row.cooperative_id for row in rows} == {place.id}


def test_a_value_that_the_statement_changes_is_not_kept(bumiayu):
    with scope(bumiayu.id), pytest.raises(TypeError, match="sloppy"):
        Inquiry.kept(sloppy, bumiayu.id, "a", read=list)
