"""With whom a cooperative trades and works: suppliers, producers, agents, banks, mentors' organisations.

Owns the list of partners, the terms on which they deliver, and the accounts to which they are paid, each of which two
people agreed to. Never knows what was ordered, delivered or is owed: contexts above hang that on a partner.
"""
