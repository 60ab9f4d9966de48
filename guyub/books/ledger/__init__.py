"""Accounts, journal, periods, balances and the statements that accounts alone can give.

Alone touches its tables: the rest of the house calls its services.
"""
