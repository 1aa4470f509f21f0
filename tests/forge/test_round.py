"""A consultation on each forge, from the branch that is sent to the merge, over real HTTP and a real repository."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fyrportfolj.errors import DataError
from fyrportfolj.model.remiss_answers import ForgeAnswer
from tests.forge.rounds import ASKED, GREN, PLAN, Scene

STANCE = "Ställning: tillstyrker med synpunkter\r\nBeslutat av: Kommunstyrelsen 2026-06-10 KS § 7\r\nF1: har synpunkter"


def by_name(scene: Scene) -> dict[str, ForgeAnswer]:
    return {a.kontonamn: a for a in scene.channel().responses(scene.round())}


def test_a_round_is_sent_answered_and_merged(scene: Scene) -> None:
    memory, channel, round_ = scene.server.memory, scene.channel(merge=True), scene.round()

    opened = channel.open(round_)
    assert (opened.ny, opened.ej_tillfragade) == (True, ())
    (request,) = memory.requests
    assert opened.lank is not None
    assert opened.lank.startswith(scene.server.url)
    assert (request.head, request.base, request.title) == (GREN, "main", round_.rubrik)
    assert sorted(request.asked) == sorted(ASKED.values())
    assert round_.missiv in request.body
    assert "Ställning: tillstyrker, tillstyrker med synpunkter" in request.body
    assert memory.tip(GREN) == scene.made.git("rev-parse", GREN)

    review = memory.review("anna-i-amal", "APPROVED", STANCE, ("plan.md", 4, "Skriv om mål två."))
    answers = list(channel.responses(round_))
    assert [a.instans for a in answers] == ["amal"]
    (answer,) = answers
    assert (answer.text, answer.omdome) == (STANCE.replace("\r\n", "\n"), "godkand")
    assert (answer.konto, answer.avser_commit, answer.inaktuell) == (
        str(memory.users["anna-i-amal"]),
        memory.tip(GREN),
        False,
    )
    (comment,) = answer.kommentarer
    assert (comment.fil, comment.rad, comment.citat) == ("plan.md", 4, PLAN.split("\n")[3])
    assert comment.text == "Skriv om mål två."
    assert answer.inkom == review.when
    assert json.loads(answer.original)

    assert channel.close(round_, "Tack för svaren.")
    assert request.state == "merged"
    assert request.talk[-1].body.endswith("Tack för svaren.")
    scene.made.git("fetch", "-q", str(memory.bare), "main")
    assert scene.made.git("rev-list", "--parents", "-1", "FETCH_HEAD").split()[1:] == [
        scene.made.git("rev-parse", "main"),
        scene.made.git("rev-parse", GREN),
    ]


def test_twice_is_once(scene: Scene) -> None:
    round_ = scene.round()
    for first in (True, False):
        channel = scene.channel()
        assert channel.open(round_).ny is first
        if first:
            scene.server.memory.review("tina", "COMMENTED", "Ställning: avstår")
        assert len(list(channel.responses(round_))) == 1
        assert channel.remind(round_, ("amal", "orust"), "Svara snart.") is first
    assert scene.channel().remind(round_, ("amal",), "Svara genast.")
    for first in (True, False):
        assert scene.channel().close(round_, "Tack.") is first

    (request,) = scene.server.memory.requests
    assert request.state == "closed"
    assert len(request.talk) == 3
    assert "@anna-i-amal @olle-på-orust" in request.talk[0].body.replace("\n", " ")
    assert len(list(scene.channel().responses(round_))) == 1
    calls = [call for call in scene.server.calls if call[0] != "GET"]
    assert sum(path.endswith(("/pulls", "/merge_requests")) for _, path in calls) == 1


def test_a_changed_missive_is_changed_on_the_forge_too(scene: Scene) -> None:
    scene.channel().open(scene.round())
    scene.server.again()
    scene.channel().open(scene.round())
    assert {method for method, _ in scene.server.calls} == {"GET"}

    scene.channel().open(replace(scene.round(), missiv="Ny dag."))

    assert "Ny dag." in scene.server.memory.requests[0].body


def test_what_is_said_in_pieces_is_one_answer(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    scene.channel().open(round_)
    memory.review("olle-på-orust", "COMMENTED", "", ("plan.md", 3, "Först en rad."))
    memory.review("olle-på-orust", "COMMENTED", STANCE, ("plan.md", 5, "Sedan en till."))
    memory.say("olle-på-orust", "Och en tanke.")
    memory.say("någon-annan", "Hej.")

    found = by_name(scene)

    assert set(found) == {"olle-på-orust", "någon-annan"}
    answer = found["olle-på-orust"]
    assert answer.text.startswith("Ställning: tillstyrker med synpunkter")
    assert sorted(c.text for c in answer.kommentarer) == ["Först en rad.", "Och en tanke.", "Sedan en till."]
    assert found["någon-annan"].instans is None


def test_a_new_version_makes_old_reviews_stale_and_leaves_their_words_as_they_were(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    scene.channel().open(round_)
    memory.review("tina", "COMMENTED", STANCE, ("plan.md", 3, "Rad tre."))
    (before,) = scene.channel().responses(round_)
    scene.made.git("switch", "-q", GREN)
    scene.made.commit("Ny version", {"plan.md": "# Annan\n" + PLAN})
    assert not scene.channel().open(round_).ny

    (after,) = scene.channel().responses(round_)

    assert (before.inaktuell, after.inaktuell) == (False, True)
    assert replace(after, inaktuell=False) == before


def test_an_edit_on_the_forge_is_seen_and_nothing_else_is(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    scene.channel().open(round_)
    review = memory.review("tina", "COMMENTED", STANCE, ("plan.md", 3, "Rad tre."))
    (before,) = scene.channel().responses(round_)
    memory.requests[0].talk.clear()
    assert list(scene.channel().responses(round_)) == [before]

    review.notes[0].body = "Rad tre, ändrad."

    (after,) = scene.channel().responses(round_)
    assert after.id == before.id
    assert after.original != before.original
    assert after.kommentarer[0].text == "Rad tre, ändrad."


def test_those_who_cannot_be_asked_are_told_and_the_others_are_asked(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    memory.outsiders.add("tina")

    opened = scene.channel().open(round_)

    assert opened.ej_tillfragade == (str(memory.users["tina"]),)
    assert sorted(memory.requests[0].asked) == ["anna-i-amal", "olle-på-orust"]


def test_a_document_that_the_portfolio_holds_is_shown_as_a_whole(scene: Scene) -> None:
    memory, made, round_ = scene.server.memory, scene.made, scene.round()
    made.git("merge", "-q", "--ff-only", GREN)
    kept = made.head()

    for first in (True, False):
        assert scene.channel().open(round_).ny is first
        sent = memory.tip(GREN)
        # Shared since, as a portfolio is: a request to main would then count as merged.
        made.git("push", "-q", str(memory.bare), "main")

    (request,) = memory.requests
    assert (request.base, request.state) == ("remiss/planen.underlag", "open")
    made.git("fetch", "-q", str(memory.bare), "refs/heads/*:refs/remotes/smedjan/*")
    there = f"smedjan/{GREN}"
    assert made.git("rev-parse", there) == sent
    assert made.git("diff", "--stat", f"smedjan/{request.base}...{there}").split()[0] == "plan.md"
    assert made.git("diff", kept, there) == ""
    assert made.git("rev-list", "--count", f"smedjan/{request.base}..{there}") == "1"
    assert (made.head(), made.status()) == (kept, "")

    made.git("branch", "-f", GREN, made.commit("Ny version", {"plan.md": PLAN + "Mål fyra\n"}))
    assert not scene.channel().open(round_).ny
    made.git("fetch", "-q", str(memory.bare), GREN)
    assert made.git("diff", "main", "FETCH_HEAD") == ""
    assert made.git("rev-parse", "FETCH_HEAD^") == sent


def test_a_document_that_is_not_in_the_branch_is_not_sent(scene: Scene) -> None:
    scene.made.git("branch", "-f", GREN, "main")

    with pytest.raises(DataError, match="inget att granska"):
        scene.channel().open(scene.round())

    assert scene.server.calls == []
    assert scene.server.memory.tip(GREN) is None


def test_a_branch_that_somebody_else_has_moved_is_not_forced(scene: Scene) -> None:
    scene.channel().open(scene.round())
    theirs = scene.server.memory.tip(GREN)
    scene.made.git("branch", "-f", GREN, "main")
    scene.made.git("switch", "-q", GREN)
    scene.made.commit("En annan plan", {"plan.md": "Helt annan\n"})

    with pytest.raises(Exception, match="har ändrats av någon annan"):
        scene.channel().open(scene.round())

    assert scene.server.memory.tip(GREN) == theirs


def test_what_somebody_else_writes_is_text_and_nothing_more(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    scene.channel().open(round_)
    memory.say("tina", "Ställning: avstyrker\x1b[2J\x00\u009b!\r\n<script>")

    (answer,) = scene.channel().responses(round_)

    assert answer.text == "Ställning: avstyrker[2J!\n<script>"


def test_nothing_is_answered_of_a_round_that_was_never_sent(scene: Scene) -> None:
    with pytest.raises(DataError, match="finns inte hos"):
        list(scene.channel().responses(scene.round()))
    assert not scene.channel().close(scene.round(), "Tack.")


@pytest.mark.parametrize("scene", ["github", "forgejo"], indirect=True)
def test_an_answer_that_was_taken_back_is_marked(scene: Scene) -> None:
    scene.channel().open(scene.round())
    review = scene.server.memory.review("tina", "APPROVED", STANCE)
    assert [a.atertagen for a in scene.channel().responses(scene.round())] == [False]

    review.state = "DISMISSED"

    (answer,) = scene.channel().responses(scene.round())
    assert (answer.atertagen, answer.omdome, answer.text) == (True, "kommentar", STANCE.replace("\r\n", "\n"))


def test_the_sender_is_the_number_and_not_the_name(scene: Scene) -> None:
    memory, round_ = scene.server.memory, scene.round()
    scene.channel().open(round_)
    number = memory.users.pop("anna-i-amal")
    memory.users |= {"anna-som-bytt-namn": number, "anna-i-amal": 6666}

    memory.review("anna-i-amal", "APPROVED", STANCE)
    memory.review("anna-som-bytt-namn", "APPROVED", STANCE)

    found = {a.kontonamn: a for a in scene.channel().responses(round_)}
    assert (found["anna-i-amal"].instans, found["anna-som-bytt-namn"].instans) == (None, "amal")
