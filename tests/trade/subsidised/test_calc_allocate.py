"""`guyub calc allocate` answers as its schema says, and refuses with the field."""

import pytest

from guyub.foundation.kernel.calculation import checked
from guyub.trade.subsidised.calc.allocate import RULES
from guyub.trade.subsidised.domain.allocating import AllocationRefusedError

(RULE,) = RULES


def test_an_answer_with_weights_lots_and_ids_of_numbers():
    given = {
        "supply": 125,
        "method": "proportional",
        "claims": [
            {"id": 1, "demand": 90, "weight": "1.5"},
            {"id": "B", "demand": 100, "weight": 1, "cap": 60},
        ],
        "lot": 10,
    }

    answer = RULE.run(given)

    assert checked(answer, RULE.answer, field="") == answer
    assert answer["shares"] == [{"id": 1, "amount": 70}, {"id": "B", "amount": 50}]
    assert (answer["left"], answer["jain_index"]) == (5, "0.9549")
    assert answer["steps"][0]["level"] == "0.5106"


@pytest.mark.parametrize("weight", ["", "-1", "1,5", "1/2", "x"])
def test_a_weight_that_is_no_number(weight):
    with pytest.raises(AllocationRefusedError) as refused:
        RULE.run({"supply": 1, "claims": [{"id": "A", "demand": 1, "weight": weight}]})

    assert refused.value.facts["field"] == "claims[0].weight"
