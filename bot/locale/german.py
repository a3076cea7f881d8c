from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.locale.languages import name_of
from bot.locale.messages import Messages

if TYPE_CHECKING:
    from datetime import date

    from index.filters import Filters
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


def _day(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def _date_and_time(moment: datetime) -> str:
    return f"{_date(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def _date(moment: datetime) -> str:
    return _day(moment.astimezone(UTC).date())


def _time(filters: Filters) -> str:
    if filters.since is None:
        return f"vor dem {_day(filters.until.date())}" if filters.until else ""
    first, last = filters.since.date(), filters.last_day
    if last is None:
        return f"ab dem {_day(first)}"
    if first == last:
        return f"vom {_day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"vom {first.day}. bis {_day(last)}"
    return f"vom {_day(first).removesuffix(f' {last.year}')} bis {_day(last)}"


def _understood(filters: Filters) -> str:
    words = f" („{filters.words}“)" if filters.words else ""
    if not (filters.source or filters.by_time or filters.language):
        return f"Die neuesten zuerst{words}."
    parts = [f"von {filters.source}"] if filters.source else []
    if filters.by_time:
        parts.append(_time(filters) + words + (" oder ohne Datum" if filters.undated else ""))
    parts += [f"auf {name_of(filters.language, 'de')}"] if filters.language else []
    order = f", die neuesten zuerst{'' if filters.by_time else words}" if filters.newest else ""
    return f"Nur Artikel {', '.join(parts)}{order}."


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
    updated=lambda when: f"aktualisiert am {_date(when)}",
    taken_from=lambda origin: f"ursprünglich {origin}",
    index_of=lambda when: f"Der Index ist vom {_date_and_time(when)}.",
    read_at=lambda when: f"zuletzt gelesen am {_date_and_time(when)}",
    never_read="noch nie gelesen",
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
    how_to_narrow=(
        "Wenn du es eingrenzen willst, nenn eine Zeit („letzte Woche“, „im November 2024“), oder schreib "
        "site:bbc.com, after:2024-11-01, before:2024-12-01 oder lang:de dazu."
    ),
    in_groups=lambda username: f"In einer Gruppe erwähne @{username} oder antworte auf eine meiner Nachrichten.",
    in_terminal="/help erklärt, wie man fragt, /quit beendet.",
    prompt="Deine Frage",
    searching="Ich sehe nach …",
    not_found="Die Artikel, die ich habe, sagen dazu offenbar nichts.",
    nothing_passed="Aus dieser Quelle, Zeit oder Sprache habe ich keinen Artikel.",
    nearest="Die nächstliegenden Überschriften, keine Antwort:",
    also_reported_by="Auch berichtet von",
    more=lambda count: f"und {count} weiteren",
    undated_left_out=_undated_left_out,
    understood=_understood,
    undo=lambda words: f'Wenn ich nach den Wörtern selbst suchen soll, setz sie in Anführungszeichen: "{words}"',
    no_date=lambda value: (
        f"„{value}“ kann ich nicht als Datum lesen. Schreib zum Beispiel after:2024-11-30, after:2024-11 "
        "oder after:gestern."
    ),
    no_language=lambda value: (
        f"Eine Sprache „{value}“ kenne ich nicht. Schreib zum Beispiel lang:de oder lang:Deutsch."
    ),
    nothing_asked="Damit weiß ich, wo ich suchen soll, aber nicht wonach. Schreib bitte deine Frage dazu.",
    not_excluded="Ausschließen kann ich nichts. Schreib stattdessen, wo ich suchen soll, zum Beispiel site:bbc.com.",
    only_one="Ich kann nur in einer Quelle und einer Sprache auf einmal suchen. Nenn bitte nur eine.",
    no_time_between="Zwischen diesen Daten liegt keine Zeit: Das Datum bei after: muss vor dem bei before: liegen.",
    ask_me="Was möchtest du wissen? Schreib deine Frage in dieselbe Nachricht.",
    unknown_command="Diesen Befehl kenne ich nicht. Stell einfach deine Frage, oder sieh dir /help an.",
    only_text="Ich kann nur Text lesen. Bitte schreib mir deine Frage.",
    failed=(
        "Entschuldige, bei mir ist etwas schiefgegangen, und ich konnte die Antwort nicht zu Ende bringen. "
        "Bitte versuch es später noch einmal."
    ),
    start_command="Was ich bin und welche Artikel ich habe",
    help_command="Wie man fragt, mit Beispielen",
    status_command="Wie aktuell meine Artikel sind",
)
