from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING

import pytest

from fetching import HOSTS, Dialling, fetcher_for
from index.sources.fetching.address import read_address
from index.sources.fetching.fetcher import Fetcher, FetchError, Response, Validators
from news_server import NewsServer, Page, cut_off, hang_up, one_after_the_other

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from news_server import Handler

FERRY = "<p>The ferry sails again.</p>"

# Signed by itself, for news.example alone, until 2120; it protects nothing.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpVIlrFFZALfbQR17
5wZUr8aYvPtZrZI2/GTfz+8dD/uhRANCAARtWcsA2b/GfouxnJDC4/5PXtdT//tc
M5E2QMZWnJIKc7d0YF+rwkKK/pq4QjyXsCXRwe6Xj2m5/UJv2wn92lqy
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBeTCCASCgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxuZXdzLmV4
YW1wbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDG5ld3MuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG1ZywDZ
v8Z+i7GckMLj/k9e11P/+1wzkTZAxlackgpzt3RgX6vCQor+mrhCPJewJdHB7peP
abn9Qm/bCf3aWrKjWzBZMBcGA1UdEQQQMA6CDG5ld3MuZXhhbXBsZTAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdDgQWBBTkGmf0V5in5ZJSf2ClnRqyC2XgcjAOBgNVHQ8B
Af8EBAMCAoQwCgYIKoZIzj0EAwIDRwAwRAIgZmLJEyt5zcTcj+eEL8CYY+IK/DJh
npryCYYrhtHQS1ICIDqZYmiuAEw5Ls+ETS7yq6uH2UE8Eo6OHLsspr4zVtNF
-----END CERTIFICATE-----
"""


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as server:
        server.serve("/", FERRY)
        yield server


@pytest.fixture
def fetcher(server: NewsServer) -> Iterator[Fetcher]:
    with fetcher_for(server) as fetcher:
        yield fetcher


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "news.pem"
    file.write_text(CERTIFICATE)
    return file


def failure(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as failed:
        fetcher.get(url)
    assert str(failed.value) == failed.value.reason
    return failed.value.reason


def test_a_page_comes_with_its_type_charset_and_validators(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve(
        "/",
        "<p>Fähre</p>".encode("latin-1"),
        type='Text/HTML; Charset="ISO-8859-1"',
        headers={"ETag": 'W/"7"', "Last-Modified": "Wed, 04 Mar 2026 12:00:00 GMT"},
    )
    assert fetcher.get(server.url("/#comments")) == Response(
        url=server.url("/"),
        status=200,
        body=b"<p>F\xe4hre</p>",
        content_type="text/html",
        charset="iso-8859-1",
        validators=Validators(etag='W/"7"', last_modified="Wed, 04 Mar 2026 12:00:00 GMT"),
        moved=None,
    )


def test_what_a_server_does_not_say_stays_unknown(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", FERRY, type="", etag=False)
    response = fetcher.get(server.url())
    assert (response.content_type, response.charset, response.validators) == ("", None, Validators())


def test_every_request_says_who_asks_and_what_for(server: NewsServer, fetcher: Fetcher) -> None:
    fetcher.get(server.url("/", host="news.example"))
    headers = server.requests[-1].headers
    assert re.fullmatch(r"Newsbot/\d+\.\d+\S* \(self-hosted news reader\)", headers["user-agent"])
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["accept"].startswith("text/html, ")
    assert headers["host"] == f"news.example:{server.port}"
    assert headers.keys() == {"accept", "accept-encoding", "connection", "host", "user-agent"}


def test_the_user_agent_can_name_somebody_to_turn_to(server: NewsServer) -> None:
    with fetcher_for(server, contact="https://ferry.example/bot") as fetcher:
        fetcher.get(server.url())
    assert server.requests[-1].headers["user-agent"].endswith(" (self-hosted news reader; +https://ferry.example/bot)")
    with pytest.raises(ValueError, match="must be a web or mail address"):
        Fetcher(contact="two\r\nlines")


def test_an_unchanged_page_is_not_sent_again(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", FERRY, headers={"Last-Modified": "Wed, 04 Mar 2026 12:00:00 GMT"})
    first = fetcher.get(server.url())
    second = fetcher.get(server.url(), validators=first.validators)
    assert (second.status, second.body, second.validators) == (304, b"", first.validators)
    headers = server.requests[-1].headers
    assert headers["if-none-match"] == first.validators.etag
    assert headers["if-modified-since"] == "Wed, 04 Mar 2026 12:00:00 GMT"


def test_a_date_alone_is_enough_to_ask_for_changes(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", FERRY, etag=False, headers={"Last-Modified": "Wed, 04 Mar 2026 12:00:00 GMT"})
    known = Validators(last_modified="Wed, 04 Mar 2026 12:00:00 GMT")
    assert fetcher.get(server.url(), validators=known).status == 304
    assert "if-none-match" not in server.requests[-1].headers


def test_a_changed_page_comes_with_new_validators(server: NewsServer, fetcher: Fetcher) -> None:
    first = fetcher.get(server.url())
    server.serve("/", "<p>The ferry stays in port.</p>")
    second = fetcher.get(server.url(), validators=first.validators)
    assert (second.status, second.body) == (200, b"<p>The ferry stays in port.</p>")
    assert second.validators.etag not in {None, first.validators.etag}


def test_a_server_may_give_new_validators_with_what_is_unchanged(server: NewsServer, fetcher: Fetcher) -> None:
    server.answer("/", lambda handler: handler.send(Page(status=304, headers={"ETag": '"new"'})))
    known = Validators(etag='"old"', last_modified="Wed, 04 Mar 2026 12:00:00 GMT")
    assert fetcher.get(server.url(), validators=known).validators == Validators(
        etag='"new"', last_modified="Wed, 04 Mar 2026 12:00:00 GMT"
    )


def test_unchanged_is_no_answer_where_nothing_was_known(server: NewsServer, fetcher: Fetcher) -> None:
    server.answer("/", lambda handler: handler.send(Page(status=304)))
    assert failure(fetcher, server.url()) == "HTTP 304 (not changed), though nothing is known of it"
    with pytest.raises(FetchError, match="HTTP 304"):
        fetcher.get(server.url(), validators=Validators())


def test_validators_that_no_header_can_carry_are_neither_kept_nor_sent(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", FERRY, headers={"ETag": '"f\xe4hre"'})
    assert fetcher.get(server.url()).validators == Validators()
    assert fetcher.get(server.url(), validators=Validators(etag='"a"\r\nX: y')).status == 200
    assert server.requests[-1].headers.keys().isdisjoint({"if-none-match", "x"})


def test_a_head_request_brings_all_but_the_body(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", "x" * 3000)
    response = fetcher.get(server.url(), method="HEAD", limit=1000)
    assert (response.status, response.body, response.content_type) == (200, b"", "text/html")
    assert (server.requests[-1].method, bool(response.validators)) == ("HEAD", True)


def test_one_connection_serves_many_requests_also_those_that_bring_nothing(
    server: NewsServer,
) -> None:
    server.redirect("/old", "/")
    network = Dialling(server)
    with fetcher_for(server, network=network) as fetcher:
        known = fetcher.get(server.url()).validators
        fetcher.get(server.url(), validators=known)
        fetcher.get(server.url("/old"))
        fetcher.get(server.url(), method="HEAD")
        assert failure(fetcher, server.url("/missing")) == "HTTP 404"
        fetcher.get(server.url())
    assert len(network.dialled) == 1


def test_redirects_are_followed_to_the_final_address(server: NewsServer, fetcher: Fetcher) -> None:
    server.redirect("/a", "b?x=1#part", 302)
    server.redirect("/b", server.url("/c", host="other.example"), 303)
    server.redirect("/c", "//third.example:" + str(server.port) + "/d", 307)
    server.redirect("/d", "/", 301)
    response = fetcher.get(server.url("/a", host="news.example"))
    assert (response.url, response.moved) == (server.url("/", host="third.example"), None)
    assert server.paths() == ["/a", "/b?x=1", "/c", "/d", "/"]


def test_where_every_redirect_is_permanent_the_page_has_moved(server: NewsServer, fetcher: Fetcher) -> None:
    server.redirect("/a", "/b", 301)
    server.redirect("/b", "/", 308)
    assert fetcher.get(server.url("/a")).moved == server.url("/")
    server.redirect("/b", "/", 302)
    assert fetcher.get(server.url("/a")).moved is None


def test_validators_go_along_with_a_redirect(server: NewsServer, fetcher: Fetcher) -> None:
    server.redirect("/a", "/", 301)
    known = fetcher.get(server.url("/a")).validators
    response = fetcher.get(server.url("/a"), validators=known)
    assert (response.status, response.moved) == (304, server.url("/"))


def test_five_redirects_are_followed_and_no_more(server: NewsServer, fetcher: Fetcher) -> None:
    for number in range(6):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.serve("/6", FERRY)
    assert fetcher.get(server.url("/1")).url == server.url("/6")
    assert failure(fetcher, server.url("/0")) == "more than 5 redirects"


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/a", "redirects in a circle"),
        ("#top", "redirects in a circle"),
        ("", "a redirect that does not say where to"),
        ("ftp://news.example/a", "a redirect that cannot be followed: not a web address: it must begin with"),
        ("file:///etc/passwd", "a redirect that cannot be followed: not a web address: it must begin with"),
        ("javascript:alert(1)", "a redirect that cannot be followed: not a web address: "),
        ("http://anna:secret@news.example/", "a redirect that cannot be followed: the address holds a user name"),
        ("http://[broken/", "a redirect that cannot be followed: "),
        ("https:///nowhere", "a redirect that cannot be followed: not a web address: no host can be called ''"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_told(server: NewsServer, fetcher: Fetcher, to: str, reason: str) -> None:
    server.redirect("/a", to)
    assert failure(fetcher, server.url("/a")).startswith(reason)


def test_a_redirect_without_a_location_is_told(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/a", "moved", status=301)
    assert failure(fetcher, server.url("/a")) == "a redirect that does not say where to"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "not a web address: it must begin with https:// or http://, not "),
        ("news.example/feed", "not a web address: it must begin with https:// or http://, not news.example/feed"),
        ("ftp://news.example/", "not a web address: it must begin with https:// or http://, not ftp:"),
        ("http://", "not a web address: no host can be called ''"),
        ("http:///feed", "not a web address: no host can be called ''"),
        ("http://exa mple/", "not a web address: no host can be called 'exa%20mple'"),
        (f"http://{'a.' * 127}a/", f"not a web address: no host can be called {'a.' * 50!r}"),
        ("http://news.example:99999/", "not a web address: there is no port 99999"),
        ("http://news.example:0/", "not a web address: there is no port 0"),
        ("http://anna:secret@news.example/", "the address holds a user name or a password, which are never sent"),
        ("http://news.example\\@127.0.0.1/", "the address holds a user name or a password, which are never sent"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told(fetcher: Fetcher, url: str, reason: str) -> None:
    assert failure(fetcher, url) == reason


@pytest.mark.parametrize("url", ["http://news.example:port/", "http://☃.example/", "http://a\nb/", "http://[::1"])
def test_an_address_that_cannot_be_read_is_no_web_address(fetcher: Fetcher, url: str) -> None:
    assert failure(fetcher, url).startswith("not a web address: ")


@pytest.mark.parametrize(
    ("url", "host", "origin"),
    [
        ("HTTP://News.Example./a?b#c", "news.example", "http://news.example"),
        ("https://news.example:443/", "news.example", "https://news.example"),
        ("http://news.example:443/", "news.example", "http://news.example:443"),
        ("http://[2606:4700::1111]:8080/", "2606:4700::1111", "http://[2606:4700::1111]:8080"),
        ("http://my_news.example/", "my_news.example", "http://my_news.example"),
    ],
)
def test_hosts_and_origins_have_one_form(url: str, host: str, origin: str) -> None:
    address = read_address(url)
    assert (address.host, address.origin) == (host, origin)


def test_hosts_and_paths_in_any_script_are_asked_in_ascii(server: NewsServer) -> None:
    server.serve("/f%C3%A4hre", FERRY)
    with fetcher_for(server, allow=["bücher.example"]) as fetcher:
        response = fetcher.get(f" http://Bücher.Example:{server.port}/fähre ")
    assert response.url == f"http://xn--bcher-kva.example:{server.port}/f%C3%A4hre"
    assert server.requests[-1].headers["host"] == f"xn--bcher-kva.example:{server.port}"


def test_no_cookie_is_kept(server: NewsServer, fetcher: Fetcher) -> None:
    server.redirect("/a", "/")
    server.serve("/", FERRY, headers={"Set-Cookie": "reader=1; Path=/"})
    fetcher.get(server.url("/a"))
    fetcher.get(server.url())
    assert all("cookie" not in request.headers for request in server.requests)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 500, 501, 503])
def test_an_error_is_told_by_its_number_and_asked_for_once(server: NewsServer, fetcher: Fetcher, status: int) -> None:
    server.withdraw("/", status)
    with pytest.raises(FetchError) as failed:
        fetcher.get(server.url())
    assert (failed.value.reason, failed.value.gone) == (f"HTTP {status}", status in {404, 410})
    assert failed.value.retry_at is None
    assert server.paths() == ["/"]


@pytest.mark.parametrize("status", [201, 206, 300])
def test_an_answer_that_is_not_the_page_is_told_by_its_number(
    server: NewsServer, fetcher: Fetcher, status: int
) -> None:
    server.serve("/", FERRY, status=status)
    assert failure(fetcher, server.url()) == f"HTTP {status}"


def test_a_page_without_content_is_told(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", "")
    assert failure(fetcher, server.url()) == "empty"
    server.serve("/", " \r\n")
    assert failure(fetcher, server.url()) == "empty"
    server.answer("/", lambda handler: handler.begin(204))
    assert failure(fetcher, server.url()) == "empty"


def reset(handler: Handler) -> None:
    """End the connection as a crashed program does."""
    import socket
    import struct

    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def test_what_fails_by_chance_is_tried_once_more(server: NewsServer, fetcher: Fetcher) -> None:
    for chance in (hang_up, reset, cut_off(b"<p>The fer"), Page(status=502), Page(status=504)):
        server.answer("/", one_after_the_other(chance, Page(body=b"<p>The ferry sails again.</p>")))
        server.requests.clear()
        assert fetcher.get(server.url()).body == b"<p>The ferry sails again.</p>"
        assert server.paths() == ["/", "/"]


def test_what_fails_twice_has_failed(server: NewsServer, fetcher: Fetcher) -> None:
    for chance, reason in (
        (hang_up, "the connection broke off before the answer was complete"),
        (reset, "the connection broke off"),
        (cut_off(b"<p>The fer"), "the connection broke off before the answer was complete"),
        (Page(status=502), "HTTP 502"),
    ):
        server.answer("/", one_after_the_other(chance))
        server.requests.clear()
        assert failure(fetcher, server.url()) == reason
        assert server.paths() == ["/", "/"]


def test_only_a_get_is_tried_again(server: NewsServer, fetcher: Fetcher) -> None:
    server.answer("/", hang_up)
    with pytest.raises(FetchError, match="broke off"):
        fetcher.get(server.url(), method="HEAD")
    assert server.paths() == ["/"]


@pytest.mark.parametrize(
    "answer",
    [
        b"this is not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["no head", "length in words", "two lengths", "no header", "endless header", "bad chunk"],
)
def test_an_answer_that_is_not_http_is_told(server: NewsServer, fetcher: Fetcher, answer: bytes) -> None:
    def answering(handler: Handler) -> None:
        handler.close_connection = True
        handler.write(answer)

    server.answer("/", answering)
    assert failure(fetcher, server.url()).startswith("no valid HTTP answer: ")


def test_a_host_where_nothing_listens_is_told() -> None:
    with NewsServer() as server:
        url = server.url()
    with Fetcher(allow=HOSTS) as fetcher, pytest.raises(FetchError, match="the host refuses the connection"):
        fetcher.get(url, obey_robots=False)


def test_a_host_that_does_not_exist_is_told(server: NewsServer) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with (
        fetcher_for(server, resolve=resolve) as fetcher,
        pytest.raises(FetchError, match=r"no address is known for the host nowhere\.example"),
    ):
        fetcher.get("https://nowhere.example/")


def test_a_certificate_is_checked_and_must_be_for_the_host(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with NewsServer(tls=context) as server:
        server.serve("/", FERRY)
        with fetcher_for(server) as unknowing, pytest.raises(FetchError, match="the certificate is not accepted: self"):
            unknowing.get(server.url("/", host="news.example"))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with fetcher_for(server) as fetcher:
            assert fetcher.get(server.url("/", host="news.example")).body == FERRY.encode()
            with pytest.raises(FetchError, match="the certificate is not accepted: Hostname mismatch"):
                fetcher.get(server.url("/", host="other.example"))
        assert server.paths() == ["/"]


def test_a_server_that_does_not_speak_tls_is_told(server: NewsServer, fetcher: Fetcher) -> None:
    assert "no secure connection (TLS): " in failure(fetcher, server.url().replace("http:", "https:"))
