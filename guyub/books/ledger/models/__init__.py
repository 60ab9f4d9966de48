"""The journal and what hangs on it; only the ledger imports from here."""
