"""A forge on this machine: the three dialects and the repository itself over real HTTP, well-behaved or not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.support.forge_dialects import REPO, Hubbed, Jo, Lab
from tests.support.forge_state import Memory

Fault: TypeAlias = Literal[
    "401", "403", "404", "422", "429", "500", "hang", "half", "cut", "html", "shape", "kill", "die"
]
"""How a call is met: with a refusal; silence; half an answer; an end after it was carried out; another kind of answer.
`kill` and `die` end the caller with SIGKILL, before and after the call is carried out."""

TOKEN = "nyckel-som-ingen-far-se"  # noqa: S105  (of a forge that is gone when the test is)
PREFIXES = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}
SILENCE = 0.6


class ForgeServer:
    """A forge with one repository.

    Attributes:
        memory: what it knows.
        url: where it answers.
        calls: method and path of each call to the API so far.
        fault: asked with the number of each call to the API, from 0; what it gives, the call is met with.
        page: entries of a page, whatever is asked for.
        prey: process that `kill` and `die` end.
    """

    def __init__(self, bare: Path) -> None:
        self.memory = Memory(bare)
        self.calls: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.fault: Callable[[int], Fault | None] = lambda _number: None
        self.page = 2
        self.prey = 0
        self.headers: dict[str, str] = {}
        self.root = bare.parent
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.dialects: dict[str, Any] = {
            PREFIXES["github"]: Hubbed(self.memory, self.url),
            PREFIXES["gitlab"]: Lab(self.memory, self.url),
            PREFIXES["forgejo"]: Jo(self.memory, self.url),
        }

    @property
    def git_url(self) -> str:
        """Where git finds the repository."""
        return f"{self.url}/{REPO}.git"

    @contextmanager
    def running(self) -> Iterator[ForgeServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def again(self, fault: Callable[[int], Fault | None] = lambda _number: None) -> None:
        """Count calls from 0 again."""
        self.calls.clear()
        self.bodies.clear()
        self.fault = fault


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    forge: ForgeServer

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _go(self) -> None:
        path = urlsplit(self.path).path
        prefix = next((p for p in PREFIXES.values() if path.startswith(p + "/")), None)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if prefix is None:
            self._git(body)
            return
        number = len(self.forge.calls)
        self.forge.calls.append((self.command, path))
        self.forge.bodies.append(body.decode())
        fault = self.forge.fault(number)
        if fault in {"401", "403", "404", "422", "429", "500"}:
            self._reply(int(fault), json.dumps({"message": f"fel {fault}"}).encode())
            return
        if fault == "hang":
            time.sleep(SILENCE)
            self.close_connection = True
            return
        if fault == "kill":
            self._end()
            return
        status, data, link = self._answer(prefix, path, body)
        if fault == "die":
            self._end()
        elif fault == "cut":
            self.close_connection = True
        elif fault == "html":
            self._reply(200, b"<!doctype html><title>Logga in</title>")
        elif fault == "shape":
            self._reply(status, json.dumps({"en helt annan": ["form"]}).encode())
        else:
            self._reply(status, data, link, half=fault == "half")

    do_GET = do_POST = do_PUT = do_PATCH = _go  # noqa: N815  (the base class's names)

    def _answer(self, prefix: str, path: str, body: bytes) -> tuple[int, bytes, str]:
        if TOKEN not in (self.headers.get("authorization") or ""):
            return 401, b'{"message":"Bad credentials"}', ""
        dialect = self.forge.dialects[prefix]
        query = dict(parse_qsl(urlsplit(self.path).query))
        parts = path.removeprefix(prefix + "/").split("/")
        status, found = dialect.answer((self.command, parts, query, json.loads(body) if body else {}))
        link = ""
        if isinstance(found, list):
            page, size = int(query.get("page", "1")), self.forge.page
            if page * size < len(found):
                after = urlencode({**query, "page": page + 1})
                link = f'<{self.forge.url}{path}?{after}>; rel="next", <{self.forge.url}{path}?page=9>; rel="last"'
            found = found[(page - 1) * size : page * size]
        return status, b"" if found is None else json.dumps(found).encode(), link

    def _reply(self, status: int, data: bytes, link: str = "", *, half: bool = False) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data) + half))
        if link:
            self.send_header("link", link)
        for name, value in self.forge.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if half else data)
        self.close_connection = self.close_connection or half

    def _end(self) -> None:
        self.close_connection = True
        if self.forge.prey:
            os.kill(self.forge.prey, signal.SIGKILL)
            self.forge.prey = 0

    def _git(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        env = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.forge.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": parts.path.replace(f"/{REPO}.git", f"/{self.forge.memory.bare.name}", 1),
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
            "GIT_PROTOCOL": self.headers.get("git-protocol", ""),
            "REMOTE_USER": "remissbot",
            "REMOTE_ADDR": "127.0.0.1",
        }
        said = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=False).stdout
        head, _, rest = said.partition(b"\r\n\r\n")
        rows = [line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line]
        status = next((int(value.split()[0]) for name, value in rows if name == "Status"), 200)
        self.send_response(status)
        for name, value in rows:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("content-length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest)


def _handler(forge: ForgeServer) -> type[BaseHTTPRequestHandler]:
    return type("_Of", (_Handler,), {"forge": forge})
