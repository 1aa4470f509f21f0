"""What differs in substance between two versions, in plain sentences; form alone is no difference."""

from fyrportfolj.rules.changes.passed import passed_days
from fyrportfolj.rules.changes.summary import summary
from fyrportfolj.rules.changes.values import HEADINGS, Change, Handelse, Sides, Slag
from fyrportfolj.rules.changes.whole import document_changes, portfolio_changes

__all__ = [
    "HEADINGS",
    "Change",
    "Handelse",
    "Sides",
    "Slag",
    "document_changes",
    "passed_days",
    "portfolio_changes",
    "summary",
]
