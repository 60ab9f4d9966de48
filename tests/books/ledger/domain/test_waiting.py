"""An entry waits as JSON and comes back the same, to the rupiah."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase
from guyub.books.ledger.domain.waiting import waiting_draft, waiting_facts

maybe_ids = st.none() | st.uuids()
lines = st.builds(
    LineDraft,
    account=st.sampled_from(["1.1.03", "1.1.03.01", "6.1.02"]),
    amount_rp=st.integers(-(10**15), 10**15),
    unit_id=maybe_ids,
    member_id=maybe_ids,
    partner_id=st.none() | st.integers(1, 57),
    note=st.text(max_size=20),
    flow=st.sampled_from(["", "BEBAN"]),
)
drafts = st.builds(
    EntryDraft,
    occurred_on=st.dates(),
    memo=st.text(min_size=1, max_size=40),
    lines=st.lists(lines, min_size=2, max_size=4).map(tuple),
    request_id=st.uuids(),
    part=st.integers(0, 2),
    series=st.sampled_from(["JU", "AJP"]),
    phase=st.sampled_from(Phase),
    reverses_id=maybe_ids,
    corrects_id=maybe_ids,
    source_kind=st.sampled_from(["", "retail.sale"]),
    source_id=maybe_ids,
    file_id=maybe_ids,
)


@pytest.mark.watched
@given(draft=drafts)
def test_it_comes_back_the_same(draft):
    kept = json.loads(json.dumps(waiting_facts(draft)))

    assert waiting_draft(kept) == draft


def test_what_waits_is_plain():
    draft = EntryDraft(
        occurred_on=dt.date(2026, 11, 25),
        memo="Bayar listrik",
        lines=(LineDraft("6.1.02", 5), LineDraft("1.1.02", -5, flow="BEBAN")),
        request_id=uuid4(),
    )

    assert waiting_facts(draft)["lines"] == [
        ["6.1.02", 5, None, None, None, "", ""],
        ["1.1.02", -5, None, None, None, "", "BEBAN"],
    ]
