"""Trips, stops, proof of delivery."""
