"""Rationed goods: who may buy them, how much of it is left, what each outlet is given. Steps for the till, no till.

Nouns: Programme, BuyerCategory, LimitRule, Consumer, Standing, QuotaKey, QuotaUse, QuotaSlice, RationedSale,
OfficialNote, DayClose, UnmetRequest, Oddity. Whom a limit counts is found by the blind index of
NIK, KK or NIB, over all cooperatives; nobody's number is kept in clear.
"""
