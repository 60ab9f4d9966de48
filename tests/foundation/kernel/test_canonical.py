import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.canonical import canonical_bytes, facts_hash

FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


class Colour(Enum):
    RED = "MERAH"


@pytest.mark.parametrize(
    ("_case", "facts", "written"),
    [
        ("keys are sorted, no blanks", {"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("text of another kind is text", type("Safe", (str,), {})("<b>"), '"<b>"'),
        ("letters stay letters", {"nama": "Sri Wahyuni é"}, '{"nama":"Sri Wahyuni é"}'),
        ("a rate keeps its digits", Decimal("0.120"), '"0.120"'),
        ("a small rate is not written with an exponent", Decimal("0.0000001"), '"0.0000001"'),
        ("a date", date(2026, 11, 24), '"2026-11-24"'),
        ("a moment", datetime(2026, 11, 24, 3, 24, tzinfo=UTC), '"2026-11-24T03:24:00+00:00"'),
        ("an id", UUID(int=7), '"00000000-0000-0000-0000-000000000007"'),
        ("bytes", b"\x00\xff", '"00ff"'),
        ("a choice is its value", Colour.RED, '"MERAH"'),
    ],
)
def test_facts_are_written_one_way(_case, facts, written):
    assert canonical_bytes(facts).decode() == written


@pytest.mark.parametrize("thing", [0.5, {"a": {0.5}}, {1: "a"}, datetime(2026, 11, 24), object()])  # noqa: DTZ001  the point
def test_what_is_not_a_fact_is_refused(thing):
    with pytest.raises(TypeError):
        canonical_bytes(thing)


@pytest.mark.watched
@given(FACTS)
def test_writing_loses_nothing(facts):
    assert json.loads(canonical_bytes(facts)) == facts


@pytest.mark.watched
@given(st.dictionaries(st.text(max_size=5), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_matter(facts):
    assert facts_hash(dict(reversed(facts.items()))) == facts_hash(facts)
