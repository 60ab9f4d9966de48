"""Accounts, journal, periods, balances and the statements that accounts alone can give.

Nouns: account, entry, line, balance, head (of the chain), closing. Alone touches its tables: the rest of the house
calls ``services.posting``. It never edits and never deletes: what is wrong is reversed.
"""
