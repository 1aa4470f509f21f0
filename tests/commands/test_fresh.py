"""What is new among findings: what they say and where in the document, not on which line it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.commands.fresh import findings_of, fresh
from fyrportfolj.diagnostics import Diagnostic, Place, finding
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from tests.support.builders import TODAY

ROWS = st.builds(
    lambda kod, fil, index, ord_, rad: finding(kod, fil, ("risker", index), ord=ord_).placed(Place(rad, 1)),
    st.sampled_from(["FYR201", "FYR205"]),
    st.sampled_from(["a.yaml", "b.yaml"]),
    st.integers(0, 2),
    st.sampled_from(["x", "y"]),
    st.integers(1, 9),
)


@given(st.lists(ROWS), st.lists(ROWS), st.integers(1, 9))
def test_what_is_fresh(found: list[Diagnostic], known: list[Diagnostic], rad: int) -> None:
    new = fresh(found, known)

    assert [d for d in found if d in new] == list(new)
    assert not {d.what for d in new} & {d.what for d in known}
    assert {d.what for d in new} | {d.what for d in known} >= {d.what for d in found}
    assert fresh((d.placed(Place(rad, 1)) for d in found), found) == ()


def test_a_portfolio_that_cannot_be_read_has_the_findings_of_reading_only() -> None:
    broken = load(MemoryTree({"fyr.yaml": b"namn: [\n"}))

    assert broken.portfolio is None
    assert findings_of(broken, TODAY) == broken.diagnostics != ()
