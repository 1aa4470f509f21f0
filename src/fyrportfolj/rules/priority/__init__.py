"""Choosing together: what passes, what it is worth, what the municipalities want, and what fits.

Källa: handlingsplanen, prioritering efter strategiskt värde och genomförbarhet i den ordning kommunerna väljer.
"""
