"""Funding calls: what they can give, what the municipalities must add, and which undertakings they fit."""
