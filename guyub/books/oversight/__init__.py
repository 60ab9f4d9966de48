"""Oversight: the pengawas at work.

Owns: questions on entries and their answers, samples of a month's entries with a verdict on each, months signed off,
notes. It reads the books and every context's exceptions; it never posts and changes nothing of what it looks at.
"""
