"""Names and frames that mislead: they tell what a page has beside its article, and the article stands in them."""

from __future__ import annotations

import pytest

from index.cleaning import clean
from index.sources.pages.page import read_page

TITLE = "Hafen von Elmstadt wieder offen"
PARAGRAPHS = (
    "Der Hafen von Elmstadt ist am Montag nach zwei Jahren Umbau wieder geöffnet worden, wie die Stadt mitteilte.",
    "„Wir haben lange auf diesen Tag gewartet“, sagte Bürgermeisterin Klara Berg vor mehreren Hundert Gästen am Kai.",
    "Die Fähren zu den Inseln fahren ab sofort jede Stunde, und aus dem alten Zollhaus wird im Frühling ein Museum.",
    "Fischer begrüßten die Öffnung, obwohl sie fürchten, dass die Gebühren in der nächsten Saison weiter steigen.",
    "Der Umbau hat nach Angaben der Stadt rund 40 Millionen Euro gekostet, zehn Millionen mehr als zunächst geplant.",
    "Im Sommer sollen die ersten Kreuzfahrtschiffe anlegen, dafür wurde das Becken um zwei Meter vertieft.",
)
ALL = "\n".join(PARAGRAPHS)
MARKED = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
OPINIONS = tuple(f"Leser Nummer {at} sieht das anders und schreibt, warum der Hafen ihm egal ist." for at in range(40))
THREAD = "".join(f"<div class='x2'><p>{opinion}</p></div>" for opinion in OPINIONS)
AUTHOR_BOX = "<div class='author-box'><p>Max Muster schreibt seit Jahren über Häfen und Schiffe aller Art.</p></div>"


def text_of(body: str, *, attributes: str = "") -> str:
    page = (
        f"<html lang='de'><head><title>{TITLE} - Elmbote</title><meta property='og:title' content='{TITLE}'>"
        f"<link rel='canonical' href='https://elmbote.example/hafen'></head><body {attributes}>{body}</body></html>"
    )
    draft = read_page(page.encode(), url="https://elmbote.example/hafen")
    return clean(draft.text, title=draft.title).text


@pytest.mark.parametrize(
    "name",
    [
        "text-with-ad", "ad-wrapper", "article-section has-share", "related-layout", "col-md-8 col-md-push-4",
        "paragraph--comments", "comments-enabled", "promo", "card author", "newsletter-off", "mit-werbung",
    ],
)  # fmt: skip
@pytest.mark.parametrize("box", ["<div class='{}'><p>{}</p></div>", "<div class='{}'>{}</div>"])
def test_boxes_in_which_the_whole_article_stands_are_no_furniture(name: str, box: str) -> None:
    boxes = "".join(box.format(name, paragraph) for paragraph in PARAGRAPHS)
    assert text_of(f"<div><h1>{TITLE}</h1>{boxes}</div>") == ALL


@pytest.mark.parametrize("name", ["author-max tag-werbung", "has-comments with-ads", "share related newsletter"])
def test_furniture_goes_from_a_frame_that_is_named_furniture_itself(name: str) -> None:
    body = f"<h1>{TITLE}</h1><div class='text'>{MARKED}{AUTHOR_BOX}</div>"
    assert text_of(body, attributes=f"class='{name}'") == ALL


def test_what_an_article_is_about_does_not_make_it_furniture() -> None:
    article = f"<div class='post category-marketing tag-umfrage tag-abo'>{MARKED}</div>"
    assert text_of(f"<h1>{TITLE}</h1><div id='main'>{article}</div>") == ALL


@pytest.mark.parametrize("name", ["kommentarbereich", "comments", "comment-list", "leserkommentare"])
def test_comments_go_though_they_are_longer_than_the_article(name: str) -> None:
    body = (
        f"<div id='content'><div class='artikel'><h1>{TITLE}</h1>{MARKED}</div><div class='{name}'>{THREAD}</div></div>"
    )
    assert text_of(body) == ALL


def test_an_opinion_that_is_filed_under_comments_stays() -> None:
    beside = f"<div class='right'><p>{OPINIONS[0]}</p><p>{OPINIONS[1]}</p></div>"
    assert text_of(f"<div class='kommentare'><h2>{TITLE}</h2>{MARKED}</div>{beside}").startswith(ALL)


def test_an_article_stays_though_what_readers_wrote_is_longer_and_has_no_name() -> None:
    body = f"<div id='content'><div class='artikel'><h1>{TITLE}</h1>{MARKED}</div><div class='x1'>{THREAD}</div></div>"
    assert text_of(body).startswith(ALL)


def test_an_article_stays_where_trafilatura_takes_its_name_for_that_of_comments() -> None:
    assert (
        text_of(f"<div class='opinion comment'><h2>{TITLE}</h2><div class='comment-content'>{MARKED}</div></div>")
        == ALL
    )


@pytest.mark.parametrize(
    "hidden", ["style='visibility: hidden'", "style='display:none'", "aria-hidden='true'", "hidden"]
)
def test_paragraphs_that_a_script_shows_one_by_one_are_not_hidden(hidden: str) -> None:
    boxes = "".join(f"<div {hidden}><p>{paragraph}</p></div>" for paragraph in PARAGRAPHS)
    assert text_of(f"<div><h1>{TITLE}</h1>{boxes}</div>") == ALL


@pytest.mark.parametrize(
    "copy", ["<div hidden>{}</div>", "<div class='print-only'>{}</div>", "<noscript>{}</noscript>"]
)
def test_a_hidden_copy_of_the_article_is_not_told_twice(copy: str) -> None:
    assert text_of(f"{copy.format(MARKED)}<div class='content'><h1>{TITLE}</h1><div>{MARKED}</div></div>") == ALL


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (MARKED, ALL),
        ("<br><br>".join(PARAGRAPHS), ALL),
        ("<font size=2>" + "<br><br>".join(PARAGRAPHS) + "</font>", ALL),
        (f"<table><tr><td>{MARKED}</td></tr></table>", ALL),
        (f"{MARKED}<h3>Die Preise</h3><ul><li>Acht Euro am Tag</li></ul>", f"{ALL}\nDie Preise\n- Acht Euro am Tag"),
        (
            f"{MARKED}<table><tr><th>Insel</th><th>Abfahrt</th></tr><tr><td>Norderau</td><td>8 Uhr</td></tr></table>",
            f"{ALL}\n| Insel | Abfahrt |\n| Norderau | 8 Uhr |",
        ),
    ],
)
def test_tables_that_lay_out_a_page_are_no_tables(cell: str, text: str) -> None:
    menu = "<td width=150><a href='/'>Start</a><br><a href='/gb'>Gästebuch</a></td>"
    assert text_of(f"<table width=800><tr>{menu}<td><h1>{TITLE}</h1>{cell}</td></tr></table>") == text


def test_blank_lines_divide_paragraphs_that_are_not_marked_up() -> None:
    text = "<br /><br />".join(PARAGRAPHS)
    assert text_of(f"<div class='titel'>{TITLE}</div><div class='inhalt'>{text}</div>") == ALL


@pytest.mark.parametrize(
    "lead",
    [
        "<div class='teaser-text'><p>{}</p></div>",
        "<p class='teaser'>{}</p>",
        "<p class='description'>{}</p>",
        "<div class='field-name-field-teaser'><p>{}</p></div>",
    ],
)
def test_a_lead_with_a_link_in_it_is_no_teaser(lead: str) -> None:
    text = "Zwei Jahre lang war der Hafen gesperrt, nun legen die Fähren wieder ab, und alle sind froh."
    linked = lead.format(text.replace("Fähren", "<a href='/f'>Fähren</a>"))
    assert text_of(f"<main><h1>{TITLE}</h1>{linked}<div>{MARKED}</div></main>") == f"{text}\n{ALL}"


def test_a_list_of_links_to_other_sites_is_text_and_one_to_the_own_is_not() -> None:
    clubs = ("Turnverein Elmstadt 1898", "Freunde der Blasmusik", "Heimatverein Norderau")
    items = "".join(f"<li><a href='https://club{at}.example.org/'>{club}</a></li>" for at, club in enumerate(clubs))
    outside = f"<p>Es machen mit:</p><ul>{items}</ul>"
    inside = "<p>Mehr dazu:</p><ul><li><a href='https://www.elmbote.example/x'>Fischer klagen</a></li></ul>"
    social = "<p>Folgen:</p><ul><li><a href='https://www.facebook.com/x'>Elmbote bei Facebook</a></li></ul>"
    body = f"<main><article><h1>{TITLE}</h1>{MARKED}{{}}<p>{OPINIONS[0]}</p></article></main>"
    assert text_of(body.format(outside)).split("\n") == [
        *PARAGRAPHS,
        "Es machen mit:",
        *(f"- {club}" for club in clubs),
        OPINIONS[0],
    ]
    assert [text_of(body.format(links)) for links in (inside, social)] == [f"{ALL}\n{OPINIONS[0]}"] * 2


@pytest.mark.parametrize(
    "debris",
    [
        "<div class='toc'><p>Inhalt</p><ol><li>Die Öffnung</li><li>Die Gebühren</li></ol></div>",
        "<h3><a href='/x'>Fischer klagen</a></h3><p>Die Fischer gehen vor … <a href='/x'>Weiterlesen</a></p>",
    ],
)
def test_what_leads_elsewhere_goes(debris: str) -> None:
    assert text_of(f"<main><article><h1>{TITLE}</h1>{debris}{MARKED}</article></main>") == ALL


def test_marks_of_footnotes_are_not_read_as_text() -> None:
    note = "<sup><a href='#f1'>[1]</a></sup>"
    noted = MARKED.replace("</p>", f"{note}</p>")
    power = "<p>Im Becken stehen 9 m<sup>3</sup> Wasser.</p>"
    assert (
        text_of(f"<main><article><h1>{TITLE}</h1>{noted}{power}</article></main>")
        == f"{ALL}\nIm Becken stehen 9 m3 Wasser."
    )


def test_a_heading_that_opens_what_is_folded_up_under_it_stays() -> None:
    folded = "".join(
        f"<h2><button>Frage {at}?</button></h2><div aria-hidden='true'><p>{text}</p></div>"
        for at, text in enumerate(PARAGRAPHS)
    )
    expected = "\n".join(f"Frage {at}?\n{text}" for at, text in enumerate(PARAGRAPHS))
    assert text_of(f"<main><h1>{TITLE}</h1>{folded}</main>") == expected


def test_a_page_with_a_broken_address_is_read_all_the_same() -> None:
    page = f"<html><head><link rel='canonical' href='http://[x'></head><body><article>{MARKED}</article></body></html>"
    draft = read_page(page.encode(), url="https://elmbote.example/hafen")
    assert (draft.url, draft.text) == (None, ALL)


TEASERS = "".join(
    f"<div class='item'><h3><a href='/{at}'>Meldung {at}</a></h3><p>{opinion}</p></div>"
    for at, opinion in enumerate(OPINIONS[:4])
)


@pytest.mark.parametrize("row", ["<div>{}</div>", "<section><h2>Mehr</h2><div>{}</div></section>", "<ul>{}</ul>"])
@pytest.mark.parametrize("page", ["{row}<div>{article}</div>", "<main><div>{article}</div>{row}</main>"])
def test_rows_of_teasers_beside_the_article_go_without_a_name(row: str, page: str) -> None:
    teasers = row.format(TEASERS.replace("div", "li") if "<ul>" in row else TEASERS)
    assert text_of(page.format(row=teasers, article=f"<h1>{TITLE}</h1><div>{MARKED}</div>")) == ALL


def test_boxes_with_a_linked_headline_inside_the_article_or_to_other_sites_stay() -> None:
    lines = [line for at, opinion in enumerate(OPINIONS[:4]) for line in (f"Meldung {at}", opinion)]
    inside = f"<h1>{TITLE}</h1><div>{MARKED}{TEASERS}</div>"
    elsewhere = TEASERS.replace("href='/", "href='https://x.example.org/")
    outside = f"<div><h1>{TITLE}</h1><div>{MARKED}</div>{elsewhere}</div>"
    assert [text_of(body).split("\n") for body in (inside, outside)] == [[*PARAGRAPHS, *lines]] * 2


def test_sections_whose_headlines_lead_to_themselves_stay() -> None:
    sections = "".join(
        f"<section><h2><a href='#s{at}'>Teil {at}</a></h2><p>{opinion}</p></section>"
        for at, opinion in enumerate(OPINIONS[:3])
    )
    lines = [line for at, opinion in enumerate(OPINIONS[:3]) for line in (f"Teil {at}", opinion)]
    body = f"<article><h1>{TITLE}</h1><section>{MARKED}</section>{sections}</article>"
    assert text_of(body).split("\n") == [*PARAGRAPHS, *lines]


def test_teasers_under_the_headline_are_no_lead() -> None:
    box = f"<div class='teaser-list'><h3>Aktuell</h3><p>{OPINIONS[0]}</p></div>"
    assert not text_of(f"<div><h1>{TITLE}</h1>{box}<div class='text'>{MARKED}</div></div>").startswith(OPINIONS[0])


def test_the_first_paragraph_stays_though_only_the_others_are_marked_up() -> None:
    text = "<p>".join(PARAGRAPHS)
    assert text_of(f"<center><h2>{TITLE}</h2></center><font size=3>{text}</font><hr><a href='/'>Start</a>") == ALL
