"""What a decision on the small portfolio would change, for tests of gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.rules import advance
from fyrportfolj.rules.gating import Verdict, evaluate
from tests.support.gates import initiative, small_portfolio, small_process
from tests.support.texts import read

TODAY = date(2026, 11, 20)
IDEA = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
"""
DIRECTIVE = IDEA + '      programdirektiv: {status: godkand, version: "1.0", syfte: Frukt}\n'
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""
THREE = TWO + "      - {kommun: dorotea, status: tillfragad}\n"


def decision(row: str) -> Decision:
    """A decision out of a flow-style row, with its id worked out."""
    parts = dict(p.split(": ", 1) for p in row.split(", ") if ": " in p)
    id_ = f"{parts['datum']}-{parts['organ']}" + (f"-{parts['kommun']}" if "kommun" in parts else "")
    return read(f"{{id: {id_}, {row}}}", Decision)


def with_process(text: str, process: Process) -> tuple[Portfolio, Entry[Initiative], Verdict]:
    """The small portfolio with another process in place of its own, and how its initiative stands."""
    portfolio, entry = small_portfolio(initiative(text))
    held = portfolio.processer[("liten", "1.0")]
    portfolio = replace(portfolio, processer={("liten", "1.0"): replace(held, modell=process)})
    verdict = evaluate(portfolio, entry, TODAY)
    assert verdict is not None
    return portfolio, entry, verdict


def planned(text: str, row: str, process: Process | None = None) -> advance.Plan:
    """What the decision of the row would change."""
    portfolio, entry, verdict = with_process(text, process or small_process())
    return advance.plan(portfolio, entry, verdict, decision(row))
