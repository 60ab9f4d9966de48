"""A year of KKMP Bumiayu, lived day by day through the use-cases. Everybody and every amount is invented ("contoh").

What was published of Bumiayu is kept: its opening capital, its 130 members, its rates of dues, the rates of its health
fund, tanggung renteng. Each subject (savings, loans, the shop, LPG) has a module that says what it does on a day, and
chances of its own from the seed, so that a change of one leaves what the others throw. The same seed and the same days
make the same books to the rupiah. Nothing here writes a row: who acts, acts as a person at a screen would.
"""
