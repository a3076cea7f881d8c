from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.sources.web.addresses import canonical, feed_address, same_site


@pytest.mark.parametrize(
    ("given_address", "address"),
    [
        ("HTTPS://Kai.Example/A", "https://kai.example/A"),
        ("http://kai.example", "http://kai.example/"),
        ("  https://kai.example/a\n", "https://kai.example/a"),
        ("https://kai.example/a\nb", "https://kai.example/ab"),
        ("http://kai.example:80/a", "http://kai.example/a"),
        ("https://kai.example:443/a", "https://kai.example/a"),
        ("http://kai.example:443/a", "http://kai.example:443/a"),
        ("https://kai.example:/a", "https://kai.example/a"),
        ("https://kai.example./a", "https://kai.example/a"),
        ("https://mia:geheim@kai.example/a", "https://kai.example/a"),
        ("https://kai.example/a#unten", "https://kai.example/a"),
        ("https://kai.example/a/./b/../c", "https://kai.example/a/c"),
        ("https://kai.example/../../a/..", "https://kai.example/"),
        ("https://kai.example/%2e%2E/a", "https://kai.example/a"),
        ("https://kai.example/%7emia/%c3%a4%2f", "https://kai.example/~mia/%C3%A4%2F"),
        ("https://kai.example/ä b", "https://kai.example/%C3%A4%20b"),
        ("https://kai.example/100%", "https://kai.example/100%25"),
        ("https://kai.example/a?", "https://kai.example/a"),
        ("https://kai.example/a?b=%c3%bc&a=x+y", "https://kai.example/a?b=%C3%BC&a=x+y"),
        ("https://kai.example\\a?b=\\c", "https://kai.example/a?b=%5Cc"),
        ("https://kai.example//a", "https://kai.example//a"),
        ("https://zürich.example/a", "https://xn--zrich-kva.example/a"),
        ("https://ZÜRICH.example/a", "https://xn--zrich-kva.example/a"),
        ("https://новости.example/", "https://xn--b1amnebsh.example/"),
        ("http://localhost:8080/feed", "http://localhost:8080/feed"),
        ("http://127.0.0.1/feed", "http://127.0.0.1/feed"),
        ("http://[2001:DB8::1]:8080/feed", "http://[2001:db8::1]:8080/feed"),
    ],
)
def test_an_address_takes_the_one_form_that_identifies_it(given_address: str, address: str) -> None:
    assert canonical(given_address) == address


@pytest.mark.parametrize(
    "address",
    [
        "", "  ", "kai.example/a", "//kai.example/a", "/a", "ftp://kai.example/a", "mailto:mia@kai.example", "http://",
        "javascript:void(0)", "data:text/html,x", "file:///etc/hosts", "http:///a", "http://kai..example/", "tag:1",
        "http://kai.example:99999/", "http://kai.example:0/", "http://[::1/", "http://[zz]/", "http://kai example/",
        "https://kai.example/\ud800", "http://\u2100.example/",
    ],
)  # fmt: skip
def test_what_leads_to_no_web_page_has_no_address(address: str) -> None:
    assert canonical(address) is None


@pytest.mark.parametrize(
    ("relative", "address"),
    [
        ("b", "https://kai.example/dir/b"),
        ("/b", "https://kai.example/b"),
        ("../b", "https://kai.example/b"),
        ("?p=1", "https://kai.example/dir/feed?p=1"),
        ("//insel.example/b", "https://insel.example/b"),
        ("http://insel.example/b", "http://insel.example/b"),
        ("mailto:mia@kai.example", None),
        ("", None),
    ],
)
def test_a_relative_address_is_resolved_against_its_document(relative: str, address: str | None) -> None:
    assert canonical(relative, base="https://kai.example/dir/feed") == address


@pytest.mark.parametrize(
    "parameter",
    [
        "utm_source=rss", "UTM_Campaign=x", "utm%5Fmedium=feed", "fbclid=1", "gclid=1", "dclid=1", "msclkid=1",
        "yclid=1", "igshid=1", "mc_cid=1", "mc_eid=1", "_ga=1", "ref_src=x", "cmpid=x", "xtor=RSS-1", "wt_mc=rss",
        "wt.mc_id=rss", "wt.mc=rss", "at_medium=rss", "at_campaign=64", "ncid=rss", "spm=1.2", "mtm_campaign=x",
        "pk_campaign=x", "hsa_acc=1", "ns_source=rss", "ns_mchannel=rss", "ftag=x", "traffic_source=rss", "smid=tw",
        "s_cid=x", "ocid=x", "taid=x", "feature=share", "from=rss", "source=RSS", "ref=rss", "partner=feed", "fbclid",
    ],
)  # fmt: skip
def test_where_the_reader_came_from_does_not_count(parameter: str) -> None:
    assert canonical(f"https://kai.example/a?{parameter}") == "https://kai.example/a"
    assert canonical(f"https://kai.example/a?p=1&{parameter}&q=2") == "https://kai.example/a?p=1&q=2"


@pytest.mark.parametrize(
    "name",
    ["id", "p", "article", "story", "aid", "cid", "nid", "newsid", "page", "feature", "ref", "from", "source", "v"],
)
def test_what_may_say_which_article_is_meant_stays(name: str) -> None:
    assert canonical(f"https://kai.example/a?{name}=17") == f"https://kai.example/a?{name}=17"


def test_the_other_parameters_keep_their_order_and_number() -> None:
    assert canonical("https://kai.example/?b=2&a=1&b=1&&c") == "https://kai.example/?b=2&a=1&b=1&c"


@pytest.mark.parametrize("ampersand", ["&amp;", "&#038;", "&#38;", "&amp;amp;"])
def test_an_ampersand_that_was_escaped_once_too_often_is_one(ampersand: str) -> None:
    address = f"https://kai.example/?id=1{ampersand}utm_source=rss{ampersand}copy=2#x"
    assert canonical(address) == "https://kai.example/?id=1&copy=2"


@given(
    st.one_of(
        st.text(),
        st.builds("http://{}/{}?{}".format, st.text(), st.text(), st.text()),
        st.builds("https://kai.example/{}?{}".format, st.text("a./%2eEé;\\&=#? "), st.text("&amp;#38%70=utm_x ")),
    )
)
@example("https://kai.example/?a&am%70;b")
@example("https://kai.example/?a=1&%26amp;b")
def test_an_address_in_its_form_stays_as_it_is(address: str) -> None:
    once = canonical(address)
    if once is not None:
        assert canonical(once) == once


@given(st.text("abc/.%2e?#&=:@[] "), st.text("abc/.%2e?#&=:@[] "))
def test_resolved_addresses_stay_as_they_are(address: str, path: str) -> None:
    once = canonical(address, base=f"https://kai.example/{path}")
    if once is not None:
        assert canonical(once) == once


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("feed://kai.example/rss", "http://kai.example/rss"),
        ("feed:https://kai.example/rss", "https://kai.example/rss"),
        ("FEED://https://kai.example/rss", "https://kai.example/rss"),
        ("https://kai.example/feed:1", "https://kai.example/feed:1"),
        ("/rss", "https://kai.example/rss"),
        ("feed:", None),
    ],
)
def test_feeds_of_older_programs_have_addresses_on_the_web(address: str, feed: str | None) -> None:
    assert feed_address(address, base="https://kai.example/a") == feed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://kai.example/a", "http://kai.example:8080/b"),
        ("https://www.kai.example/", "https://m.kai.example/a"),
        ("https://kai.example/", "https://amp.kai.example/"),
        ("https://www.m.kai.example/", "https://mobile.kai.example/"),
        ("https://beta.kai.example/", "https://WWW.kai.example/"),
        ("https://kai.example/", "https://sport.kai.example/"),
        ("https://www.kai.example/", "https://feeds.kai.example/"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/"),
        ("http://localhost/", "http://localhost:8080/"),
    ],
)
def test_hosts_of_one_site_are_told(one: str, other: str) -> None:
    assert same_site(one, other)
    assert same_site(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://kai.example/", "https://insel.example/"),
        ("https://kai.example/", "https://altkai.example/"),
        ("https://sport.kai.example/", "https://politik.kai.example/"),
        ("http://example/", "https://kai.example/"),
        ("http://127.0.0.1/", "http://127.0.0.2/"),
        ("kein Host", "https://kai.example/"),
        ("", ""),
    ],
)
def test_other_sites_are_told(one: str, other: str) -> None:
    assert not same_site(one, other)
    assert not same_site(other, one)
