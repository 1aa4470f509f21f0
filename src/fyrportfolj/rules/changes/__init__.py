"""What differs in substance between two versions, in plain sentences; form alone is no difference.

`whole` compares documents and portfolios, `summary` counts, `passed` tells what time alone has changed.
"""
