"""The shop: till, baskets, sales of all goods (rationed ones too), returns, consignment, buyers' pay-first orders.

Nouns: BuyerCycle, BuyerOrder, Handing, Refund. Goods leave by the steps of inventory, orders to suppliers are
procurement's; what buyers paid first stands on 2.1.18 until it is handed over or given back.
"""
