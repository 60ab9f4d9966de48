"""How the scales of the shops lay out their labels."""

from guyub.trade.inventory.domain.price_rules import Channel, channel_of
from guyub.trade.inventory.domain.scales import PATTERNS, PREFIX_WORDS


def test_each_pattern_has_its_words():
    assert [one.prefix for one in PATTERNS] == list(PREFIX_WORDS)
    assert [one.is_priced for one in PATTERNS] == [False, True]


def test_a_shop_sells_as_a_retailer_and_lpg_as_a_pangkalan():
    assert (channel_of("GULA"), channel_of("LPG_3KG")) == (Channel.PENGECER, Channel.PANGKALAN)
