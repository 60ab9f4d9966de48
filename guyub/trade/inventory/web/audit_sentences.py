"""What acts of inventory are called in the trail."""

SENTENCES = {
    "inventory.rule.set": "menetapkan {kind} {title} {value} mulai {valid_from}",
}
