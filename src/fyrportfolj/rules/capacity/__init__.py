"""Change load (förändringsträngsel): what every administration carries each quarter, and what it can carry.

Källa: handlingsplanen, förändringsträngsel; Prosci, change saturation (tolkning).
"""
