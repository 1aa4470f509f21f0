"""A forge that refuses, fails, hangs or breaks off, at each call: one clear line each time, and nothing is lost."""

from __future__ import annotations

from functools import partial

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.forge.folding import folded
from fyrportfolj.forge.protocol import Draft, Forge
from fyrportfolj.i18n import render
from tests.forge.rounds import CALM, GREN, SHORT, Scene
from tests.support.forge_server import TOKEN, Fault

SAYS: dict[Fault, str] = {
    "401": "godtar inte nyckeln (401): fel 401",
    "403": "låter inte nyckeln göra detta",
    "404": "har inget på /",
    "422": "kan inte göra det som begärdes",
    "429": "tar inte emot fler frågor just nu (429)",
    "500": "har ett eget fel just nu (500)",
    "hang": "svarade inte på 1 sekunder",
    "half": "bröt av innan svaret var helt",
    "cut": "bröt av innan svaret var helt",
    "html": "svarade med något annat än det som väntades",
    "shape": "som väntades",
}
BORNE: dict[Fault, tuple[str, ...]] = {
    # An account that does not exist, or may not look, is told of; the others are asked.
    "404": ("/user/", "requested_reviewers", "/reviewers"),
    "422": ("/user/", "requested_reviewers"),
}
"""Calls whose refusal is an answer."""


def consult(forge: Forge, accounts: tuple[str, ...]) -> list[str]:
    """Do what a whole round asks of a forge, in the order that the channel does; give what was said."""
    pull = forge.find(GREN) or forge.open(Draft(GREN, "main", "Remiss", "Vad tycker ni?"))
    if pull.text != "Vad tycker ni? Nu.":
        forge.update(pull.number, "Remiss", "Vad tycker ni? Nu.")
    forge.ask(pull, accounts)
    said = folded(forge.said(pull))
    if pull.state == "oppen":
        forge.comment_once(pull, "fyr:slut", "Tack.")
        forge.merge(pull)
    return sorted(one.original for one in said)


def prepare(scene: Scene) -> tuple[str, ...]:
    memory = scene.server.memory
    scene.made.git("push", "-q", str(memory.bare), GREN)
    request = memory.make("Remiss", "Gammal text", GREN, "main")
    assert not isinstance(request, str)
    memory.review("anna", "APPROVED", "Ställning: avstår", ("plan.md", 3, "Rad."))
    memory.say("olle", "Ställning: avstyrker")
    memory.review("tina", "CHANGES_REQUESTED", "Nej", ("plan.md", 4, "A"), ("plan.md", 5, "B"))
    # What was said stays; the request itself is to be made.
    memory.requests.clear()
    held = request.reviews, request.talk
    made = memory.make("Remiss", "Gammal text", GREN, "main")
    assert not isinstance(made, str)
    made.reviews, made.talk = held
    return tuple(str(memory.users[login]) for login in ("anna", "olle"))


def late(fault: Fault, at: int, number: int) -> Fault | None:
    return fault if number >= at else None


@pytest.mark.parametrize("fault", SAYS)
def test_each_fault_at_each_call(scene: Scene, fault: Fault) -> None:
    accounts = prepare(scene)
    memory, server = scene.server.memory, scene.server
    (request,) = memory.requests
    expected = ""
    for number in range(100):
        request.state, request.asked = "open", []
        request.talk = [note for note in request.talk if note.user != memory.own]
        server.again(partial(late, fault, number))
        try:
            consult(scene.forge(SHORT if fault == "hang" else CALM), accounts)
        except ExternalError as error:
            line = render(error.message)
        else:
            line = ""
        if len(server.calls) <= number:
            break
        method, path = server.calls[number]
        borne = any(part in path for part in BORNE.get(fault, ())) and not line
        # The answer to some calls is of no interest, so whatever form it has will do.
        borne = borne or (fault == "shape" and method != "GET" and not line)
        assert borne or SAYS[fault] in line, (number, method, path, line)
        assert "\n" not in line
        assert TOKEN not in repr((line, server.calls))
        assert "  " not in line

        server.again()
        found = str(consult(scene.forge(), accounts))
        expected = expected or found
        assert found == expected
        assert memory.requests == [request]
        assert request.state in {"merged", "open"}
        assert [n.user for n in request.talk].count(memory.own) == 1
    else:
        pytest.fail("the round never ended")
    assert number > 5


@pytest.mark.parametrize("fault", ["cut", "half", "500"])
def test_a_call_that_fails_once_is_made_again_only_when_that_is_safe(scene: Scene, fault: Fault) -> None:
    accounts = prepare(scene)
    scene.server.memory.requests.clear()
    failed = set()

    def once(number: int) -> Fault | None:
        method, path = scene.server.calls[number]
        if method == "POST" or path.endswith("/merge") or (method, path) in failed:
            return None
        failed.add((method, path))
        return fault

    scene.server.again(once)
    consult(scene.forge(), accounts)

    (request,) = scene.server.memory.requests
    assert request.state == "merged"
    assert len(failed) >= 5


def test_a_merge_that_was_cut_off_is_not_made_again_by_itself(scene: Scene) -> None:
    prepare(scene)
    scene.server.again(lambda n: "cut" if scene.server.calls[n][1].endswith("/merge") else None)
    pull = scene.forge().find(GREN)
    assert pull is not None

    with pytest.raises(ExternalError, match="bröt av"):
        scene.forge().merge(pull)

    assert [path.endswith("/merge") for _, path in scene.server.calls].count(True) == 1
    scene.server.again()
    assert scene.channel().close(scene.round(), "Tack.") is False


def test_a_post_that_was_cut_off_is_not_made_again_by_itself(scene: Scene) -> None:
    prepare(scene)
    scene.server.memory.requests.clear()
    scene.server.again(lambda n: "cut" if scene.server.calls[n][0] == "POST" else None)

    with pytest.raises(ExternalError, match="bröt av"):
        scene.forge().open(Draft(GREN, "main", "Remiss", "Text"))

    assert len(scene.server.memory.requests) == 1
    assert [method for method, _ in scene.server.calls] == ["POST"]
