from __future__ import annotations

import pytest

from index.calls import is_call, is_contribution
from index.cleaning import clean

BODY = (
    "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters at the quay.\n"
    "Ferries to the islands will leave every hour, and the old customs house becomes a museum next spring."
)


@pytest.mark.parametrize(
    "line",
    [
        # consents and what was embedded
        "An dieser Stelle finden Sie einen externen Inhalt von Instagram, der den Artikel ergänzt.",
        "An dieser Stelle befindet sich ein externer Inhalt, der von der Redaktion empfohlen wird.",
        "Mit Ihrer Zustimmung wird hier ein externer Inhalt geladen.",
        "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden. Mehr dazu in der Erklärung.",
        "Empfohlener redaktioneller Inhalt",
        "Ihr Browser unterstützt die Wiedergabe von Audio-Dateien nicht.",
        "Über dieses Thema berichtete die Elmschau am 12. November 2026 um 20:00 Uhr.",
        "Your browser does not support the video tag.",
        "View this post on Elmgram A post shared by Jane Roe",
        "Votre navigateur ne peut pas lire cette vidéo.",
        "Tu navegador no puede mostrar este vídeo.",
        "Je browser ondersteunt deze video niet.",
        "您的浏览器不支持播放此视频。",
        # paywalls
        "Weiterlesen mit Elmbote plus",
        "Sie haben bereits ein Abo? Hier anmelden.",
        "Dieser Inhalt ist nur für Abonnenten lesbar.",
        "Jetzt kostenlos testen",
        "Monatlich kündbar",
        "To Read the Full Story",
        "Already a subscriber? Sign in.",
        "Para seguir leyendo, suscríbete.",
        # newsletters and other requests
        "Jetzt Newsletter abonnieren",
        "Jetzt unseren Newsletter bestellen: Elmbote am Morgen",
        "Melden Sie sich für unseren Newsletter an und verpassen Sie nichts.",
        "Mit unserem Newsletter sind Sie immer gut informiert.",
        "Hier geht es zum Newsletter der Redaktion",
        "Haben Sie einen Fehler gefunden?",
        "Hat Ihnen der Artikel gefallen?",
        "Jetzt bestellen!",
        "Jetzt lesen: Das Sonderheft zum Hafen",
        "Alle Bilder ansehen",
        "Der Browser unterstützt kein HTML5-Video.",
        "Um externe Inhalte anzuzeigen, stimmen Sie bitte zu.",
        "Click here to subscribe to the Elm Newsletter",
        "CLICK HERE TO SIGN UP FOR OUR HARBOUR NEWSLETTER",
        "Start your day at the quay. We are read in every office. Sign up for the free daily newsletter.",
        "The Elm Monthly comes to your door. Twelve issues for ten crowns. Click here for more information.",
        "Suscríbete al boletín del puerto.",
        "Iscriviti alla newsletter del porto.",
    ],
)
def test_a_page_speaking_to_its_reader_is_no_text(line: str) -> None:
    assert clean(f"{BODY}\n{line}\n{BODY}").text == f"{BODY}\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Mit ihrer Zustimmung hat die Union das Gesetz möglich gemacht.",
        "Jetzt testen Forscher in Elmstadt, ob das Wasser sauber ist.",
        "Jetzt bestellen viele schon ihre Weihnachtsgans",
        "Zum Archiv gehört auch ein Lesesaal",
        "Was denken Sie über die Kritik der Fischer?",
        "Was meinen Sie damit?",
        "Wie hat Ihnen das neue Museum gefallen?",
        "Mit Ihrer Zustimmung zum Haushalt haben Sie uns überrascht, Frau Berg.",
        "Um externe Inhalte ging es in dem Prozess nur am Rande.",
        "Der Browser unterstützt nun auch ältere Formate, teilte der Hersteller mit.",
        "Über dieses Thema berichtete Berg auf einer Tagung, und sie tat es mit Humor.",
        "Redaktion: Wie lange dauert der Umbau noch?",
        "Hier können Sie sich für den Lauf am Kai anmelden.",
        "Der Newsletter der Partei erscheint künftig jeden Freitag.",
        "Verpassen Sie nicht das Finale, riet der Trainer den Fans.",
        "„Jetzt Newsletter abonnieren“, stand auf dem Plakat am Kai.",
        "Ihr Browser ist veraltet, sagte der Fachmann der Kundin.",
        "Sie haben bereits ein Haus am Kai gekauft.",
        "Download the app, open the settings and tap the first line.",
        "Sign up for a free account for ten crowns a month",
        "Get our newsletter right, she said. It took years. Nobody helped. The second lesson was harder. She got it.",
        "Subscriptions rose by a third.",
        "To read the full story of the harbour takes a day.",
        "Nobody contributed to this growth more than the ferries.",
    ],
)
def test_a_sentence_that_begins_like_such_a_word_stays(line: str) -> None:
    assert clean(f"{BODY}\n{line}").text == f"{BODY}\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Jane Roe contributed to this report.",
        "Elm Press writers J. Roe in Elmstadt and John M. Doe in Norderau contributed to this report.",
        "Jane Roe contributed reporting from Norderau.",
        "(Reporting by Jane Roe in Elmstadt; editing by John Doe)",
        "Additional reporting by Jane Roe.",
        "Redaktion: Erika Muster",
    ],
)
def test_who_else_worked_on_it_goes_from_the_end_only(line: str) -> None:
    assert clean(f"{BODY}\n{line}").text == BODY
    above = "\n".join([line, *[BODY] * 5])
    assert clean(f"{BODY}\n{above}").text == f"{BODY}\n{above}"


def test_a_sentence_about_reporting_is_no_contribution() -> None:
    assert not is_contribution("Reporting by the newspaper showed that the fees had risen.")


def test_a_long_paragraph_is_no_call_whatever_it_begins_with() -> None:
    assert not is_call("Mit Ihrer Zustimmung, sagte der Redner, " + "kann der Hafen noch in diesem Jahr öffnen, " * 10)
