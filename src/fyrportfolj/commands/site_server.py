"""`fyr site serve`: the site from memory, made again when a file of the portfolio changes; only for this machine."""

from __future__ import annotations

import mimetypes
import os
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fyrportfolj.commands.site import files_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ExternalError, FyrError
from fyrportfolj.messages import T, Text

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost", "[::1]"})
_VERSION = "/fyr-version"
_RELOAD = (
    "<script>(()=>{let v;setInterval(async()=>{try{const n=await(await fetch('"
    + _VERSION
    + "')).text();if(v!==undefined&&n!==v)location.reload();v=n}catch{}},1000)})()</script>"
).encode()
"""Only here, so that an open page follows the files; a built site has no script."""

Say = Callable[[Text], None]
Tell = Callable[[Workspace, tuple[Diagnostic, ...]], None]


class Live:
    """The site as it is now.

    Args:
        opened: reads the portfolio anew.
        say: told when the site has been made again, or why it could not be.
        tell: told the faults of the portfolio's looks, when there are any; the site is then shown without them.
    """

    def __init__(self, opened: Callable[[], Workspace], say: Say, tell: Tell) -> None:
        self._opened = opened
        self._say = say
        self._tell = tell
        ws = opened()
        self._root = ws.root
        self._seen = _state(self._root)
        self._files = self._made(ws)
        self.version = 1

    def get(self, place: str) -> bytes | None:
        """Give a file of the site, or None."""
        return self._files.get(place)

    def look(self) -> bool:
        """Make the site again when a file has changed; a fault leaves the site as it was.

        Returns:
            True when it was made again.
        """
        state = _state(self._root)
        if state == self._seen:
            return False
        self._seen = state
        try:
            self._files = self._made(self._opened())
        except FyrError as error:
            self._say(T("webbplatsen är kvar som den var: {fel}", fel=error.message))
            return False
        self.version += 1
        self._say(T("webbplatsen är gjord på nytt"))
        return True

    def _made(self, ws: Workspace) -> dict[str, bytes]:
        files, faults = files_of(ws)
        if faults:
            self._tell(ws, faults)
            self._say(T("webbplatsen visas utan portföljens eget utseende tills felen är rättade"))
        return files


def server(live: Live, port: int) -> ThreadingHTTPServer:
    """Give a server on this machine alone.

    Args:
        live: the site.
        port: 0 takes a free one.

    Raises:
        ExternalError: the port is taken or not allowed.
    """

    class Handler(_Handler):
        site = live

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise ExternalError(
            T("port {port} går inte att använda: {orsak}", port=str(port), orsak=error.strerror or ""),
            T("välj en annan med --port"),
        ) from error


def serve(live: Live, port: int, begun: Callable[[str], None], *, every: float = 1.0) -> None:
    """Serve the site until the person interrupts.

    Args:
        live: the site.
        port: the port; 0 takes a free one.
        begun: told the address.
        every: seconds between looks at the files.

    Raises:
        ExternalError: as `server`.
    """
    http = server(live, port)
    ended = threading.Event()
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        begun(f"http://{HOST}:{http.server_address[1]}/")
        while not ended.wait(every):
            live.look()
    except KeyboardInterrupt:
        pass
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    site: Live
    server_version = "fyr"
    sys_version = ""

    # The name is the library's.
    def do_GET(self) -> None:
        """Answer with a file of the site."""
        # A page elsewhere can point its own name at this machine; only a browser that meant to come here is answered.
        if self.headers.get("Host", "").rpartition(":")[0] not in _NAMES:
            self._answer(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return
        path = unquote(urlsplit(self.path).path)
        if path == _VERSION:
            self._answer(HTTPStatus.OK, str(self.site.version).encode(), "text/plain")
            return
        place = path.lstrip("/") or "index.html"
        data = self.site.get(place)
        if data is None:
            text = b"Sidan finns inte."
            self._answer(HTTPStatus.NOT_FOUND, text, "text/plain; charset=utf-8")
            return
        kind = mimetypes.guess_type(place)[0] or "application/octet-stream"
        if place.endswith(".woff2"):
            kind = "font/woff2"
        if kind == "text/html":
            kind, data = "text/html; charset=utf-8", data.replace(b"</body>", _RELOAD + b"</body>")
        self._answer(HTTPStatus.OK, data, kind)

    def _answer(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Say nothing about each file that is fetched."""


def _state(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Give what tells that a file has changed: name, time and size, without hidden folders such as that of git."""
    return tuple(sorted(_files(root)))


def _files(root: Path) -> Iterator[tuple[str, int, int]]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            try:
                status = path.lstat()
            except OSError:
                # Taken away between being listed and looked at; the next look sees that.
                continue
            yield str(path), status.st_mtime_ns, status.st_size
