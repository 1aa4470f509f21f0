"""HTTP to one forge: time-outs, retries, limits, and a key that goes to that forge and nowhere else."""

from __future__ import annotations

import json
import re
import ssl
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    InvalidHeader,
    MaxRetryError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util.retry import Retry

from fyrportfolj import __version__
from fyrportfolj.forge.refusals import ForgeError, refused
from fyrportfolj.messages import T

Query: TypeAlias = Mapping[str, str | int]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine itself: the only ones that may be spoken to without encryption."""

_PASSING = (ConnectTimeoutError, NewConnectionError, ProtocolError, ReadTimeoutError)
_PIECE = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})
_MOST_MOVES = 3
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next"?')
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how much is put up with.

    Attributes:
        connect: seconds until the forge must have taken the call.
        read: seconds that it may be silent.
        whole: seconds that one answer may take altogether.
        tries: how many times a failed call is made again.
        pause: seconds before the second time; doubled each time after.
        longest_pause: seconds that a forge may ask for.
        size: bytes of one answer.
        pages: pages of one list.
    """

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0
    tries: int = 3
    pause: float = 1.0
    longest_pause: int = 60
    size: int = 20_000_000
    pages: int = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer.

    Attributes:
        status: its number.
        headers: names in lower case.
        body: the bytes.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Retry(Retry):
    """As urllib3's, but knows that a call that was turned away was not carried out, so that it may be made again."""

    RETRY_AFTER_STATUS_CODES = frozenset({403, 413, _TOO_MANY, 503})

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        away = status_code == _TOO_MANY or (has_retry_after and status_code in self.RETRY_AFTER_STATUS_CODES)
        return bool(self.total) if away else super().is_retry(method, status_code, has_retry_after)


@dataclass(frozen=True)
class Transport:
    """Calls to the API of one forge.

    Attributes:
        api: where the API begins, without a final `/`.
        host: the forge's name to a person.
        headers: sent with every call; the key among them.
        patience: how long and how much is put up with.
    """

    api: str
    host: str
    headers: Mapping[str, str] = field(repr=False)
    patience: Patience = Patience()
    _pool: urllib3.PoolManager = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse to carry a key in the open."""
        if urlsplit(self.api).scheme != "https" and urlsplit(self.api).hostname not in LOOPBACK:
            raise ForgeError(
                T("Adressen {adress} är inte krypterad, så nyckeln skickas inte dit.", adress=self.api),
                T("Ange adressen med https://."),
            )
        object.__setattr__(self, "_pool", _pool(self.api))

    def get(self, path: str, query: Query | None = None) -> object:
        """Ask for something.

        Args:
            path: below the API's beginning, with a first `/`.
            query: its parameters.

        Returns:
            The answer, read as JSON.

        Raises:
            ForgeError: the forge refuses, does not answer, or answers something else than JSON.
        """
        return self._json(path, self._exchange("GET", self._url(path, query)))

    def send(self, method: str, path: str, body: Mapping[str, object], *, once: bool = False) -> object:
        """Have something done; made again only when that does no harm, or it is certain that it was not done.

        Args:
            method: POST, PUT or PATCH.
            path: below the API's beginning.
            body: what to send, as JSON.
            once: doing it again is not the same as doing it once; so for every POST.

        Returns:
            The answer, read as JSON; None when it is empty.

        Raises:
            ForgeError: as `get`.
        """
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return self._json(path, self._exchange(method, self._url(path), data, once=once))

    def pages(self, path: str, query: Query | None = None) -> Iterator[object]:
        """Ask for a list, page by page.

        Args:
            path: below the API's beginning.
            query: its parameters, page size too.

        Returns:
            The entries of all pages, in the forge's order.

        Raises:
            ForgeError: as `get`, or the list has no end.
        """
        url: str | None = self._url(path, query)
        for _ in range(self.patience.pages):
            if url is None:
                return
            reply = self._exchange("GET", url)
            found = self._json(path, reply)
            if not isinstance(found, list):
                raise self._unexpected()
            yield from found
            link = _NEXT.search(reply.headers.get("link", ""))
            url = self._same_forge(urljoin(url, link[1])) if link else None
        if url is not None:
            raise ForgeError(
                T("{vard} gav fler än {antal} sidor av {plats}.", vard=self.host, antal=self.patience.pages, plats=path)
            )

    def _url(self, path: str, query: Query | None = None) -> str:
        return f"{self.api}{path}" + (f"?{urlencode(query)}" if query else "")

    def _json(self, path: str, reply: Reply) -> object:
        good = 200 <= reply.status < 300  # noqa: PLR2004  (what HTTP calls success)
        body = None
        try:
            body = json.loads(reply.body) if reply.body.strip() else None
        except (ValueError, RecursionError):
            if good:
                raise self._unexpected() from None
        if not good:
            raise refused(self.host, path, reply.status, body, reply.headers)
        return body

    def _exchange(self, method: str, url: str, data: bytes | None = None, *, once: bool = False) -> Reply:
        for _ in range(_MOST_MOVES + 1):
            reply = self._patiently(method, url, data, _retries(self.patience, once=once))
            if reply.status not in _MOVED or "location" not in reply.headers:
                return reply
            if method != "GET" and reply.status not in _KEEP_METHOD:
                break
            url = self._same_forge(urljoin(url, reply.headers["location"]))
        raise ForgeError(
            T("{vard} säger att arkivet har flyttat.", vard=self.host),
            T("Se efter på {vard} vad det heter nu, och rätta fjärren med git remote set-url.", vard=self.host),
        )

    def _patiently(self, method: str, url: str, data: bytes | None, left: Retry) -> Reply:
        while True:
            try:
                reply, raw = self._once(method, url, data)
            except HTTPError as error:
                left = self._again(left, method, url, error)
                left.sleep()
                continue
            if not left.is_retry(method, reply.status, "retry-after" in reply.headers):
                return reply
            try:
                left = left.increment(method, url, response=raw)
            except MaxRetryError:
                return reply
            try:
                left.sleep(raw)
            except InvalidHeader:
                left.sleep()

    def _once(self, method: str, url: str, data: bytes | None) -> tuple[Reply, urllib3.BaseHTTPResponse]:
        own = {
            "accept": "application/json",
            "user-agent": f"fyrportfolj/{__version__}",
            **({"content-type": "application/json"} if data is not None else {}),
        }
        end = time.monotonic() + self.patience.whole
        raw = self._pool.urlopen(
            method,
            url,
            body=data,
            headers={**own, **self.headers},
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=self.patience.connect, read=self.patience.read),
        )
        try:
            body = self._body(raw, end, url)
        finally:
            # A connection that was left in the middle of an answer is of no more use.
            raw.close()
        return Reply(raw.status, {k.lower(): v for k, v in raw.headers.items()}, body), raw

    def _body(self, raw: urllib3.BaseHTTPResponse, end: float, url: str) -> bytes:
        pieces, size = [], 0
        while piece := raw.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > self.patience.size:
                raise ForgeError(
                    T("{vard} skickade mer än {antal} byte i ett svar.", vard=self.host, antal=self.patience.size)
                )
            if time.monotonic() > end:
                raise ReadTimeoutError(self._pool.connection_from_url(url), url, "Read timed out.")
        return b"".join(pieces)

    def _again(self, left: Retry, method: str, url: str, error: HTTPError) -> Retry:
        # Any other failure may have come after the forge did what was asked.
        if isinstance(error, _PASSING):
            with suppress(HTTPError):
                return left.increment(method, url, error=error)
        raise self._silent(error) from None

    def _silent(self, error: HTTPError) -> ForgeError:
        vard = self.host
        if isinstance(error, SSLError):
            return ForgeError(
                T("Certifikatet hos {vard} går inte att lita på.", vard=vard),
                T("Har ni en egen utfärdare, så peka ut dess certifikat med SSL_CERT_FILE och kör igen."),
            )
        if isinstance(error, ReadTimeoutError):
            return ForgeError(
                T("{vard} svarade inte på {antal} sekunder.", vard=vard, antal=round(self.patience.read) or 1)
            )
        if isinstance(error, DecodeError):
            return self._unexpected()
        if isinstance(error, ProtocolError):
            return ForgeError(T("{vard} bröt av innan svaret var helt.", vard=vard))
        return ForgeError(T("{vard} går inte att nå.", vard=vard))

    def _same_forge(self, url: str) -> str:
        if _origin(url) != _origin(self.api):
            raise ForgeError(
                T(
                    "{vard} hänvisar till en annan dator, {annan}, och dit skickas nyckeln inte.",
                    vard=self.host,
                    annan=urlsplit(url).hostname or "–",
                ),
                T("Rätta fjärrens adress eller plattformens adress i fyr.yaml om arkivet har flyttat."),
            )
        return url

    def _unexpected(self) -> ForgeError:
        return ForgeError(
            T("{vard} svarade med något annat än det som väntades.", vard=self.host),
            T("Se efter att {vard} är rätt plattform och att adressen till den är rätt, och kör igen.", vard=self.host),
        )


def _retries(patience: Patience, *, once: bool) -> Retry:
    return _Retry(
        total=patience.tries,
        allowed_methods=frozenset({"GET"} if once else {"GET", "PATCH", "PUT"}),
        status_forcelist=frozenset({500, 502, 503, 504}),
        backoff_factor=patience.pause,
        backoff_jitter=patience.pause / 2,
        backoff_max=patience.longest_pause,
        retry_after_max=patience.longest_pause,
        raise_on_status=False,
    )


def _pool(api: str) -> urllib3.PoolManager:
    """Give connections that follow the user's own proxy and trust what the machine, or SSL_CERT_FILE, trusts."""
    address = urlsplit(api)
    context = ssl.create_default_context() if address.scheme == "https" else None
    host = address.hostname or ""
    proxy = urllib.request.getproxies().get(address.scheme)
    if not proxy or host in LOOPBACK or urllib.request.proxy_bypass(host):
        return urllib3.PoolManager(ssl_context=context)
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    secret = f"{parts.username}:{parts.password or ''}" if parts.username else None
    bare = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    headers = urllib3.make_headers(proxy_basic_auth=secret) if secret else None
    return urllib3.ProxyManager(bare, proxy_headers=headers, ssl_context=context)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return "", None, None
