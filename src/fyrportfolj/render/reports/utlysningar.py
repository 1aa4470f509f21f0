"""Funding calls and applications."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.funding import funding_view
from fyrportfolj.render.views.sections import tables

REPORT = Report(mall="utlysningar", build=funding_view, blad=tables)
