"""Regions, legal life, documents, officers, outlets, reported figures of each cooperative."""
