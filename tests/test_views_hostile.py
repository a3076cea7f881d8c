"""What somebody may write to break a message, ten thousand times over: Telegram takes what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

import hostile
from bot.locale import LANGUAGES
from bot.plain import plain
from bot.preferences import MOST_QUOTES, WINDOWS, Preferences
from bot.render import complaint, escape
from bot.reply import Reply
from bot.shown import QuotePlace
from bot.text import shown, units
from bot.views.about import delete_view, help_view, privacy_view, start_view
from bot.views.answer import answer_view
from bot.views.context import context_view
from bot.views.inline import inline_articles
from bot.views.latest import latest_view
from bot.views.passages import passages_view
from bot.views.settings import choice_view, outlets_view, settings_view
from bot.views.sources import sources_view
from bot.views.stats import stats_view
from bot.views.status import status_view
from fakes import CannedNews
from index.errors import FilterError
from index.outlet_names import outlet_key
from index.types import Answer, Results, SourceStatus
from telegram_checks import check_inline_results, check_message

if TYPE_CHECKING:
    from bot.locale import Messages
    from tdlib import FormattedText

ROUNDS: Final = 25
CASES: Final = 400  # a round

Case = Callable[[Random, "Messages"], None]


def taken(reply: Reply) -> list[FormattedText]:
    """The messages of a reply as Telegram reads them; it refuses none."""
    assert reply.texts
    parsed = []
    for place, text in enumerate(reply.texts, 1):
        buttons = reply.keyboard if place == len(reply.texts) else ()
        keyboard = [[{"text": one.text, "callback_data": one.data} for one in row] for row in buttons]
        assert all(keyboard)
        assert sum(map(len, keyboard)) <= 100
        markup = {"inline_keyboard": keyboard} if keyboard else None
        assert not any(letter < " " and letter not in "\n\t" for letter in plain(text))
        parsed.append(check_message({"text": text, "parse_mode": "HTML", "reply_markup": markup}))
    return parsed


def an_answer(random: Random, messages: Messages) -> None:
    answer = hostile.answer(random)
    reply = answer_view(
        answer,
        messages,
        now=hostile.NOW,
        answer_id=random.choice([0, 1, 2**63]),
        span=random.choice(["", "week", "all"]),
        understood_as=random.choice(["", hostile.text(random)]),
        heading=random.choice(["", hostile.text(random)]),
        vote=random.choice([None, True, False]),
    )
    parsed = taken(reply)
    if answer.quotes and not answer.abstained:
        quoted_verbatim(answer, parsed)


def quoted_verbatim(answer: Answer, parsed: list[FormattedText]) -> None:
    found = [words for message in parsed for words in message.texts("BlockQuote")]
    assert len(found) == len(answer.quotes)
    for quote, words in zip(answer.quotes, found, strict=True):
        whole = shown(quote.text).strip() or "…"
        if words != whole:
            assert units(whole) > 2000
            assert whole.startswith(words.removesuffix("…"))


def some_passages(random: Random, messages: Messages) -> None:
    passages = hostile.passages(random, 5)
    taken(
        passages_view(
            passages,
            messages,
            question=hostile.text(random),
            answer_id=2**63,
            offset=random.choice([0, 5, 995]),
            more=random.random() < 0.5,
            answered=random.random() < 0.5,
        )
    )


def a_context(random: Random, messages: Messages) -> None:
    article = replace(hostile.article(random), text=hostile.text(random, 400))
    start, end = sorted(random.choices(range(len(article.text) + 1), k=2))
    end = min(end, start + random.choice([10, 200, 9000]))
    moved = start + random.choice([0, 0, -7, 50, 10**6])
    place = QuotePlace(url=article.url, start=moved, end=moved + end - start, text=article.text[start:end])
    (message,) = taken(context_view(article if random.random() < 0.95 else None, place, random.randint(1, 5), messages))
    for words in message.texts("ExpandableBlockQuote"):
        # Nothing but what stands in the article, in one piece.
        assert words.strip("… ") in shown(article.text)


def the_latest(random: Random, messages: Messages) -> None:
    results = Results(question="", passages=hostile.passages(random, 10), filters=hostile.filters(random))
    taken(latest_view(results, messages, topic=random.choice(["", hostile.text(random)]), now=hostile.NOW))


def the_outlets(random: Random, messages: Messages) -> None:
    outlets = hostile.outlets(random)
    taken(sources_view(outlets, messages, page=random.choice([-1, 0, 1, 2, 99])))
    taken(outlets_view(some_preferences(random), outlets, messages, page=random.choice([-1, 0, 1, 3, 99])))


def some_preferences(random: Random) -> Preferences:
    return Preferences(
        language=random.choice([None, "de", "ru"]),
        quotes=random.randint(1, MOST_QUOTES),
        window=random.choice(WINDOWS),
        muted=frozenset(outlet_key(hostile.outlet_name(random)) for _ in range(random.randint(0, 30))),
    )


def the_settings(random: Random, messages: Messages) -> None:
    preferences = some_preferences(random)
    taken(settings_view(preferences, messages))
    taken(choice_view(random.choice(["language", "quotes", "window"]), preferences, messages))


def an_introduction(random: Random, messages: Messages) -> None:
    status = replace(CannedNews().status(), newest=hostile.moment(random), articles=random.choice([0, 1, 10**7]))
    taken(start_view(status, messages, "news_bot"))
    taken(help_view([hostile.text(random, 6) for _ in range(6)], messages, "news_bot"))
    taken(privacy_view(messages, random.random() < 0.5, random.choice([1, 30])))
    taken(delete_view(messages))


def inline_results(random: Random, messages: Messages) -> None:
    articles = inline_articles(hostile.passages(random, 10), messages)
    results = [
        {
            "type": "article",
            "id": one.id,
            "title": one.title,
            "description": one.description,
            "input_message_content": {"message_text": one.text, "parse_mode": "HTML"},
        }
        for one in articles
    ]
    check_inline_results({"results": results})
    assert not any("\ud800" <= letter <= "\udfff" for one in articles for letter in "".join(asdict(one).values()))


def a_note(random: Random, messages: Messages) -> None:
    error = FilterError(random.choice(["time", "language", "several"]), hostile.text(random))
    taken(Reply(texts=(escape(complaint(error, messages)),)))
    counts = {name: random.choice([0, 1, 10**9]) for name in ("answered", "good", hostile.text(random))}
    taken(stats_view(counts, 21, 2, hostile.NOW.date(), messages))
    sources = [
        SourceStatus(
            url=f"https://{hostile.outlet_name(random)}.example/{hostile.text(random)}",
            kind=None,
            succeeded=hostile.moment(random),
            tried=hostile.NOW,
            failure=hostile.maybe(random, hostile.text(random)),
        )
        for _ in range(random.choice([0, 1, 20]))
    ]
    status = replace(CannedNews().status(), sources=tuple(sources))
    taken(status_view(status, messages, addresses=random.random() < 0.5))


KINDS: Final[dict[Case, int]] = {
    an_answer: 50,
    some_passages: 10,
    a_context: 12,
    the_latest: 6,
    the_outlets: 5,
    the_settings: 3,
    an_introduction: 2,
    inline_results: 8,
    a_note: 4,
}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_ten_thousand_hostile_articles_and_questions_become_messages_that_telegram_takes(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same cases each time
    cases = random.choices(list(KINDS), list(KINDS.values()), k=CASES)
    for number, case in enumerate(cases):
        language = LANGUAGES[number % len(LANGUAGES)]
        at = random.getrandbits(64)
        try:
            case(Random(at), language)  # noqa: S311
        except Exception as error:
            error.add_note(f"{case.__name__}(Random({at}), {language.code})")
            raise


def test_the_rounds_together_are_ten_thousand_cases_in_every_language() -> None:
    assert ROUNDS * CASES >= 10_000
    assert CASES >= 10 * len(LANGUAGES) == 60
