"""The server serves one page to this machine, and takes what that page sends and nothing else."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from invented import write_article

from kg.errors import UsageError
from kg.serve.review import Review
from kg.serve.server import BODY_LIMIT, ReviewServer, read_proposal


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewServer]:
    folder = tmp_path_factory.mktemp("served")
    with ReviewServer(Review(write_article(folder), folder / "texts")) as served:
        thread = threading.Thread(target=served.serve_forever, args=(0.05,))
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def ask(
    server: ReviewServer, method: str = "GET", path: str = "", body: bytes = b"", **headers: str
) -> tuple[int, Any, http.client.HTTPMessage]:
    """Status, body and headers of the answer; a header given as '' is left out."""
    host = server.origin.removeprefix("http://")
    usual = {"Host": host}
    if method == "POST":
        usual |= {"Origin": server.origin, "Content-Type": "application/json"}
        usual["Content-Length"] = str(len(body))
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
    connection.putrequest(method, path or f"/{server.token}/", skip_host=True)
    for name, value in {**usual, **given}.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    kind = answer.headers.get_content_type()
    said = json.loads(data) if kind == "application/json" else data.decode()
    return answer.status, said, answer.headers


def post(server: ReviewServer, name: str, value: object, **headers: str) -> tuple[int, Any]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return ask(server, "POST", f"/{server.token}/{name}", body, **headers)[:2]


def proposal(server: ReviewServer, old: str, new: str, *touched: str) -> dict[str, Any]:
    told = server.review.describe(findings=False)
    start = told["source"].index(old)
    return {
        "digest": told["digest"],
        "edits": [[start, start + len(old), new]],
        "touched": list(touched),
        "added": {},
    }


def saved(server: ReviewServer) -> str:
    return server.review.path.read_text("utf-8")


def test_it_listens_to_this_machine_alone(server: ReviewServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_address[1]}/{server.token}/"


def test_each_server_has_a_long_token_of_its_own(server: ReviewServer) -> None:
    with ReviewServer(server.review) as other:
        assert other.token != server.token
        assert len(other.token) >= 32


def test_a_port_that_is_taken_is_told_of(server: ReviewServer) -> None:
    with pytest.raises(UsageError, match="cannot be used; leave --port out"):
        ReviewServer(server.review, server.server_address[1])


def test_the_page_may_be_neither_framed_nor_kept(server: ReviewServer) -> None:
    status, page, headers = ask(server)
    assert status == 200
    assert page.startswith("<!DOCTYPE html>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers
    assert "connect-src &#39;self&#39;" in page


@pytest.mark.parametrize(
    "path", ["/", "/wrong/", "//", "/../etc/passwd", "/%2e%2e/", "/favicon.ico", "/wrong/check"]
)
def test_without_the_token_there_is_nothing(path: str, server: ReviewServer) -> None:
    status, said, _ = ask(server, path=path)
    assert (status, list(said)) == (404, ["error"])
    assert server.token not in str(said)


@pytest.mark.parametrize("name", ["index.html", "../x", "save", "check"])
def test_there_is_no_other_page_behind_the_token(name: str, server: ReviewServer) -> None:
    assert ask(server, path=f"/{server.token}/{name}")[0] == 404


@pytest.mark.parametrize("host", ["kg.example", "kg.example:80", "localhost", "127.0.0.1", ""])
def test_another_host_is_refused_even_where_it_leads_here(host: str, server: ReviewServer) -> None:
    assert ask(server, Host=host)[0] == 403
    assert post(server, "check", proposal(server, "ordered", "planned"), Host=host)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://kg.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": ""},
    ],
)
def test_what_another_page_sends_is_refused(headers: dict[str, str], server: ReviewServer) -> None:
    before = saved(server)
    sent = proposal(server, "ordered", "planned", "reports:1")
    assert post(server, "save", sent, **headers)[0] == 403
    assert saved(server) == before


def test_another_page_cannot_ask_first(server: ReviewServer) -> None:
    status, _, headers = ask(server, "OPTIONS", f"/{server.token}/save", Origin="http://kg.example")
    assert status == 501
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_a_request_that_is_too_large_is_refused_before_it_is_read(server: ReviewServer) -> None:
    status, said = post(server, "save", b"", Content_Length=str(BODY_LIMIT + 1))
    assert (status, said) == (413, {"error": "the request is larger than 5,000,000 bytes"})
    assert post(server, "save", b"", Content_Length="9" * 400)[0] == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "1e3", "٣"])
def test_a_request_without_its_length_is_refused(length: str, server: ReviewServer) -> None:
    with socket.create_connection(server.server_address[:2], 30) as connection:
        head = f"POST /{server.token}/save HTTP/1.1\r\nHost: {server.origin[7:]}\r\n"
        head += f"Origin: {server.origin}\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {length}\r\n" if length else ""
        connection.sendall(head.encode() + b"\r\n")
        assert connection.recv(12) == b"HTTP/1.1 411"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}",
        b'{"digest": "", "edits": [[0, 1]], "touched": [], "added": {}}',
        b'{"digest": "", "edits": [["0", 1, ""]], "touched": [], "added": {}}',
        b'{"digest": "", "edits": [[0, 1, 2]], "touched": [], "added": {}}',
        b'{"digest": "", "edits": [[true, 1, ""]], "touched": [], "added": {}}',
        b'{"digest": "", "edits": [], "touched": 3, "added": {}}',
        b'{"digest": "", "edits": [], "touched": [], "added": {"reports": "2"}}',
    ],
)  # fmt: skip
def test_what_the_page_does_not_send_is_refused(body: bytes, server: ReviewServer) -> None:
    status, said = post(server, "save", body)
    assert (status, said["error"]) == (400, "this is not what the page sends; load it again")


def test_half_a_surrogate_is_refused_and_nothing_is_written(server: ReviewServer) -> None:
    before = saved(server)
    status, said = post(server, "save", proposal(server, "ordered", "\ud800", "reports:1"))
    assert (status, saved(server)) == (400, before)
    assert said["error"] == "this is not what the page sends; load it again"


def test_a_check_answers_with_findings_at_their_fields(server: ReviewServer) -> None:
    before = saved(server)
    status, said = post(server, "check", proposal(server, "ordered", "orderd", "reports:1"))
    assert status == 200
    assert ("reports:1", "status") in [(x["record"], x["field"]) for x in said["findings"]]
    assert saved(server) == before


def test_a_save_writes_the_file_and_answers_with_it_as_it_is_then(server: ReviewServer) -> None:
    before = saved(server)
    sent = proposal(server, "ordered", "announced", "reports:1")
    status, said = post(server, "save", sent)
    assert status == 200
    assert saved(server) == before.replace("ordered", "announced")
    assert said["source"] == saved(server)
    status, said = post(server, "save", sent)
    assert status == 409
    assert "was changed by another program" in said["error"]


def test_a_proposal_is_read_as_it_was_sent() -> None:
    body = {"digest": "d", "edits": [[1, 2, "x"]], "touched": ["reports:1"], "added": {"links": 1}}
    found = read_proposal(json.dumps(body).encode())
    assert (found.digest, found.edits, found.touched, found.added) == (
        "d", ((1, 2, "x"),), frozenset({"reports:1"}), {"links": 1},
    )  # fmt: skip
