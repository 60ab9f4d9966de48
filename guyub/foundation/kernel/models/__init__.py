"""One file per noun: fields, constraints, predicates; no saving, no deciding."""
