"""Use-cases that no single context below can hold: close a month or a year, join, leave, admit a device's events.

Also verify, reconcile and audit, which ask every context for its invariants.
"""
