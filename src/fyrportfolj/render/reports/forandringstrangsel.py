"""Change load: the map of every kommun and administration, what causes it, and whose judgements it is."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.congestion import congestion_view
from fyrportfolj.render.views.sections import tables

REPORT = Report(mall="forandringstrangsel", build=congestion_view, blad=tables)
