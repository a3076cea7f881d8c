from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from index.operators import quoted
from index.period_finding import Clock
from index.periods import named, read

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2024, 11, 20, 15, tzinfo=ZONE)  # a Wednesday
CLOCK = Clock.at(NOW)


def days(question: str, language: str, now: datetime = NOW) -> tuple[str | None, str | None] | None:
    """First day, and the first day no longer meant, of the time a question names."""
    period = read(question, language, Clock.at(now)).period
    if period is None:
        return None
    bounds = (period.since, period.until)
    assert all(at is None or (at.hour, at.minute) == (0, 0) for at in bounds)
    since, until = (None if at is None else f"{at:%Y-%m-%d}" for at in bounds)
    return since, until


YESTERDAY = ("2024-11-19", "2024-11-20")
BEFORE_YESTERDAY = ("2024-11-18", "2024-11-19")
TODAY = ("2024-11-20", "2024-11-21")
THIS_WEEK = ("2024-11-18", "2024-11-25")
LAST_WEEK = ("2024-11-11", "2024-11-18")
LAST_MONTH = ("2024-10-01", "2024-11-01")
LAST_YEAR = ("2023-01-01", "2024-01-01")
THREE_DAYS = ("2024-11-17", "2024-11-21")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What did the mayor say yesterday?", "en", YESTERDAY),
        ("Who won yesterday's match?", "en", YESTERDAY),
        ("Was sagte der Bürgermeister gestern?", "de", YESTERDAY),
        ("Thị trưởng nói gì hôm qua?", "vi", YESTERDAY),
        ("Qu'a dit le maire hier ?", "fr", YESTERDAY),
        ("¿Qué dijo el alcalde ayer?", "es", YESTERDAY),
        ("Cosa ha detto ieri il sindaco?", "it", YESTERDAY),
        ("O que disse ontem o prefeito?", "pt", YESTERDAY),
        ("Что сказал вчера мэр?", "ru", YESTERDAY),
        ("市长昨天说了什么?", "zh", YESTERDAY),
        ("Co powiedział wczoraj burmistrz?", "pl", YESTERDAY),
        ("Wat zei de burgemeester gisteren?", "nl", YESTERDAY),
        ("Belediye başkanı dün ne dedi?", "tr", YESTERDAY),
        ("Wer kam vorgestern an?", "de", BEFORE_YESTERDAY),
        ("Who came the day before yesterday?", "en", BEFORE_YESTERDAY),
        ("Qui est arrivé avant-hier ?", "fr", BEFORE_YESTERDAY),
        ("Ai đã đến hôm kia?", "vi", BEFORE_YESTERDAY),
        ("Who is on strike today?", "en", TODAY),
        ("Wer streikt heute?", "de", TODAY),
        ("今天谁罢工?", "zh", TODAY),
        ("Who resigned this week?", "en", THIS_WEEK),
        ("Wer trat diese Woche zurück?", "de", THIS_WEEK),
        ("Who resigned last week?", "en", LAST_WEEK),
        ("Wer trat letzte Woche zurück?", "de", LAST_WEEK),
        ("Wer trat in der vergangenen Woche zurück?", "de", LAST_WEEK),
        ("Ai từ chức tuần trước?", "vi", LAST_WEEK),
        ("Qui a démissionné la semaine dernière ?", "fr", LAST_WEEK),
        ("¿Quién dimitió la semana pasada?", "es", LAST_WEEK),
        ("Chi si è dimesso la settimana scorsa?", "it", LAST_WEEK),
        ("Quem renunciou na semana passada?", "pt", LAST_WEEK),
        ("Кто ушёл на прошлой неделе?", "ru", LAST_WEEK),
        ("上周谁辞职了?", "zh", LAST_WEEK),
        ("Wer trat im vergangenen Monat zurück?", "de", LAST_MONTH),
        ("Who resigned last month?", "en", LAST_MONTH),
        ("Ai từ chức tháng trước?", "vi", LAST_MONTH),
        ("上个月谁辞职了?", "zh", LAST_MONTH),
        ("Wer gewann letztes Jahr?", "de", LAST_YEAR),
        ("Ai thắng năm ngoái?", "vi", LAST_YEAR),
        ("How many drowned in the last three days?", "en", THREE_DAYS),
        ("Wie viele ertranken in den letzten 3 Tagen?", "de", THREE_DAYS),
        ("Bao nhiêu người chết đuối 3 ngày qua?", "vi", THREE_DAYS),
        ("Combien de noyés ces trois derniers jours ?", "fr", THREE_DAYS),
        ("¿Cuántos se ahogaron en los últimos tres días?", "es", THREE_DAYS),
        ("Сколько утонуло за последние три дня?", "ru", THREE_DAYS),
        ("最近三天有多少人溺水?", "zh", THREE_DAYS),
        ("Who resigned in the past week?", "en", ("2024-11-13", "2024-11-21")),
        ("Ai từ chức trong tuần qua?", "vi", ("2024-11-13", "2024-11-21")),
        ("Who resigned three days ago?", "en", ("2024-11-17", "2024-11-18")),
        ("Wer trat vor zwei Wochen zurück?", "de", ("2024-11-04", "2024-11-11")),
        ("Ai từ chức hai tháng trước?", "vi", ("2024-09-01", "2024-10-01")),
        ("Who resigned a year ago?", "en", LAST_YEAR),
        ("Who played over the weekend?", "en", ("2024-11-16", "2024-11-18")),
        ("Wer spielte letztes Wochenende?", "de", ("2024-11-16", "2024-11-18")),
    ],
)
def test_relative_words_are_counted_from_today(question: str, language: str, expected: tuple[str, str]) -> None:
    assert days(question, language) == expected
    period = read(question, language, CLOCK).period
    assert period is not None
    assert not period.absolute
    assert period.words in question


TUESDAY = ("2024-11-19", "2024-11-20")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Who was arrested on Tuesday?", "en", TUESDAY),
        ("Wer wurde am Dienstag verhaftet?", "de", TUESDAY),
        ("Ai bị bắt hôm thứ ba?", "vi", TUESDAY),
        ("Qui a été arrêté mardi ?", "fr", TUESDAY),
        ("¿Quién fue detenido el martes?", "es", TUESDAY),
        ("Chi è stato arrestato martedì?", "it", TUESDAY),
        ("Quem foi preso na terça-feira?", "pt", TUESDAY),
        ("Кого арестовали во вторник?", "ru", TUESDAY),
        ("星期二谁被捕了?", "zh", TUESDAY),
        ("Who was arrested on Wednesday?", "en", TODAY),
        ("Who was arrested last Wednesday?", "en", ("2024-11-13", "2024-11-14")),
        ("Who was arrested on Thursday?", "en", ("2024-11-14", "2024-11-15")),
        ("Wer wurde seit Montag verhaftet?", "de", ("2024-11-18", None)),
        ("Who has been arrested since Monday?", "en", ("2024-11-18", None)),
        ("Qui a été arrêté depuis lundi ?", "fr", ("2024-11-18", None)),
        ("Who was arrested before Monday?", "en", (None, "2024-11-18")),
        ("Who was arrested until Monday?", "en", (None, "2024-11-19")),
        ("Wer wurde zwischen Montag und Mittwoch verhaftet?", "de", ("2024-11-18", "2024-11-21")),
        ("Who was arrested between Friday and Monday?", "en", ("2024-11-15", "2024-11-19")),
        ("Who was arrested between Monday and Friday?", "en", ("2024-11-11", "2024-11-16")),
        ("Who was arrested on Tuesday last week?", "en", ("2024-11-12", "2024-11-13")),
        ("Wer wurde am Dienstag letzter Woche verhaftet?", "de", ("2024-11-12", "2024-11-13")),
        ("Ai bị bắt thứ ba tuần trước?", "vi", ("2024-11-12", "2024-11-13")),
        ("上周二谁被捕了?", "zh", ("2024-11-12", "2024-11-13")),
    ],
)
def test_a_day_of_the_week_is_the_latest_such_day(
    question: str, language: str, expected: tuple[str | None, str | None]
) -> None:
    assert days(question, language) == expected


NOVEMBER = ("2024-11-01", "2024-12-01")
THE_30TH = ("2024-11-30", "2024-12-02")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Wer trat im November 2024 zurück?", "de", NOVEMBER),
        ("Wer trat im November zurück?", "de", NOVEMBER),
        ("Who resigned in November 2024?", "en", NOVEMBER),
        ("Who resigned in nov 2024?", "en", NOVEMBER),
        ("Ai từ chức tháng 11 năm 2024?", "vi", NOVEMBER),
        ("Ai từ chức vào tháng 11/2024?", "vi", NOVEMBER),
        ("Qui a démissionné en novembre 2024 ?", "fr", NOVEMBER),
        ("¿Quién dimitió en noviembre de 2024?", "es", NOVEMBER),
        ("Кто ушёл в ноябре 2024 года?", "ru", NOVEMBER),
        ("2024年11月谁辞职了?", "zh", NOVEMBER),
        ("Kto zrezygnował w listopadzie 2024?", "pl", NOVEMBER),
        ("2024年11月に誰が辞任しましたか?", "ja", NOVEMBER),
        ("Who resigned in December?", "en", ("2023-12-01", "2024-01-01")),
        ("Who resigned last November?", "en", ("2023-11-01", "2023-12-01")),
        ("Who resigned last October 2023?", "en", ("2023-10-01", "2023-11-01")),
        ("10月以来谁辞职了?", "zh", ("2024-10-01", None)),
        ("Who resigned in November last year?", "en", ("2023-11-01", "2023-12-01")),
        ("去年11月谁辞职了?", "zh", ("2023-11-01", "2023-12-01")),
        ("Who resigned in February last year?", "en", ("2023-02-01", "2023-03-01")),
        ("Who resigned on 30 November 2024?", "en", THE_30TH),
        ("Who resigned on Saturday, November 30th, 2024?", "en", THE_30TH),
        ("Wer trat am 30.11.2024 zurück?", "de", THE_30TH),
        ("Wer trat am 30. November 2024 zurück?", "de", THE_30TH),
        ("Ai từ chức ngày 30/11/2024?", "vi", THE_30TH),
        ("Ai từ chức ngày 30 tháng 11 năm 2024?", "vi", THE_30TH),
        ("Qui a démissionné le 30 novembre 2024 ?", "fr", THE_30TH),
        ("Кто ушёл 30 ноября 2024 года?", "ru", THE_30TH),
        ("2024年11月30日谁辞职了?", "zh", THE_30TH),
        ("Who resigned on 2024-11-30?", "en", THE_30TH),
        ("Ai từ chức ngày 30/11?", "vi", ("2023-11-30", "2023-12-02")),
        ("Wer trat am 30.10. zurück?", "de", ("2024-10-30", "2024-11-01")),
        ("Which laws changed since October 2024?", "en", ("2024-10-01", None)),
        ("Welche Gesetze gelten seit dem 1. Oktober 2024?", "de", ("2024-10-01", None)),
        ("Luật nào thay đổi từ tháng 10 năm 2024?", "vi", ("2024-10-01", None)),
        ("Which laws changed before March 2024?", "en", (None, "2024-03-01")),
        ("Which laws changed until March 2024?", "en", (None, "2024-04-01")),
        ("Who resigned between October 1 and October 15, 2023?", "en", ("2023-10-01", "2023-10-16")),
        ("Who resigned from December 28 to January 3, 2024?", "en", ("2023-12-28", "2024-01-04")),
        ("Who resigned October 1–15, 2023?", "en", ("2023-10-01", "2023-10-16")),
        ("Wer trat vom 1. bis 15. Oktober 2023 zurück?", "de", ("2023-10-01", "2023-10-16")),
        ("Ai từ chức từ ngày 1/10/2023 đến ngày 15/10/2023?", "vi", ("2023-10-01", "2023-10-16")),
        ("Who resigned after 1 October 2023 and before 1 December 2023?", "en", ("2023-10-02", "2023-12-01")),
        ("Who resigned after 1 October 2023 and until 1 December 2023?", "en", ("2023-10-02", "2023-12-02")),
        ("Who resigned since 1 October 2023 and before 1 December 2023?", "en", ("2023-10-01", "2023-12-01")),
        ("Who resigned between Nov 10 and Nov 16?", "en", ("2024-11-10", "2024-11-17")),
        ("Who resigned on 3 Nov?", "en", ("2024-11-03", "2024-11-05")),
        ("Wer trat am 20.11. zurück?", "de", ("2024-11-20", "2024-11-22")),
        ("Wer trat am 21.11. zurück?", "de", ("2023-11-21", "2023-11-23")),
        ("Who resigned on 11/19?", "en", ("2024-11-19", "2024-11-21")),
        ("Ai từ chức ngày 11/19?", "vi", ("2024-11-19", "2024-11-21")),
        ("Wer trat am 29.2. zurück?", "de", ("2024-02-29", "2024-03-02")),
    ],
)
def test_dates_are_read_and_a_day_lasts_until_its_news_is_printed(
    question: str, language: str, expected: tuple[str | None, str | None]
) -> None:
    assert days(question, language) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What may have sat second in 1984?", "en"),
        ("What did May say to March and to Sunday?", "en"),
        ("Did Theresa resign since May took office?", "en"),
        ("Wer ist Herr März?", "de"),
        ("Was schrieb die Bild am Sonntag?", "de"),
        ("What did the Mail on Sunday print?", "en"),
        ("What is cheap on Black Friday?", "en"),
        ("Who hosts Last Week Tonight?", "en"),
        ("Who plays on Monday Night Football?", "en"),
        ("What did USA Today write of USA Today's readers?", "en"),
        ("What are the oldest houses known as today?", "en"),
        ("Wie heißt das heute als Rom bekannte Dorf?", "de"),
        ("Who won the 2024 election?", "en"),
        ("Who ruled before 2000?", "en"),
        ("When was the bridge opened?", "en"),
        ("Seit wann ist die Brücke offen?", "de"),
        ("Khi nào cây cầu khánh thành?", "vi"),
        ("Ai thắng chiến tranh thế giới thứ hai?", "vi"),
        ("Wohnt er hier?", "de"),
        ("How much did it grow in the last 30 years?", "en"),
        ("在 2000 年之前是谁?", "zh"),
        ("What changed from October 1, 2023 when compared with November 2, 2023?", "en"),
        ("Who won yesterday and who won last week?", "en"),
        ("What happened in the 31 February 2024 report?", "en"),
        ("What happened in the last week of the war?", "en"),
        ("What was arranged months before, 3/4 of it?", "en"),
        ("Is it open every Monday?", "en"),
        ("What happens on December?", "en"),
        ("Who spoke on Monday about what was promised last week?", "en"),
        ("Who ruled between December 1, 2023 and October 1, 2023?", "en"),
        ("Who ruled after 1 December 2023 and before 2 December 2023?", "en"),
        ("", "und"),
    ],
)
def test_what_only_looks_like_a_time_is_none(question: str, language: str) -> None:
    reading = read(question, language, CLOCK)
    assert (reading.period, reading.spans) == (None, ())


@pytest.mark.parametrize(
    ("question", "language", "since"),
    [
        ("Who resigned after last week?", "en", "2024-11-18"),
        ("Who resigned after October 2024?", "en", "2024-11-01"),
        ("Who resigned after Monday?", "en", "2024-11-19"),
        ("Wer trat nach dem 1. Oktober 2024 zurück?", "de", "2024-10-02"),
        ("Ai từ chức sau tháng 10 năm 2024?", "vi", "2024-11-01"),
        ("10月以后谁辞职了?", "zh", "2024-11-01"),
        ("Who resigned since October 2024?", "en", "2024-10-01"),
        ("Who resigned from Monday onwards?", "en", "2024-11-18"),
    ],
)
def test_after_a_time_begins_at_its_end_and_since_at_its_beginning(question: str, language: str, since: str) -> None:
    assert days(question, language) == (since, None)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How much did rents rise compared with last year?", "en"),
        ("Did prices rise faster than they did last month?", "en"),
        ("How much did rents rise versus the same period last year?", "en"),
        ("Is the river higher than in November 2023?", "en"),
        ("Giá cà phê tăng bao nhiêu so với tuần trước?", "vi"),
        ("Giá cà phê tăng bao nhiêu so với cùng kỳ năm ngoái?", "vi"),
        ("Um wie viel höher als letzte Woche ist der Pegel?", "de"),
        ("Wie hoch ist der Pegel gegenüber gestern?", "de"),
        ("Wie viel mehr ist es im Vergleich zur letzten Woche?", "de"),
        ("Wie stieg er verglichen mit dem November 2023?", "de"),
        ("De combien a-t-il monté par rapport à la semaine dernière ?", "fr"),
        ("Est-il plus élevé que l'année dernière ?", "fr"),
        ("¿Cuánto subió en comparación con el año pasado?", "es"),
        ("¿Cuánto subió frente al mes pasado?", "es"),
        ("Quanto è salito rispetto alla settimana scorsa?", "it"),
        ("Quanto subiu em relação ao ano passado?", "pt"),
        ("На сколько он выше, чем на прошлой неделе?", "ru"),
        ("Насколько он меньше по сравнению с тем же временем вчера?", "ru"),
        ("比去年高多少?", "zh"),
        ("与上周相比涨了多少?", "zh"),
        ("Is it more than it was in May 2023, as in June 2023?", "en"),
    ],
)
def test_a_time_that_is_compared_with_is_the_events(question: str, language: str) -> None:
    reading = read(question, language, CLOCK)
    assert (reading.period, reading.spans) == (None, ())


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("How much did rents rise last month compared with last year?", "en", LAST_MONTH),
        ("Why did more than 500 people march yesterday?", "en", YESTERDAY),
        ("Wer kam, als letzte Woche das Haus brannte?", "de", LAST_WEEK),
        ("Wer war Sprecher als letzte Woche das Haus brannte?", "de", LAST_WEEK),
    ],
)
def test_a_time_that_only_stands_near_a_comparison_counts(
    question: str, language: str, expected: tuple[str, str]
) -> None:
    assert days(question, language) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What will open on Monday?", "en"),
        ("Who is going to speak on Tuesday?", "en"),
        ("Who'll speak today?", "en"),
        ("Will it rain at the weekend?", "en"),
        ("What opens next Tuesday?", "en"),
        ("Was wird am Montag eröffnet?", "de"),
        ("Was wird am 14. November eröffnet?", "de"),
        ("Wer spricht am kommenden Dienstag?", "de"),
        ("Welche Brücken werden diese Woche gesperrt?", "de"),
        ("Ai sẽ phát biểu hôm thứ hai?", "vi"),
        ("Ai phát biểu hôm thứ hai tới?", "vi"),
        ("Qui va parler mardi ?", "fr"),
        ("Qui parle mardi prochain ?", "fr"),
        ("¿Quién va a hablar el martes?", "es"),
        ("Chi parla martedì prossimo?", "it"),
        ("Quem vai falar na terça-feira?", "pt"),
        ("Кто будет выступать во вторник?", "ru"),
        ("星期二谁将发言?", "zh"),
        ("Wie zal dinsdag spreken?", "nl"),
        ("Salı günü kim konuşacak?", "tr"),
        ("Kto będzie mówił we wtorek?", "pl"),
        ("Who resigned after today?", "en"),
        ("Who resigned after this week?", "en"),
    ],
)
def test_a_time_that_is_still_to_come_is_the_events(question: str, language: str) -> None:
    reading = read(question, language, CLOCK)
    assert (reading.period, reading.spans) == (None, ())


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What did the mayor say yesterday that he will do?", "en", YESTERDAY),
        ("Who will be tried for what happened last Tuesday?", "en", ("2024-11-19", "2024-11-20")),
        ("Who will be tried since Monday?", "en", ("2024-11-18", None)),
        ("星期二谁开会?", "zh", ("2024-11-19", "2024-11-20")),
    ],
)
def test_a_time_that_is_surely_past_counts_in_a_question_for_the_future_too(
    question: str, language: str, expected: tuple[str, str | None]
) -> None:
    assert days(question, language) == expected


WEEKEND = ("2024-11-16", "2024-11-18")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Was ist am Wochenende passiert?", "de", WEEKEND),
        ("What happened at the weekend?", "en", WEEKEND),
        ("Chuyện gì xảy ra cuối tuần?", "vi", WEEKEND),
        ("What happened between Nov 10 and Nov 16?", "en", ("2024-11-10", "2024-11-17")),
        ("between Nov 10 and Nov 16 what happened", "en", ("2024-11-10", "2024-11-17")),
        ("dün ne oldu?", "tr", YESTERDAY),
        ("geçen hafta ne oldu?", "tr", LAST_WEEK),
        ("co się stało w zeszłym tygodniu?", "pl", LAST_WEEK),
        ("Wat is er vorige week gebeurd?", "nl", LAST_WEEK),
        ("ماذا حدث أمس؟", "ar", YESTERDAY),
        ("पिछले हफ्ते क्या हुआ?", "hi", LAST_WEEK),
        ("apa yang terjadi kemarin?", "id", YESTERDAY),
        ("昨日何がありましたか?", "ja", YESTERDAY),
    ],
)
def test_what_happened_at_a_time_asks_for_nothing_else(question: str, language: str, expected: tuple[str, str]) -> None:
    assert days(question, language) == expected
    assert read(question, language, CLOCK).nothing_else


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Salı günü kim tutuklandı?", "tr"),
        ("Kto został aresztowany we wtorek?", "pl"),
        ("Wie werd dinsdag gearresteerd?", "nl"),
        ("मंगलवार को कौन गिरफ्तार हुआ?", "hi"),
        ("من اعتقل يوم الثلاثاء؟", "ar"),
    ],
)
def test_a_weekday_is_read_in_questions_in_its_language_only(question: str, language: str) -> None:
    assert days(question, language) == TUESDAY
    assert days(question, "en") is None


def test_in_a_long_text_times_are_details_of_a_story() -> None:
    short = "Who resigned last week, and what did the newest report say?"
    assert days(short, "en") == LAST_WEEK
    assert read(f"{short} {'And then they went on. ' * 8}", "en", CLOCK).period is None


def test_hours_are_counted_from_now() -> None:
    period = read("Who resigned in the last 24 hours?", "en", CLOCK).period
    assert period is not None
    assert (period.since, period.until) == (NOW - timedelta(hours=24), None)
    local = read("Who resigned in the last 2 hours?", "en", Clock.at(None)).period
    assert local is not None
    assert local.since is not None
    assert local.since.tzinfo is not None


def test_the_last_hours_are_as_long_as_ever_when_the_clocks_change() -> None:
    berlin = Clock.at(datetime(2024, 3, 31, 15, tzinfo=ZoneInfo("Europe/Berlin")))
    period = read("Who resigned in the last 24 hours?", "en", berlin).period
    assert period is not None
    assert period.since == datetime(2024, 3, 30, 13, tzinfo=UTC)


def test_words_of_another_language_than_the_questions_are_read_where_they_are_plain() -> None:
    assert days("Berlin gestern", "en") == YESTERDAY
    assert days("Was geschah hier?", "de") is None


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("What are the latest figures?", "en", "the latest"),
        ("Which is the most recent poll?", "en", "the most recent"),
        ("Was sind die neuesten Zahlen?", "de", "die neuesten"),
        ("Neueste Nachrichten zum Hafenbrand", "de", "Neueste Nachrichten"),
        ("latest news on the ferry", "en", "latest news"),
        ("tin mới nhất về cây cầu", "vi", "tin mới nhất"),
        ("последние новости о музее", "ru", "последние новости"),
        ("dernières nouvelles du musée", "fr", "dernières nouvelles"),
        ("关于渡轮的最新消息", "zh", "最新消息"),
        ("müze hakkında son haberler", "tr", "son haberler"),
        ("Wie ist die aktuelle Lage?", "de", "aktuelle"),
        ("Bảng giá mới nhất là gì?", "vi", "mới nhất"),
        ("Quel est le dernier bilan ?", "fr", "le dernier"),
        ("¿Cuál es el último informe?", "es", "último"),
        ("Qual è l'ultimo rapporto?", "it", "ultimo"),
        ("Quais são os dados mais recentes?", "pt", "mais recentes"),
        ("Какие последние данные?", "ru", "последние"),
        ("最新的数据是什么?", "zh", "最新的"),
        ("Who must leave at the latest?", "en", ""),
        ("What is Apple's latest phone?", "en", ""),
        ("Wer ist der jüngste Sohn?", "de", ""),
        ("Qui fut le dernier empereur ?", "fr", ""),
        ("Who publishes The Latest?", "en", ""),
    ],
)
def test_asking_for_the_newest_is_told_from_its_look_alikes(question: str, language: str, words: str) -> None:
    assert read(question, language, CLOCK).newest == words


def test_quoted_words_are_no_time() -> None:
    question = 'Who sang "last week" and "latest news"?'
    reading = read(question, "en", CLOCK, quoted(question))
    assert (reading.period, reading.newest, reading.nothing_else) == (None, "", False)
    asked = 'What happened yesterday in "x"?'
    assert not read(asked, "en", CLOCK, quoted(asked)).nothing_else


def test_a_day_begins_and_ends_where_it_is_asked_for_also_when_the_clocks_change() -> None:
    berlin = Clock.at(datetime(2024, 10, 28, 9, tzinfo=ZoneInfo("Europe/Berlin")))
    period = read("Was geschah gestern?", "de", berlin).period
    assert period is not None
    assert (period.since, period.until) == (
        datetime(2024, 10, 26, 22, tzinfo=UTC),
        datetime(2024, 10, 27, 23, tzinfo=UTC),
    )


def test_a_time_that_is_all_of_a_text_is_its_days() -> None:
    assert named("last week", "en", CLOCK) == (date(2024, 11, 11), date(2024, 11, 17))
    assert named("Montag", "en", CLOCK) == (date(2024, 11, 18), date(2024, 11, 18))
    assert named("on my last week", "en", CLOCK) is None
