"""A request that was not met is read strictly, and names nobody."""

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.retail.domain.told_unmet import read_unmet
from guyub.trade.subsidised.domain.unmet import WentWithout

BODY = {"programme": "LPG_3KG", "category": "RT", "qty": 2, "reason": "EMPTY"}


def test_what_went_unmet():
    told = read_unmet(BODY | {"nik": "3573014507820042"})
    assert (told.programme, told.category, told.qty, told.reason) == (
        *("LPG_3KG", "RT"),
        *(2, WentWithout.EMPTY),
    )
    assert "nik" not in told.__dataclass_fields__
    assert read_unmet(BODY | {"category": ""}).category == ""


@pytest.mark.parametrize(
    ("more", "code", "fact"),
    [
        ({"qty": 0}, "retail.till_event.unread", "qty"),
        ({"qty": True}, "retail.till_event.unread", "qty"),
        ({"qty": 10**6 + 1}, "retail.till_event.unread", "qty"),
        ({"programme": 3}, "retail.till_event.unread", "programme"),
        ({"category": ["RT"]}, "retail.till_event.unread", "category"),
        ({"reason": "LUPA"}, "subsidised.unmet.refused", "reason"),
    ],
)
def test_what_cannot_be_read(more, code, fact):
    with pytest.raises(DomainError) as refused:
        read_unmet(BODY | more)
    assert refused.value.code == code
    assert fact in refused.value.facts.values()
