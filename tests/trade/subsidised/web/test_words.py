from datetime import date

import pytest

from guyub.trade.subsidised.domain.programmes import KnownBy, Mode, OfficialState
from guyub.trade.subsidised.selectors.sold import RationSold
from guyub.trade.subsidised.web.words import OFFICIAL_WORDS, ration_words


def sold(**more):
    fields = {
        "line_no": 1,
        "programme": "LPG 3 kg",
        "category": "Rumah tangga",
        "buyer": "Siti",
        "last4": "0042",
        "known_by": KnownBy.NETWORK,
        "over_mode": None,
        "reason": "",
        "empties_in": 1,
        "stay_qty": 0,
        "deposit_rp": 0,
        "official": OfficialState.WAITING,
        "taken_back_on": None,
    }
    return RationSold(**fields | more)


@pytest.mark.parametrize(
    ("_case", "more", "who", "what", "why"),
    [
        ("swapped", {}, "Siti · NIK •••• 0042", "LPG 3 kg · Rumah tangga · 1 tabung kosong ditukar", ""),
        (
            "not known, one on deposit",
            {
                "buyer": "",
                "known_by": KnownBy.UNKNOWN,
                "stay_qty": 1,
                "deposit_rp": 150_000,
                "over_mode": Mode.WARN,
                "reason": "hajatan",
            },
            "NIK •••• 0042",
            "LPG 3 kg · Rumah tangga · 1 tabung kosong ditukar, 1 tabung dititip, jaminan Rp\u00a0150.000",
            "Melewati batas, dijual tanpa tahu sisa jatahnya: hajatan",
        ),
        (
            "nobody was asked, one on loan",
            {"buyer": "", "last4": "", "category": "", "empties_in": 0, "stay_qty": 2},
            "Pembeli tidak ditanya",
            "LPG 3 kg · 2 tabung dipinjam",
            "",
        ),
    ],
)
def test_a_rationed_line_in_words(_case, more, who, what, why):
    words = ration_words(sold(taken_back_on=date(2026, 11, 25), **more))
    assert (words.who, words.what, words.why) == (who, what, why)
    assert set(OFFICIAL_WORDS) == set(OfficialState)
