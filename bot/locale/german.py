from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.locale.messages import Messages

if TYPE_CHECKING:
    from index.types import Status

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _date(moment: datetime) -> str:
    day = moment.astimezone(UTC)
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def _holdings(status: Status) -> str:
    languages = len(status.languages.keys() - {"und"})
    articles = "1 Artikel" if status.articles == 1 else f"{_number(status.articles)} Artikel"
    spoken = f" in {languages} Sprachen" if languages > 1 else ""
    if status.newest is None:
        return f"Ich habe {articles}{spoken}, ohne Datumsangaben."
    return f"Ich habe {articles}{spoken}; der neueste ist vom {_date(status.newest)}."


def _undated_left_out(count: int) -> str:
    if count == 1:
        return "1 Artikel ohne Datum blieb außen vor, weil du nach einer bestimmten Zeit gefragt hast."
    return f"{_number(count)} Artikel ohne Datum blieben außen vor, weil du nach einer bestimmten Zeit gefragt hast."


MESSAGES = Messages(
    code="de",
    date=_date,
    undated="ohne Datum",
    greeting=(
        "Hallo! Stell mir eine Frage in deinen eigenen Worten. Ich suche in den Nachrichtenartikeln, die ich bekommen "
        "habe, und antworte mit wörtlichen Zitaten, jedes mit einem Link zur Quelle. Wenn die Artikel nichts dazu "
        "sagen, sage ich dir das."
    ),
    holdings=_holdings,
    how_to_ask="Frag einfach so, wie du einen Menschen fragen würdest. Zum Beispiel:",
    examples=(
        "Wer hat die Wahl gewonnen?",
        "Wann wird die neue Brücke eröffnet?",
        "Wie viele Menschen mussten nach dem Hochwasser ihre Häuser verlassen?",
    ),
    in_groups=lambda username: f"In einer Gruppe erwähne @{username} oder antworte auf eine meiner Nachrichten.",
    in_terminal="/help erklärt, wie man fragt, /quit beendet.",
    prompt="Deine Frage",
    searching="Ich sehe nach …",
    not_found="Die Artikel, die ich habe, sagen dazu offenbar nichts.",
    nearest="Die nächstliegenden Überschriften, keine Antwort:",
    also_reported_by="Auch berichtet von",
    more=lambda count: f"und {count} weiteren",
    undated_left_out=_undated_left_out,
    ask_me="Was möchtest du wissen? Schreib deine Frage in dieselbe Nachricht.",
    unknown_command="Diesen Befehl kenne ich nicht. Stell einfach deine Frage, oder sieh dir /help an.",
    only_text="Ich kann nur Text lesen. Bitte schreib mir deine Frage.",
    failed=(
        "Entschuldige, bei mir ist etwas schiefgegangen, und ich konnte die Antwort nicht zu Ende bringen. "
        "Bitte versuch es später noch einmal."
    ),
    start_command="Was ich bin und welche Artikel ich habe",
    help_command="Wie man fragt, mit Beispielen",
)
