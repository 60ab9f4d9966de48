"""Products, units, prices and ceilings, stock moves, counts, cost of goods, containers."""
