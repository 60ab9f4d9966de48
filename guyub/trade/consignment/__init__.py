"""Goods of others that the shop sells for a share: agreements, what was brought, sold, taken back and paid.

Nouns: Agreement, ConsignedGood, Slip, ConsignedMove, Statement, Payout. The goods are never the cooperative's: they
have no value and no cost in the books. What is owed to producers stands on 2.1.02; only the share is earned.
"""
