"""What templates may see: frozen values, already worked out and written in Swedish.

A view holds text, whole numbers, yes or no, tuples and further views; nothing to call and nothing
to compute, so that a template only places things.
"""
