"""The page of `kg review` served to this machine alone, and the file saved that it is about.

Only 127.0.0.1 is listened to. Another page cannot read or write: it does not know the token in the
address, its browser names another origin, and a name that leads to this machine is not its host.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from kg.errors import KgError, UsageError
from kg.read.documents import FILE_LIMIT
from kg.read.edits import Edit
from kg.serve.document import draw_review
from kg.serve.review import RefusedError, Review
from kg.serve.source import Proposal

HOST: Final = "127.0.0.1"
BODY_LIMIT: Final = FILE_LIMIT  # bytes; edits are never longer than the file that they make
SECONDS: Final = 30  # for a request to arrive; a half one holds a thread no longer


class ReviewServer(ThreadingHTTPServer):
    """Serves one file under review, until it is shut down."""

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        """Listen on a port of this machine; 0 takes a free one.

        Raises:
            UsageError: the port is taken.
        """
        self.review = review
        self.token: Final = secrets.token_urlsafe(24)
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError):
            raise UsageError(
                f"port {port} cannot be used; leave --port out to take a free one"
            ) from None

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser names them."""
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """Where the page is; who knows it may save."""
        return f"{self.origin}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closed a connection early is nothing to tell of; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: ReviewServer
    timeout = SECONDS
    server_version = "kg"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page."""
        if self._is_allowed() and self._is_known({""}):
            try:
                page = draw_review(self.server.review.describe(findings=False), served=True)
            except KgError as error:
                self._answer(HTTPStatus.CONFLICT, {"error": str(error)})
            else:
                self._send(HTTPStatus.OK, page.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Check what was proposed, or save it."""
        if not (self._is_allowed() and self._is_ours() and self._is_known({"check", "save"})):
            return
        body = self._read_body()
        if body is None:
            return
        review = self.server.review
        try:
            proposal = read_proposal(body)
            if self.path.endswith("/save"):
                self._answer(HTTPStatus.OK, review.save(proposal))
            else:
                self._answer(HTTPStatus.OK, {"findings": review.check(proposal)})
        except ValueError as error:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": str(error)})
        except KgError as error:
            refused = isinstance(error, RefusedError)
            status = HTTPStatus.CONFLICT if refused else HTTPStatus.INTERNAL_SERVER_ERROR
            self._answer(status, {"error": str(error)})

    def _is_allowed(self) -> bool:
        """Whether the request names this host, and no page of elsewhere sent it."""
        host = self.headers.get("Host") == self.server.origin.removeprefix("http://")
        site = self.headers.get("Sec-Fetch-Site", "none")
        if host and site in ("none", "same-origin"):
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
        return False

    def _is_ours(self) -> bool:
        """Whether the page itself sent a request that may change something."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if self.headers.get("Origin") == self.server.origin and kind == "application/json":
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "only the page itself may ask for this")
        return False

    def _is_known(self, names: set[str]) -> bool:
        _, token, name = [*self.path.split("/", 2), "", ""][:3]
        if hmac.compare_digest(token.encode(), self.server.token.encode()) and name in names:
            return True
        self._refuse(HTTPStatus.NOT_FOUND, "there is no such page; use the address that kg printed")
        return False

    def _read_body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or "Transfer-Encoding" in self.headers:
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "the length of the request is missing")
            return None
        if len(length) > len(str(BODY_LIMIT)) or int(length) > BODY_LIMIT:
            message = f"the request is larger than {BODY_LIMIT:,} bytes"
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True  # what is left of the request is not read
        self._answer(status, {"error": message})

    def _answer(self, status: HTTPStatus, value: Mapping[str, Any]) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "frame-ancestors 'none'",  # the rest says the page
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the address has the token in it."""


def read_proposal(body: bytes) -> Proposal:
    """What a page asks for, from the JSON that it sent.

    Raises:
        ValueError: it is something else.
    """
    try:
        said = json.loads(body)
        edits = tuple(Edit(start, end, new) for start, end, new in said["edits"])
        b"".join(each.new.encode() for each in edits)  # half a surrogate is not text
        proposal = Proposal(
            str(said["digest"]), edits, frozenset(map(str, said["touched"])), dict(said["added"])
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("this is not what the page sends; load it again") from None
    counts = [each for edit in edits for each in (edit.start, edit.end)]
    if not all(type(each) is int for each in (*counts, *proposal.added.values())):
        raise ValueError("this is not what the page sends; load it again")
    return proposal
