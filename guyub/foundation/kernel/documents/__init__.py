"""Renderers: PDF by typst, spreadsheets, CSV, QR."""
