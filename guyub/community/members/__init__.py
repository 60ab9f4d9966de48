"""Applicants, members, households, heirs, groups, the register."""
