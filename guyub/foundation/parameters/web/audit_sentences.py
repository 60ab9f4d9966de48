"""What acts of parameters are called in the trail."""

SENTENCES = {
    "parameters.decision.kept": "mencatat keputusan {number} ({body}): {title}",
    "parameters.value.set": "menetapkan {title} menjadi {value} mulai {valid_from}",
}
