"""Calls to a forge: what is waited for, how much is taken, and where the key may go."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.transport import Patience, Transport
from fyrportfolj.i18n import render
from tests.forge.rounds import CALM

KEY = "hemlig-nyckel"


class Heard:
    """What a server has been asked.

    Attributes:
        paths: method and path of each call.
        keys: the key of each call, or None.
    """

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.url = ""


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler, int], None]) -> Iterator[Heard]:
    """Answer each call by a function that is given the handler and the call's number."""
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

        def go(self) -> None:
            heard.paths.append(f"{self.command} {self.path}")
            heard.keys.append(self.headers.get("authorization"))
            self.rfile.read(int(self.headers.get("content-length") or 0))
            try:
                answer(self, len(heard.paths) - 1)
            except ConnectionError:
                self.close_connection = True

        do_GET = do_POST = go  # noqa: N815  (the base class's names)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"[]", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def transport(heard: Heard, patience: Patience = CALM) -> Transport:
    return Transport(heard.url, "smedjan", {"authorization": KEY}, patience)


def line(found: pytest.ExceptionInfo[ForgeError]) -> str:
    return render(found.value.message)


@pytest.mark.parametrize("road", ["omdirigering", "nästa sida"])
def test_the_key_goes_to_no_other_machine(road: str) -> None:
    def away(handler: BaseHTTPRequestHandler, _number: int) -> None:
        # The same machine by another name is another machine.
        elsewhere = other.url.replace("127.0.0.1", "localhost") + "/x"
        if road == "omdirigering":
            reply(handler, 307, b"", location=elsewhere)
        else:
            reply(handler, 200, b"[1]", link=f'<{elsewhere}>; rel="next"')

    with serving(lambda h, _n: reply(h, 200)) as other, serving(away) as heard, pytest.raises(ForgeError) as found:
        list(transport(heard).pages("/a"))

    assert "hänvisar till en annan dator, localhost" in line(found)
    assert other.paths == []


def test_a_move_on_the_same_forge_is_followed_a_few_times() -> None:
    def moved(handler: BaseHTTPRequestHandler, number: int) -> None:
        reply(handler, *((301, b"") if number < 2 else (200, b'{"a":1}')), location="/ny")

    with serving(moved) as heard:
        assert transport(heard).get("/gammal") == {"a": 1}
    assert heard.paths == ["GET /gammal", "GET /ny", "GET /ny"]

    with serving(lambda h, _n: reply(h, 301, b"", location="/runt")) as heard, pytest.raises(ForgeError) as found:
        transport(heard).get("/gammal")
    assert "har flyttat" in line(found)
    assert len(heard.paths) == 4


def test_what_is_sent_is_not_sent_again_as_a_question() -> None:
    with serving(lambda h, _n: reply(h, 302, b"", location="/ny")) as heard, pytest.raises(ForgeError):
        transport(heard).send("POST", "/a", {})
    assert heard.paths == ["POST /a"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_call_that_was_turned_away_waits_as_long_as_asked_and_is_made_again(method: str) -> None:
    def busy(handler: BaseHTTPRequestHandler, number: int) -> None:
        reply(handler, *((429, b"{}") if number < 1 else (200, b"{}")), retry_after="1")

    begun = time.monotonic()
    with serving(busy) as heard:
        calls = transport(heard, replace(CALM, longest_pause=5))
        assert (calls.get("/a") if method == "GET" else calls.send("POST", "/a", {})) == {}

    assert 1 <= time.monotonic() - begun < 4
    assert len(heard.paths) == 2


@pytest.mark.parametrize("asked", ["86400", "Fri, 31 Dec 2099 23:59:59 GMT", "en stund"])
def test_no_longer_than_patience_lasts(asked: str) -> None:
    with (
        serving(lambda h, _n: reply(h, 403, b'{"message":"secondary rate limit"}', retry_after=asked)) as heard,
        pytest.raises(ForgeError) as found,
    ):
        transport(heard, replace(CALM, tries=2)).get("/a")
    assert "secondary rate limit" in line(found)
    assert len(heard.paths) == 3


def test_a_spent_quota_is_said_to_be_one() -> None:
    with (
        serving(lambda h, _n: reply(h, 403, b'{"message":"limit"}', x_ratelimit_remaining="0")) as heard,
        pytest.raises(ForgeError) as found,
    ):
        transport(heard).get("/a")
    assert line(found) == "smedjan tar inte emot fler frågor just nu (403): limit"


def test_more_than_a_limit_is_not_taken() -> None:
    few = replace(CALM, size=1000, pages=3)
    with serving(lambda h, _n: reply(h, 200, b" " * 100_000)) as heard, pytest.raises(ForgeError, match="mer än"):
        transport(heard, few).get("/a")

    with (
        serving(lambda h, _n: reply(h, 200, b"[1]", link='</a>; rel="next"')) as heard,
        pytest.raises(ForgeError, match="fler än"),
    ):
        list(transport(heard, few).pages("/a"))
    assert len(heard.paths) == 3


def test_an_answer_that_drips_without_end_is_given_up() -> None:
    def drip(handler: BaseHTTPRequestHandler, _number: int) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "100000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.02)

    begun = time.monotonic()
    with serving(drip) as heard, pytest.raises(ForgeError, match="svarade inte"):
        transport(heard, replace(CALM, whole=0.3, tries=0)).get("/a")
    assert time.monotonic() - begun < 3


def test_the_words_of_a_forge_are_made_harmless_and_short() -> None:
    body = '{"message":"\\u001b[2J' + "ö" * 500 + '","errors":[{"message":"rad\\nrad"},"löst"]}'
    with serving(lambda h, _n: reply(h, 422, body.encode())) as heard, pytest.raises(ForgeError) as found:
        transport(heard).get("/a")
    assert line(found).isprintable()
    assert len(line(found)) < 300


@pytest.mark.parametrize("body", [b"[" * 100_000, b"\xff\xfe", b"{", b"1e999999" * 3])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with serving(lambda h, _n: reply(h, 200, body)) as heard, pytest.raises(ForgeError, match="något annat"):
        transport(heard).get("/a")


def test_the_key_is_never_sent_in_the_open_or_shown() -> None:
    with pytest.raises(ForgeError, match="inte krypterad"):
        Transport("http://git.kommunen.example/api/v1", "git.kommunen.example", {"authorization": KEY})
    held = Transport("https://git.kommunen.example/api/v1", "git.kommunen.example", {"authorization": KEY})
    assert KEY not in repr(held)


def test_a_forge_that_nobody_answers_at() -> None:
    with serving(lambda h, _n: reply(h, 200)) as heard:
        pass
    with pytest.raises(ForgeError) as found:
        transport(heard).get("/a")
    assert line(found) == "smedjan går inte att nå."


def test_the_users_proxy_is_used_but_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def tunnel(handler: BaseHTTPRequestHandler, _number: int) -> None:
        reply(handler, 502, b"")

    with serving(tunnel) as proxy, serving(lambda h, _n: reply(h, 200)) as heard:
        monkeypatch.setenv("https_proxy", proxy.url.replace("http://", "http://namn:ord@"))
        monkeypatch.setenv("http_proxy", proxy.url)
        assert transport(heard).get("/a") == []
        with pytest.raises(ForgeError, match="går inte att nå"):
            Transport("https://git.kommunen.example", "smedjan", {"authorization": KEY}, CALM).get("/a")

    assert proxy.paths == []
    assert heard.keys == [KEY]


@pytest.mark.parametrize("cut", [False, True], ids=["hel", "avkortad"])
@pytest.mark.parametrize("packed", [False, True], ids=["öppen", "packad"])
def test_an_answer_in_pieces_is_read_whole_or_not_at_all(packed: bool, cut: bool) -> None:
    body = b"[" + b",".join(b"%d" % n for n in range(50_000)) + b"]"
    sent = gzip.compress(body) if packed else body
    pieces = [sent[n : n + 5000] for n in range(0, len(sent), 5000)]

    def chunked(handler: BaseHTTPRequestHandler, _number: int) -> None:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        if packed:
            handler.send_header("content-encoding", "gzip")
        handler.end_headers()
        for piece in pieces[:-1] if cut else pieces:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if not cut:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    with serving(chunked) as heard:
        if cut:
            with pytest.raises(ForgeError, match="bröt av"):
                transport(heard).get("/a")
        else:
            assert transport(heard).get("/a") == [*range(50_000)]


def test_a_packed_answer_that_grows_without_end_is_given_up() -> None:
    packed = gzip.compress(b" " * 50_000_000)
    with (
        serving(lambda h, _n: reply(h, 200, packed, content_encoding="gzip")) as heard,
        pytest.raises(ForgeError, match="mer än"),
    ):
        transport(heard).get("/a")


def test_a_call_whose_answer_cannot_be_unpacked_is_not_made_again() -> None:
    with (
        serving(lambda h, _n: reply(h, 201, b"inte packat", content_encoding="gzip")) as heard,
        pytest.raises(ForgeError, match="något annat"),
    ):
        transport(heard).send("POST", "/a", {})
    assert heard.paths == ["POST /a"]
