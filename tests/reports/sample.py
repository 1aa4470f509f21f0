"""A small portfolio in memory with everything that a report can show; all of it invented."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Kommunregister, Organregister, Rollregister
from fyrportfolj.render.views.common import Basis
from tests.reports.sample_frame import BODIES, HEAD, PROCESS, REGISTER, ROLES
from tests.reports.sample_project import PROJECT

M = TypeVar("M", bound=Model)

TODAY = date(2026, 11, 20)
STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
COMMIT = "3f9c2ab"


def parsed(model: type[M], data: Any) -> M:
    """Give a model from plain data, by the same strict validation as files get."""
    return model.model_validate_json(json.dumps(data, default=str))


def portfolio(project: dict[str, Any] | None = None, head: dict[str, Any] | None = None) -> Portfolio:
    """Give a portfolio with one project."""
    model = parsed(Project, project or PROJECT)
    process = parsed(Process, PROCESS)
    return Portfolio(
        fyr=Entry("fyr.yaml", parsed(PortfolioFile, head or HEAD)),
        processer={(process.slug, process.version): Entry("process/prov.yaml", process)},
        kommunregister=Entry("register/kommuner.yaml", parsed(Kommunregister, REGISTER)),
        organregister=Entry("register/organ.yaml", parsed(Organregister, BODIES)),
        rollregister=Entry("register/roller.yaml", parsed(Rollregister, ROLES)),
        projekt={model.id: Entry(f"projekt/{model.id}.yaml", model)},
    )


def basis(p: Portfolio | None = None) -> Basis:
    """Give what a report is made from."""
    return Basis(p or portfolio(), TODAY, STAMP, COMMIT)


def entry(p: Portfolio) -> Entry[Undertaking]:
    """Give the portfolio's one project."""
    found = p.undertaking("prov-motor")
    assert found is not None
    return found
