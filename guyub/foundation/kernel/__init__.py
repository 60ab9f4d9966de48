"""Money, dates, errors, ids, tenancy, numbering, files, documents and UI components.

The tenant root Cooperative lives here. Knows nothing of cooperatives' work; everything above stands on it.
"""
