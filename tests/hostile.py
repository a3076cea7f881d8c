"""Articles and questions as somebody would write them who wants a message to break; the same for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from index.filters import Filters
from index.types import Answer, Article, Citation, Outlet, Passage, Quote

if TYPE_CHECKING:
    from random import Random

T = TypeVar("T")

FAMILY: Final = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
NOW: Final = datetime(2024, 12, 1, 8, 0, tzinfo=UTC)

_PIECES: Final = (
    # Words of several scripts, and what they are written with.
    "Die Brücke ", "opens on 3 May. ", "Cầu mới ", "мост открыт! ", "新的大桥将于明年春天开始建设。",
    "الجسر الجديد ", "สะพานใหม่",
    "\n", "\n\n", "\r\n", "\r", "\t", " ", "   ", "\u2028", "\u2029", "\x85", "\u00a0", "\u3000", "\u200b",
    "\ufeff",
    # Signs of more than one code point, and halves of one.
    FAMILY, "👍🏽", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇩🇪", "🇻🇳", "🇩", "❤️", "1️⃣", "e\u0301", "Z\u0351\u036b\u0343\u036a" * 5,
    "\u0301", "\u200d",
    "\ufe0f", "\ud83d", "\ude00", "😀",
    # What turns text round or commands a terminal.
    "\u202e", "\u202a", "\u2066", "\u2067", "\u2069", "\u200f", "\x00", "\x1b[31m", "\x07", "\x7f", "\x9b",
    "\u2800", "\ufffc",
    "\uffff", "\ufdd0", "\U000fffff",
    # Markup.
    "<", ">", "&", '"', "'", "<b>", "</b>", "</blockquote>", "<blockquote expandable>", "</a>",
    "<a href='https://x.example'>",
    "<tg-spoiler>", "<!--", "-->", "]]>", "<p>", "<br/>", "&amp;", "&lt;", "&#0;", "&#60;b&#62;", "&nbsp;",
    "&#x1F600;", "&ampersand",
    "{}", "{0}", "{question}", "%s", "%(count)s", "$", "\\", "`", "*", "_", "[1]", "@someone", "/start",
    "#tag", "https://x.example/a?b=c&d",
)  # fmt: skip
_LONG: Final = (
    "x" * 9000, "<&>" * 3000, "😀" * 4500, "字" * 9000, "word " * 1800, FAMILY * 800, "🇩🇪" * 2250,
    "e" + "\u0301" * 8999,
    "\n" * 9000, " " * 9000, "\u200b" * 9000, "\u202e" * 9000, "&amp;" * 1800, "a. " * 3000,
)  # fmt: skip
_BLANK: Final = (
    "",
    " ",
    "\n \t",
    "\u200b",
    "\u3000\u00a0",
    "\u2800",
    "\x00\x01",
    "\u202e",
    "\u0301",
    "\ud83d",
    "\u3164",
)
_URLS: Final = (
    "https://lokalblatt.example/bruecke", "http://news.example/a?b=c&d=%22#top", "https://a.example:8443/x",
    "javascript:alert(1)",
    "https://a.example:99999/", "https://a.example:0/", "https://localhost/x", "https://[::1]/", "https://[",
    "http://[zz]/", "https://",
    "https://bücher.example/straße", "https://президент.рф/новости", "https://xn--bcher-kva.example/",
    "https://例え.テスト/道",
    "https://name:word@a.example/", "tg://user?id=1", "ftp://a.example/x", "data:text/html,<b>",
    'https://a.example/"><b>x',
    "https://a.example/'onclick='x", "https://a.example/\n/b", "https://a.example/\u202e/gpj.exe",
    "https://a.example/\ud83d",
    "https://a.example/😀", "https://a.example/#:~:text=old", "https://a.example/" + "x" * 5000,
    "https://a.example/" + "&" * 900,
    "https://" + "a." * 300 + "example/", "https://a..example/", "https://-a.example/", "https://a_b.example/",
    "//a.example/x",
    "mailto:a@a.example", "https://192.0.2.7/x", "https://a.example./x", "HTTPS://A.EXAMPLE/X",
    "https://a.example\\@b.example/", "",
)  # fmt: skip
_OUTLETS: Final = (
    "Lokalblatt", "a:b:c", "www.Stadtblick.example", "Ṱ̸o̵d̶a̷y̴ <News>", "صحيفة المدينة", "\u202eevil",
    "News & Co", "x" * 300, "", "\u200b",
    f"{FAMILY} Daily", "set:outlets:all", "\ud800", "報" * 70,
)  # fmt: skip


def text(random: Random, most: int = 12) -> str:
    """Up to so many pieces; seldom nothing to be seen, or 9,000 characters of one kind."""
    chance = random.random()
    if chance < 0.05:
        return random.choice(_BLANK)
    pieces = random.choices(_PIECES, k=random.randint(1, most))
    if chance > 0.985:
        pieces.insert(random.randrange(len(pieces)), random.choice(_LONG))
    return "".join(pieces)


def url(random: Random) -> str:
    """An address, or what claims to be one."""
    return random.choice(_URLS) if random.random() < 0.9 else f"https://{text(random, 3)}/{text(random, 3)}"


def outlet_name(random: Random) -> str:
    return random.choice(_OUTLETS) if random.random() < 0.8 else text(random, 4)


def moment(random: Random) -> datetime | None:
    """A time of publication: recent, to come, long ago, the last there is, or none."""
    if random.random() < 0.2:
        return None
    if random.random() < 0.1:
        return random.choice([datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
    return NOW - timedelta(seconds=random.choice([1, 60, 3600, 86400]) * random.randint(-50, 5000))


def maybe(random: Random, value: T) -> T | None:
    return value if random.random() < 0.3 else None


def citation(random: Random, number: int) -> Citation:
    return Citation(
        number=number,
        url=url(random),
        title=text(random, 8),
        source=outlet_name(random),
        published=moment(random),
        title_derived=random.random() < 0.2,
        updated=maybe(random, NOW),
        origin=maybe(random, random.choice([url(random), text(random, 3)])),
    )


def article(random: Random) -> Article:
    named = citation(random, 1)
    return Article(
        url=named.url,
        title=named.title,
        text=text(random, 60),
        source=named.source,
        language=random.choice(["de", "en", "und"]),
        published=named.published,
        updated=named.updated,
        origin=named.origin,
        title_derived=named.title_derived,
    )


def spans(random: Random, length: int, most: int = 4) -> tuple[tuple[int, int], ...]:
    """Parts of a text, ascending and apart, at any places: amid emojis too."""
    places = sorted(random.sample(range(length + 1), k=min(2 * random.randint(0, most), (length + 1) // 2 * 2)))
    return tuple(zip(places[::2], places[1::2], strict=True))


def quote(random: Random, number: int) -> Quote:
    words = text(random, 20)
    most = 40 if random.random() < 0.05 else 4
    return Quote(
        text=words,
        start=0,
        end=len(words),
        citation=citation(random, number),
        answering=spans(random, len(words), most),
    )


def filters(random: Random) -> Filters:
    if random.random() < 0.5:
        return Filters()
    begins, ends = sorted(NOW - timedelta(days=random.randint(0, 400)) for _ in range(2))
    return Filters(
        source=maybe(random, outlet_name(random)),
        since=maybe(random, begins),
        until=maybe(random, ends),
        language=random.choice([None, None, "de", "xx", "zh"]),
        excluded=frozenset(outlet_name(random) for _ in range(random.randint(0, 2))),
        newest=random.random() < 0.3,
        undated=random.random() < 0.3,
        words=random.choice(["", text(random, 5)]),
    )


def answer(random: Random) -> Answer:
    return Answer(
        question=text(random),
        quotes=tuple(quote(random, random.randint(1, 3)) for _ in range(random.choice([0, 1, 2, 3, 3, 5]))),
        abstained=random.random() < 0.2,
        confidence=random.random(),
        as_of=moment(random) or NOW,
        newest=moment(random),
        also_reported_by=tuple(citation(random, 9) for _ in range(random.choice([0, 0, 1, 7]))),
        nearest=tuple(citation(random, 1) for _ in range(random.choice([0, 3, 8]))),
        undated_left_out=random.choice([0, 0, 1, 5, 10**9]),
        nothing_passed=random.random() < 0.2,
        filters=filters(random),
    )


def passage(random: Random) -> Passage:
    of = article(random)
    places = [0, len(of.text)] if random.random() < 0.5 else random.choices(range(len(of.text) + 1), k=2)
    start, end = sorted(places)
    return Passage(
        text=of.text[start:end],
        score=1.0,
        cosine=0.5,
        article=of,
        start=start,
        end=end,
        sentences=(),
        chunk_id=random.randint(1, 3),
    )


def passages(random: Random, most: int = 6) -> tuple[Passage, ...]:
    return tuple(passage(random) for _ in range(random.randint(0, most)))


def outlets(random: Random) -> tuple[Outlet, ...]:
    count = random.choice([0, 1, 9, 10, 11, 40])
    return tuple(
        Outlet(name=outlet_name(random), articles=random.choice([1, 2, 21, 10**6]), newest=moment(random))
        for _ in range(count)
    )
