"""What acts of inventory are called in the trail."""

from guyub.trade.inventory.web.opening_sentences import OPENING_SENTENCES

SENTENCES = {
    **OPENING_SENTENCES,
    "inventory.rule.set": "menetapkan {kind} {title} {value} mulai {valid_from}",
}
