"""Rationed goods: programmes, consumers, quota, allocation. Steps that the till calls, no second till."""
