"""How much one member may owe: loans, store credit, slices lent to devices, beside the limits of the law.

It owns no table. Whoever lends tells what is owed (``selectors/exposures.py`` of its own context) and calls
``services.limits.hold_limits`` before more is; guarantees are shown beside it and are no debt of the guarantor.
"""
