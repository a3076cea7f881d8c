"""From a text with a page's debris around it to the article's body, its headline and its source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.bylines import is_byline, is_stamp, without_head
from index.calls import is_call, is_contribution
from index.captions import without_credit
from index.cleaning_rules import (
    ADVERTISEMENT,
    BUTTONS,
    COMMENTS,
    COOKIES,
    FOLLOW,
    OURS,
    READ_MORE,
    READING_TIME,
    SOCIAL_WORDS,
    TAGS,
)
from index.origin import find_origin, is_picture_credit, says_no_source
from index.phrases import folded
from index.sentences import sentence_spans
from index.share_lines import is_share_line
from index.source_line import (
    SENTENCE_END,
    find_source_line,
    is_real_paragraph,
    is_source_label,
    same_address,
    written_length,
)
from index.source_rules import NEVER_SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE = 200
LONGEST_DERIVED_TITLE = 110

_TAIL = 8  # last lines in which tags, copyright and counts stand

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control characters, lone surrogates, and what has no width and no meaning. The joiners U+200C and U+200D stay:
# Persian, the scripts of India and emoji are written with them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_WRITTEN_BLANKS = "\u2800\u3164"  # characters that show nothing, though Unicode calls them letters or signs
_BLANKS = re.compile(rf"[^\S\n]+|[{_WRITTEN_BLANKS}]+")

_NUMBERED_MARKER = re.compile(r"[\[［【〔(（{<]\s*[^\W\d_][^\[\]［］【】()（）{}<>\d]{0,40}_\d{1,4}\s*[\]］】〕)）}>]")
_INLINE_MARKER = re.compile(rf"(?<!\S)(?:{_NUMBERED_MARKER.pattern})(?!\S) ?")
_COUNT = re.compile(
    rf"\W{{0,3}}(?:\d[\d.,]*\s*)?(?:{COMMENTS})\s*[:：]?\s*(?:[(（\[]?\s*\d[\d.,]*\s*[)）\]]?\s*[件개条條]?)?\W*",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"(?:advertisement\W+)?(?:article|story) continues (?:below|after).{0,40}", re.IGNORECASE)
_COUNT_OF_ANYTHING = re.compile(r"(?:[^\W\d_][^\W\d_]*\s?){1,3}[(（](?!(?:19|20)\d\d\D)\d{1,6}[)）]")
_READ_MORE = re.compile(rf"\W{{0,6}}(?:{READ_MORE})\s*(?:[:：»→>|]+\s*.{{0,160}})?", re.IGNORECASE)
_TAGS = re.compile(rf"\W{{0,3}}(?:{TAGS})\s*[:：].{{1,200}}", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w[^\s#]*+[\s,]*+)++")  # possessive: else forty tags and a word take hours
_OTHER_ADDRESS = re.compile(r"[^.!?。]{1,40}[:：]\s*<?https?://\S+", re.IGNORECASE)
# Vietnamese: «after», and the outlet's name; Chinese: who edited it.
_SIGN_OFF = re.compile(r"\W?Theo\s[^\W\d_a-z].{1,30}[^.!?]|\W?[责責]?任?(?:编辑|編輯|校对|审核)\s?[:：].{1,20}")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s|(?:copyright|bản quyền)\b(?=[^.!?]*$|.*(?:©|\(c\)|\d{4}|reserved))|版权所有|все права защищены"
    r"|alle rechte vorbehalten).{0,150}",
    re.IGNORECASE,
)
_PLAYER = re.compile(r"\d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_LIST_ITEM = re.compile(r"(?:[-•*·–—▪●]|\d+[.)])\s")
_NO_BLANKS_BETWEEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article's parts.

    Attributes:
        text: the body; paragraphs separated by exactly one newline, none empty; ``""`` where nothing is left.
        title: the headline where the text began with one, taken out of ``text``.
        url: the address given, else the one the text names as its source (as ``article_url`` writes it).
        origin: where the text says it was taken from, where that is not ``url``: an address (as ``article_url`` writes
            it), else a name as written, at most 80 characters.
    """

    text: str
    title: str | None
    url: str | None
    origin: str | None = None


def clean(raw: str, *, url: str | None = None, title: str | None = None) -> Cleaned:
    """Take an article out of a text with the debris of its page.

    Args:
        raw: any text, blank lines or line ends between its paragraphs, hard-wrapped or not.
        url: the article's address where it is known; a source line is taken out of the text all the same.
        title: the headline where it is known; then a first line goes only where it repeats it.
    """
    lines = [_without_inline_markers(line) for line in normalise(raw).split("\n")]
    source = find_source_line(lines)
    lines = _unwrap(source.rest if source else lines)
    origin: str | None = None
    if source and (url is None or source.labelled):
        origin = None if url is None or same_address(url, source.url) else source.url
    elif named := find_origin(lines, lambda line: _is_debris(line, in_tail=True)):
        origin, lines = named.name, named.rest
    lines = without_head(_without_debris(lines))
    found: str | None = None
    first = next((at for at, line in enumerate(lines) if line), None)
    if first is not None:
        repeated = title is not None and folded(lines[first]) == folded(title)
        if repeated or (title is None and _is_title(lines[first:])):
            found = _HEADING_MARK.sub("", lines[first])
            lines = without_head(lines[first + 1 :])
    return Cleaned(
        text="\n".join(filter(None, lines)),
        title=found,
        url=url or (source.url if source else None),
        origin=origin,
    )


def normalise(raw: str) -> str:
    """NFC; every line end one newline, every run of blanks one space, lines trimmed; nothing invisible but joiners."""
    # Most texts hold nothing but printable characters: told in no time, where each of these patterns takes its own.
    text = raw if raw.replace("\n", "").isprintable() else _INVISIBLE.sub("", _LINE_END.sub("\n", raw))
    text = unicodedata.normalize("NFC", text)
    if any(blank in text for blank in _WRITTEN_BLANKS):
        return "\n".join(line.strip() for line in _BLANKS.sub(" ", text).split("\n"))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def derive_title(text: str, language: str) -> str:
    """A headline for an article without one: its first sentence, at most ``LONGEST_DERIVED_TITLE`` characters.

    A longer sentence is cut between words and ends in «…»; ``""`` for an empty text.
    """
    spans = sentence_spans(text, language)
    if not spans:
        return ""
    sentence = text[slice(*spans[0])]
    if len(sentence) <= LONGEST_DERIVED_TITLE:
        return sentence
    cut = LONGEST_DERIVED_TITLE - 1
    blank = sentence.rfind(" ", 0, cut + 1)
    if blank > cut // 2:
        cut = blank
    while cut > 1 and unicodedata.category(sentence[cut])[0] == "M":
        cut -= 1
    return sentence[:cut].rstrip(" ,;:–—-、，；：") + "…"


def _unwrap(lines: Sequence[str]) -> list[str]:
    """Join the lines of paragraphs that were wrapped to a width."""
    width = _wrapped_at(lines)
    paragraphs: list[list[str]] = []
    last = ""
    for line in lines:
        # Judged by the line above alone: by all that was joined so far, a list of words would take hours.
        if last and line and _goes_on(last, line, width) and not (_is_marker(last) or _is_marker(line)):
            tight = _NO_BLANKS_BETWEEN.fullmatch(last[-1]) and _NO_BLANKS_BETWEEN.fullmatch(line[0])
            paragraphs[-1] += ("" if tight else " ", line)
        else:
            paragraphs.append([line])
        last = line
    return ["".join(pieces) for pieces in paragraphs]


def _goes_on(line: str, following: str, width: int) -> bool:
    if SENTENCE_END.search(line):
        return False
    # «iPhone» and «eBay» begin a paragraph as well as a capital does.
    in_lower_case = following[0].islower() and not following[1:2].isupper()
    return in_lower_case or (width > 0 and _is_full(line, following, width) and not _LIST_ITEM.match(following))


def _is_full(line: str, following: str, width: int) -> bool:
    word = 1 if _NO_BLANKS_BETWEEN.match(following) else len(following.split(" ", 1)[0]) + 1
    return len(line) + word > width


def _wrapped_at(lines: Sequence[str]) -> int:
    """The width a text was wrapped to, 0 where it was not.

    In a wrapped text hardly a line could have taken the next one's first word as well.
    """
    width = max((len(line) for line in lines if "://" not in line), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    if len(pairs) < 3 or not 20 <= width <= 120:
        return 0
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if full >= 3 and full * 10 >= len(pairs) * 6 else 0


def _without_debris(lines: Sequence[str]) -> list[str]:
    last = sum(map(bool, lines))
    kept: list[str] = []
    at = 0
    for line in lines:
        at += bool(line)
        if not line or not _is_debris(line, in_tail=at > last - _TAIL):
            left = without_credit(line)
            # A line that went leaves no blank line behind: that would end a paragraph, or make a headline.
            if left or not line:
                kept.append(left)
    return kept


def _without_inline_markers(line: str) -> str:
    return line if "_" not in line or _is_marker(line) else _INLINE_MARKER.sub("", line).strip()


def _is_marker(line: str) -> bool:
    """A line that is no text wherever it stands, and that no rule on wrapped lines may join to one."""
    if len(line) > 200:
        return False
    name = folded(line)
    return (
        name in ADVERTISEMENT
        or name in BUTTONS
        or bool(_NUMBERED_MARKER.fullmatch(line) or _COUNT.fullmatch(line) or _READ_MORE.fullmatch(line))
        or bool(_CONTINUES.fullmatch(line) or READING_TIME.fullmatch(line) or COOKIES.match(line))
        or is_share_line(line)
        or is_stamp(line)
        or (len(line) <= 140 and _is_call_to_follow(line))
        or bool(_PLAYER.fullmatch(line))
        or (":" in line and is_picture_credit(line) and not SENTENCE_END.search(line))
        or not any(map(str.isalnum, line))
    )


def _is_call_to_follow(line: str) -> bool:
    """A call to follow or subscribe; a sentence is one only where it says whom: «us», or a newsletter."""
    return bool(FOLLOW.search(line) and (OURS.search(line) or not SENTENCE_END.search(line)))


def _is_debris(line: str, *, in_tail: bool) -> bool:
    if is_call(line) or (in_tail and is_contribution(line)):
        return True
    if len(line) > 220:
        return False
    if _is_marker(line):
        return True
    words = folded(line).split()
    networks = sum(map(SOCIAL_WORDS.__contains__, words))
    if words and networks == len(words) and (networks > 1 or in_tail):
        return True
    return in_tail and (
        bool(_COUNT_OF_ANYTHING.fullmatch(line) or _HASHTAGS.fullmatch(line))
        or (bool(_TAGS.fullmatch(line)) and not is_real_paragraph(line))
        or (is_byline(line) and not re.search("[:：,]", line))
        or bool(_COPYRIGHT.fullmatch(line) or _SIGN_OFF.fullmatch(line))
        or bool(_OTHER_ADDRESS.fullmatch(line) and NEVER_SOURCE.search(line))
        or (
            is_source_label(line)
            and len(line) <= 60
            and not ("/" in line and "." in line)
            and not SENTENCE_END.search(line)
            and not says_no_source(line)
        )
    )


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first of the lines is a headline over the rest."""
    line = lines[0]
    following = [other for other in lines[1:] if other]
    if not following or len(line) > LONGEST_TITLE or line[-1] in ":,;：，；、" or _LIST_ITEM.match(line):
        return False
    blank_after = not lines[1]
    if SENTENCE_END.search(line) and not (blank_after and re.search(r"[?!？！؟…][\"'»”“’)」』]*$", line)):
        return False
    long_enough = max(150, 2 * written_length(line))
    return blank_after or any(written_length(other) >= long_enough for other in following[:2])
