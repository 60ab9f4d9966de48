"""Bound tills, admission of their events (authentic, in order, once), gaps.

A *device* is a phone or laptop that a cooperative bound to an outlet with a one-time code. It keeps an append-only
outbox of *events*, each numbered and sealed over the one before. What an event means, a sale or a drawer's count, is
known above: whoever admits a batch brings ``apply``. Here is kept that it came, when, whether in order, and what became
of it. An event that was not applied stays as an exception until a person resolves it; nothing is dropped.
"""
