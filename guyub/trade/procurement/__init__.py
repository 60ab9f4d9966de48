"""Buying: orders, receipts, bills, debts to suppliers and their payment, returns, what buyers pay first.

Nouns: PurchaseOrder, GoodsReceipt, Bill, SupplierPayment, SupplierCredit, GoodsReturn, Supply. It asks inventory what
goods cost and moves them by its steps; it never changes a stock itself.
"""
