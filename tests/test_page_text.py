"""A page's article is what is left when all is gone that its build tells is something else."""

from __future__ import annotations

import pytest

from index.cleaning import clean
from index.sources.pages import text as page_text
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
LEAD = "Zwei Jahre lang war der Hafen gesperrt, nun legen die Fähren wieder ab. Was sich für Reisende ändert."
BY_THE_BOOK = (
    "<main><article><header><span class='kicker'>Elmstadt</span><h1>{title}</h1>{lead}"
    "<div class='byline'>Von Max Muster</div><time>12.11.2026, 10:30 Uhr</time></header>"
    "<div class='article-body'>{body}</div></article></main>"
)
OLDER = (
    "<div id='content'><div class='story'><h1>{title}</h1>{lead}<p class='author'>Von Max Muster</p>"
    "<div class='story-text'>{body}</div></div></div>"
)
WITHOUT_NAMES = (
    "<div class='Layout_x1'><div class='Root_a9'><h2 class='Head_z'><span>{title}</span></h2>{lead}"
    "<div class='Text__Container-sc-1'>{body}</div></div></div>"
)
LAYOUTS = (BY_THE_BOOK, OLDER, WITHOUT_NAMES)
PAGE = (
    "<html lang='de'><head><title>{title} - Elmbote</title><meta property='og:title' content='{title}'></head><body>"
    "<header class='site'><a href='/'>Elmbote</a></header><nav><a href='/p'>Politik</a> <a href='/s'>Sport</a></nav>"
    "{article}<section class='more-news'><h2>Aus dem Ressort</h2><div><a href='/a'><h3>Brücke gesperrt</h3>"
    "<p>Die alte Brücke bleibt bis zum Herbst gesperrt, teilte das Amt mit.</p></a></div></section>"
    "<footer><p>Impressum</p><p>© Elmbote 2026</p></footer></body></html>"
)


def text_of(
    *, layout: str = BY_THE_BOOK, inside: str = "", lead: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> str:
    marked = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    body = "".join([*marked[:3], inside, *marked[3:]])
    page = PAGE.format(title=TITLE, article=layout.format(title=TITLE, lead=lead, body=body))
    draft = read_page(page.encode())
    return clean(draft.text, title=draft.title).text


def with_inside(*lines: str) -> str:
    return "\n".join([*PARAGRAPHS[:3], *lines, *PARAGRAPHS[3:]])


@pytest.mark.parametrize(
    "inside",
    [
        # what leads elsewhere
        "<p><strong>Lesen Sie auch: </strong><a href='/b'>Was die neuen Gebühren für Fischer bedeuten</a></p>",
        "<p>Lesen Sie auch <a href='/b'>Was die neuen Gebühren für Fischer bedeuten</a></p>",
        "<p>Was bisher geschah: <a href='/b'>Zwei Jahre Baustelle am Kai</a></p>",
        "<p><a href='/b'>Was die neuen Gebühren für Fischer bedeuten</a></p>",
        "<p><a href='/b'>Was bedeuten die neuen Gebühren für die Fischer?</a></p>",
        "<p>&gt;&gt; <a href='/b'>Fischer rechnen mit hohen Kosten</a></p>",
        "<p><b>Mehr zum Thema:</b> <a href='/b'>Fischer rechnen mit Kosten</a> | <a href='/c'>Becken vertieft</a></p>",
        "<h3>Mehr zum Thema</h3><ul><li><a href='/b'>Die Gebühren</a></li><li><a href='/c'>Das Becken</a></li></ul>",
        "<div><p>So ging es weiter:</p><div><ul><li><a href='/b'>Die Gebühren</a></li></ul></div></div>",
        "<a href='/b' class='x'><span>Hintergrund</span><span>Was die Gebühren bedeuten</span></a>",
        "<h3><a href='/b'>Was die Gebühren bedeuten</a></h3><ul><li><a href='/c'>Becken vertieft</a></li></ul>",
        "<div><b>Elmstadt</b><a href='/b'>Fischer rechnen mit Kosten</a><a href='/c'>Becken vertieft</a></div>",
        # what names itself
        "<div class='teaser'><a href='/b'><h3>Die Gebühren</h3><p>Die Stadt widerspricht den Fischern.</p></a></div>",
        "<aside><h3>Zum Thema</h3><p>Fischer rechnen mit hohen Kosten, die Stadt widerspricht.</p></aside>",
        "<div class='newsletter-box'><h3>Elmbote am Morgen</h3><p>Alle Nachrichten in Ihrem Postfach.</p></div>",
        "<div class='author-box'><h4>Zur Person</h4><p>Max Muster schreibt seit Jahren über Häfen.</p></div>",
        "<div data-area='related_articles'><p>Fischer rechnen mit hohen Kosten, die Stadt widerspricht.</p></div>",
        "<div class='RelatedArticlesstyled__Box-sc'><p>Fischer rechnen mit Kosten, die Stadt widerspricht.</p></div>",
        "<section aria-label='Mehr zum Thema'><p>Die Stadt widerspricht den Fischern in allen Punkten.</p></section>",
        "<div role='complementary'><p>Hier steht ein Kasten mit einem Satz, der nicht zum Artikel gehört.</p></div>",
        "<div class='share'><a href='#'>Teilen</a><a href='#'>E-Mail</a></div>",
        "<div class='podcast-player'><p>Diese Folge</p><p>0:00 / 3:24</p></div>",
        "<div id='disqus_thread'><p>Kommentare werden geladen, bitte haben Sie etwas Geduld.</p></div>",
        "<div class='tags'><a href='/t'>Hafen</a> <a href='/u'>Elmstadt</a></div>",
        # what is not shown
        "<div hidden><p>Dieser Absatz ist versteckt und wird im Browser nicht angezeigt, nirgends.</p></div>",
        "<div style='Display: none'><p>Dieser Absatz ist versteckt und wird im Browser nicht angezeigt.</p></div>",
        "<div aria-hidden='true'><p>Dieser Absatz ist nur ein Schmuck und wird nie vorgelesen.</p></div>",
        "<noscript><p>Dieser Absatz erscheint nur, wenn im Browser keine Skripte laufen, also nie.</p></noscript>",
        "<audio controls>Ihr Browser unterstützt kein HTML5-Audio.</audio>",
        # what clean() tells by its words
        "<figure><img src='a.jpg'><figcaption>Der Hafen am Morgen. Foto: Erika Muster/dpa</figcaption></figure>",
        "<p>Foto: Erika Muster/dpa</p>",
        "<p>Weiterlesen mit Elmbote plus</p><p>Sie haben bereits ein Abo? Hier anmelden</p>",
        "<p>An dieser Stelle finden Sie einen externen Inhalt von YouTube. Mit einem Klick …</p>",
        "<p>Stand: 12.11.2026, 10:30 Uhr</p><p>Artikel merken</p><p>Anzeige</p><p>12 Kommentare</p>",
    ],
)  # fmt: skip
def test_furniture_between_the_paragraphs_goes_in_every_layout(inside: str) -> None:
    assert [text_of(layout=layout, inside=inside) for layout in LAYOUTS] == ["\n".join(PARAGRAPHS)] * 3


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<h2>Was sich ändert</h2>", ["Was sich ändert"]),
        (
            "<section><header><h2>Was sich ändert</h2></header><p>Die Stadt verlangt eine Gebühr.</p></section>",
            ["Was sich ändert", "Die Stadt verlangt eine Gebühr."],
        ),
        (
            "<p><b>Elmbote: Frau Berg, wann legt das erste Schiff an?</b></p><p>Berg: Noch in diesem Jahr.</p>",
            ["Elmbote: Frau Berg, wann legt das erste Schiff an?", "Berg: Noch in diesem Jahr."],
        ),
        (
            "<ul><li>Die erste Fähre fährt um 8 Uhr.</li><li>Die <a href='/s'>zweite</a> fährt um 9 Uhr.</li></ul>",
            ["- Die erste Fähre fährt um 8 Uhr.", "- Die zweite fährt um 9 Uhr."],
        ),
        ("<blockquote><p>Das ist ein großer Tag für uns.</p></blockquote>", ["Das ist ein großer Tag für uns."]),
        (
            "<div class='embed'><blockquote class='twitter-tweet'><p>Endlich wieder Schiffe.</p></blockquote></div>",
            ["Endlich wieder Schiffe."],
        ),
        (
            "<div class='info-box'><h3>Der Hafen in Zahlen</h3><p>Der Hafen hat 12 Liegeplätze.</p></div>",
            ["Der Hafen in Zahlen", "Der Hafen hat 12 Liegeplätze."],
        ),
        (
            "<p>Mehr dazu hat die Stadt <a href='/x'>in einer Mitteilung</a> geschrieben.</p>",
            ["Mehr dazu hat die Stadt in einer Mitteilung geschrieben."],
        ),
        (
            "<p>Es kamen <a href='/1'>Max Muster</a>, <a href='/2'>Erika Beispiel</a>, <a href='/3'>Ida Probe</a>.</p>",
            ["Es kamen Max Muster, Erika Beispiel, Ida Probe."],
        ),
        (
            "<p>Auskunft am Kai: <a href='https://x.example'>www.hafen-elmstadt.example</a></p>",
            ["Auskunft am Kai: www.hafen-elmstadt.example"],
        ),
        (
            "<p>Die <a class='share tag-link' href='/x'>Fähre</a> fährt jetzt jede Stunde.</p>",
            ["Die Fähre fährt jetzt jede Stunde."],
        ),
        (
            "<p>Korrekturhinweis: In einer früheren Fassung stand, der Umbau habe drei Jahre gedauert.</p>",
            ["Korrekturhinweis: In einer früheren Fassung stand, der Umbau habe drei Jahre gedauert."],
        ),
        (
            "Die Stadt verlangt künftig eine Gebühr von jedem Boot, das anlegt.<br><br>",
            ["Die Stadt verlangt künftig eine Gebühr von jedem Boot, das anlegt."],
        ),
        (
            "<table><tr><th>Insel</th><th>Abfahrt</th></tr><tr><td>Norderinsel</td><td>8 Uhr</td></tr></table>",
            ["| Insel | Abfahrt |", "| Norderinsel | 8 Uhr |"],
        ),
        (
            "<h3><a href='/x'>Das neue Becken</a></h3><p>Es ist um zwei Meter tiefer als das alte und breiter.</p>",
            ["Das neue Becken", "Es ist um zwei Meter tiefer als das alte und breiter."],
        ),
    ],
)
def test_what_belongs_to_the_article_stays_in_every_layout(inside: str, lines: list[str]) -> None:
    assert [text_of(layout=layout, inside=inside) for layout in LAYOUTS] == [with_inside(*lines)] * 3


@pytest.mark.parametrize("name", ["lead", "article__intro", "teaserText", "Summary-sc-4"])
def test_the_lead_under_the_headline_begins_the_text(name: str) -> None:
    lead = f"<div class='{name}'>{LEAD}</div>"
    assert [text_of(layout=layout, lead=lead) for layout in LAYOUTS] == ["\n".join([LEAD, *PARAGRAPHS])] * 3


def test_a_lead_of_two_paragraphs_stays_two() -> None:
    second = "Die Stadt rechnet mit doppelt so vielen Gästen wie vor dem Umbau."
    lead = f"<section class='intro'><p>{LEAD}</p><p>{second}</p></section>"
    assert text_of(layout=OLDER, lead=lead) == "\n".join([LEAD, second, *PARAGRAPHS])


def test_a_lead_that_the_body_repeats_is_not_told_twice() -> None:
    lead = f"<p class='lead'>{PARAGRAPHS[0]}</p>"
    assert text_of(lead=lead) == "\n".join(PARAGRAPHS)


def test_a_date_or_another_headline_under_the_headline_is_no_lead() -> None:
    stamp = "<p class='lead'>Von Max Muster, Elmstadt, aktualisiert am 12. November 2026 um 10:30 Uhr.</p>"
    subtitle = "<h2 class='lead'>Bürgermeisterin Klara Berg spricht von einem großen Tag für die ganze Stadt.</h2>"
    assert [text_of(lead=lead) for lead in (stamp, subtitle)] == ["\n".join(PARAGRAPHS)] * 2


@pytest.mark.parametrize(
    "frame",
    [
        "<div class='newsletter-page share'>{}</div>",
        "<div role='dialog'>{}</div>",
        "<div style='display:none'>{}</div>",
        "<div class='related'>{}</div>",
        "<header>{}</header>",
    ],
)
def test_a_frame_around_the_whole_article_is_not_furniture_whatever_its_name(frame: str) -> None:
    assert text_of(layout=frame.format(BY_THE_BOOK)) == "\n".join(PARAGRAPHS)


def test_a_short_article_keeps_its_paragraphs() -> None:
    assert text_of(paragraphs=PARAGRAPHS[:2]) == "\n".join(PARAGRAPHS[:2])


def test_where_the_rules_would_take_much_of_the_article_trafilatura_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = page_text._extract

    def careless(tree: object, *, fast: bool = False) -> str:
        return f"{PARAGRAPHS[0]} Sonst ist nichts mehr da. " * 5 if fast else own(tree)

    monkeypatch.setattr(page_text, "_extract", careless)
    assert text_of() == "\n".join(PARAGRAPHS)


def test_a_page_without_an_article_gives_an_empty_text() -> None:
    assert read_page(b"<html><head><title>Leer</title></head><body></body></html>").text == ""
