"""Figures: exercises drawn from data, and told in words from the same data."""
