from __future__ import annotations

import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING

import httpcore
import pytest

from fetching import Dialling, fetcher_for
from index.sources.fetching.fetcher import FetchError
from index.sources.fetching.guard import Guard, look_up, objection_to
from index.sources.fetching.network import Deadline, GuardedNetwork
from news_server import NewsServer, hang_up

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = "8.8.8.8"  # never connected to: ``Dialling`` connects to the local server only


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as server:
        server.serve("/", "<p>The ferry sails again.</p>")
        yield server


class Names:
    """A name server with an answer for every time it is asked; the last one for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._answers = list(answers)

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@pytest.mark.parametrize(
    ("address", "objection"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.255.0.9", "a loopback address"),
        ("::1", "a loopback address"),
        ("0.0.0.0", "an unspecified address"),  # noqa: S104 - nothing listens on it
        ("::", "an unspecified address"),
        ("10.1.2.3", "a private address"),
        ("172.16.0.1", "a private address"),
        ("192.168.178.1", "a private address"),
        ("192.0.2.7", "a private address"),
        ("fd12:3456::1", "a private address"),
        ("fec0::1", "a private address"),
        ("2001:db8::1", "a private address"),
        ("2001:0:5ef5:79fd::1", "a private address"),
        ("169.254.169.254", "a link-local address"),
        ("fe80::1", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("224.0.0.251", "a multicast address"),
        ("ff02::fb", "a multicast address"),
        ("100.64.0.1", "not a public address"),
        ("255.255.255.255", "a reserved address"),
        ("240.0.0.1", "a reserved address"),
        ("4000::1", "a reserved address"),
        ("64:ff9b:1::a00:1", "a reserved address"),
        ("::ffff:10.1.2.3", "a private address, 10.1.2.3, in another form"),
        ("::ffff:127.0.0.1", "a loopback address, 127.0.0.1, in another form"),
        ("::10.1.2.3", "a private address, 10.1.2.3, in another form"),
        ("::7f00:1", "a loopback address, 127.0.0.1, in another form"),
        ("2002:a01:203::1", "a private address, 10.1.2.3, in another form"),
        ("64:ff9b::a9fe:a9fe", "a link-local address, 169.254.169.254, in another form"),
    ],
)
def test_an_address_that_is_not_public_is_told_by_its_kind(address: str, objection: str) -> None:
    assert objection_to(ip_address(address)) == objection


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_public_address_passes_also_as_networks_without_ipv4_write_it(address: str) -> None:
    assert objection_to(ip_address(address)) is None


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    guard = Guard((), Names([PUBLIC, "10.0.0.1"]))
    with pytest.raises(FetchError) as refused:
        guard.addresses("intranet.example", 443)
    assert refused.value.reason == (
        "refused: 10.0.0.1 is a private address (allow it with --allow-host intranet.example)"
    )


@pytest.mark.parametrize(
    ("allowed", "host", "port"),
    [
        ("intranet.example", "intranet.example", 8080),
        ("Intranet.Example.", "intranet.example", 80),
        ("intranet.example", "intranet.example.", 80),
        ("intranet.example:8080", "intranet.example", 8080),
        ("bücher.example", "xn--bcher-kva.example", 80),
        ("::1", "::1", 80),
        ("[::1]", "::1", 80),
        ("[0:0:0:0:0:0:0:1]:8080", "::1", 8080),
    ],
)
def test_a_host_allowed_by_name_may_be_private(allowed: str, host: str, port: int) -> None:
    assert Guard([allowed], Names(["10.0.0.1"])).addresses(host, port) == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("allowed", "host", "port"),
    [
        ("intranet.example", "other.intranet.example", 80),
        ("intranet.example:8080", "intranet.example", 80),
        ("[::1]:8080", "::1", 80),
    ],
)
def test_allowing_a_host_allows_no_other_host_and_no_other_port(allowed: str, host: str, port: int) -> None:
    with pytest.raises(FetchError, match=r"^refused"):
        Guard([allowed], Names(["10.0.0.1"])).addresses(host, port)


@pytest.mark.parametrize(
    "entry", ["", "host:", "host:port", "host:70000", ":80", "[::1]:x", "[::1]80", "http://news.example", "☃.example"]
)
def test_what_is_no_host_cannot_be_allowed(entry: str) -> None:
    with pytest.raises(ValueError, match="is not a host to allow"):
        Guard([entry], look_up)


def test_the_system_reads_numbers_in_every_form_and_the_guard_sees_what_they_mean() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "0177.0.0.1"):
        with pytest.raises(FetchError, match=r"refused: 127\.0\.0\.1 is a loopback address"):
            Guard((), look_up).addresses(host, 80)


def test_a_host_without_an_address_is_named() -> None:
    for host in ("a" * 70 + ".example", "no..example"):
        with pytest.raises(FetchError, match="no address is known for the host"):
            Guard((), look_up).addresses(host, 80)
    with pytest.raises(FetchError, match=r"no address is known for the host news\.example"):
        Guard((), Names([])).addresses("news.example", 80)


def test_a_name_server_that_changes_its_mind_between_check_and_connection_gains_nothing(server: NewsServer) -> None:
    names, network = Names([PUBLIC], ["127.0.0.1"]), Dialling(server)
    with fetcher_for(server, allow=(), resolve=names, network=network) as fetcher:
        assert fetcher.get(server.url(host="rebind.example"), obey_robots=False).status == 200
    assert names.asked == [("rebind.example", server.port)]
    assert network.dialled == [(PUBLIC, server.port)]


def test_a_host_is_judged_anew_for_every_connection(server: NewsServer) -> None:
    names, network = Names([PUBLIC], ["127.0.0.1"]), Dialling(server)
    server.serve("/", "<p>Once.</p>", headers={"Connection": "close"})
    with fetcher_for(server, allow=(), resolve=names, network=network) as fetcher:
        fetcher.get(server.url(host="rebind.example"), obey_robots=False)
        with pytest.raises(FetchError, match=r"refused: 127\.0\.0\.1 is a loopback address"):
            fetcher.get(server.url(host="rebind.example"), obey_robots=False)
    assert network.dialled == [(PUBLIC, server.port)]


def test_also_the_second_try_after_a_lost_connection_is_judged(server: NewsServer) -> None:
    names, network = Names([PUBLIC], ["10.0.0.1"]), Dialling(server)
    server.answer("/", hang_up)
    with (
        fetcher_for(server, allow=(), resolve=names, network=network) as fetcher,
        pytest.raises(FetchError, match=r"refused: 10\.0\.0\.1"),
    ):
        fetcher.get(server.url(host="rebind.example"), obey_robots=False)
    assert network.dialled == [(PUBLIC, server.port)]


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:9/", "http://2130706433/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_a_redirect_to_a_private_address_is_refused(server: NewsServer, to: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "public.example" else look_up(host, port)

    network = Dialling(server)
    server.redirect("/", to)
    with (
        fetcher_for(server, allow=(), resolve=resolve, network=network) as fetcher,
        pytest.raises(FetchError, match=r"^refused: "),
    ):
        fetcher.get(server.url(host="public.example"))
    assert {address for address, _ in network.dialled} == {PUBLIC}


def test_a_robots_txt_that_leads_to_a_private_address_is_not_followed(server: NewsServer) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "public.example" else look_up(host, port)

    network = Dialling(server)
    server.redirect("/robots.txt", "http://127.0.0.1:9/")
    with (
        fetcher_for(server, allow=(), resolve=resolve, network=network) as fetcher,
        pytest.raises(FetchError, match=r"^refused: 127\.0\.0\.1"),
    ):
        fetcher.get(server.url(host="public.example"))
    assert [request.path for request in server.requests] == ["/robots.txt"]
    assert {address for address, _ in network.dialled} == {PUBLIC}


def test_a_proxy_from_the_environment_is_not_used(server: NewsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with fetcher_for(server) as fetcher:
        assert fetcher.get(server.url()).status == 200


def test_sockets_of_the_machine_are_refused(server: NewsServer) -> None:
    network = GuardedNetwork(Guard((), look_up), Deadline(threading.Event()), Dialling(server))
    with pytest.raises(FetchError, match=r"refused: /run/docker\.sock is a socket of this machine"):
        network.connect_unix_socket("/run/docker.sock")


def test_the_next_address_is_tried_where_one_does_not_answer(server: NewsServer) -> None:
    class Half(Dialling):
        def connect(self, host: str, timeout: float | None) -> httpcore.NetworkStream:
            if ":" in host:
                raise httpcore.ConnectTimeout
            return super().connect(host, timeout)

    network = Half(server)
    with fetcher_for(server, allow=(), resolve=Names(["2606:4700::1111", PUBLIC]), network=network) as fetcher:
        assert fetcher.get(server.url(host="both.example"), obey_robots=False).status == 200
    assert network.dialled == [("2606:4700::1111", server.port), (PUBLIC, server.port)]
