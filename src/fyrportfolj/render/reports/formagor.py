"""Capabilities, scenarios and measured maturity."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.capability import capability_view
from fyrportfolj.render.views.sections import tables

REPORT = Report(mall="formagor", build=capability_view, blad=tables)
