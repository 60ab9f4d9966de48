from dataclasses import asdict
from datetime import timedelta

from guyub.city.development.domain.needs import NeedState
from guyub.city.development.models import Need
from guyub.city.development.selectors.public_needs import STATE_WORDS, public_needs
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW


def test_every_state_that_is_shown_has_words():
    assert set(STATE_WORDS) == set(NeedState) - {NeedState.DECLINED}


def test_open_needs_and_those_in_use_without_persons(world):
    with scope(world.bumiayu.id):
        for number, state in enumerate(NeedState, 1):
            Need.objects.create(
                cooperative=world.bumiayu,
                number=number,
                kind="PENDINGIN",
                title=f"Lemari {state}",
                quantity=number,
                unit="unit",
                reason="Ibu Siti meminta",
                urgency=2,
                state=state,
                since=NOW + timedelta(days=number),
                raised_by_name="Rina Kusuma",
                raised_at=NOW,
            )

        shown = public_needs(cooperative_id=world.bumiayu.id)

    assert [need.state for need in shown] == [
        NeedState.IN_USE,
        NeedState.HANDED_OVER,
        NeedState.BOUGHT,
        NeedState.FUNDED,
        NeedState.PLANNED,
        NeedState.VERIFIED,
        NeedState.RAISED,
    ]
    assert set(asdict(shown[0])) == {"title", "quantity", "unit", "state", "state_words", "since"}
    assert "Siti" not in str(shown)
    assert "Rina" not in str(shown)
