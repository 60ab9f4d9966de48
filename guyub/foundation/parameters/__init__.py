"""Dated rules with legal basis, confidence and direction, and the decisions that set them."""
