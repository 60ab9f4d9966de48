"""The shop: till, baskets, sales of all goods (rationed ones too), returns, consignment."""
