"""The line in which a text names its own source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from index.phrases import folded
from index.source_rules import NEVER_SOURCE, SOCIAL_HOSTS, SOURCE_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

_URL_CHARS = r"[^\s<>\"«»“”„（）【】「」『』《》〈〉，。、；！？]"
_URL = re.compile(rf"https?://{_URL_CHARS}+", re.IGNORECASE)
# An address without a scheme needs a path: a bare «vtcnews.vn» names an outlet, not an article.
_BARE_URL = re.compile(rf"(?<![\w@/.-])(?:[^\W_][\w-]*\.)+[^\W\d_]{{2,24}}(?::\d+)?/{_URL_CHARS}+")
_MARKDOWN_LINK = re.compile(
    r"!?\[[^\[\]]{0,300}\]\(\s*<?(https?://(?:[^\s()<>]|\([^\s()<>]*\))+)>?[^()]*\)", re.IGNORECASE
)
_HTML_LINK = re.compile(r"<a\b[^>]*?href=[\"']([^\"']+)[\"'][^>]*>.*?</a>", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?")
_DECORATION = " *_~`<>()[]{}（）【】「」|•·–—→»«>#\"'“”-"
_TRAILING = ".,;:!?'\"»”’*~`|>"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_COLON = re.compile(r"[:：]")
# The label glued to the last sentence: «… sagte er. Quelle: https://…»
_GLUED = re.compile(
    r"(?<=[.!?…。！？»”\"“’)\]）])\s*([^\s.!?。！？][^.!?。！？:：]{0,30}?)\s*[:：]\s*(?=<?https?://\S+\s*$)",
    re.IGNORECASE,
)

SENTENCE_END = re.compile(r"[.!?…。！？｡．؟۔।॥։።៕။༎][\"'»«”“’‘›)\]）］】」』〉》]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

_NO_FULL_STOPS = re.compile(r"[\u0e00-\u0eff]")  # Thai and Lao end sentences with a blank

_LONGEST_TAIL = 300  # characters after a source line that are the page's foot whatever they say
_LONGEST_LINE = 600  # characters of a line that is nothing but a label and an address
_WINDOW = 6  # last lines among which an address without a source label may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where the source stands.

    Attributes:
        url: the article's address.
        labelled: whether a known label says so («Quelle:»).
        rest: the lines without the source line and the page's foot under it.
    """

    url: str
    labelled: bool
    rest: list[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int  # 0 a known source label, 1 nothing but the address, 2 an unknown label
    url: str
    start: int
    end: int
    kept: str = ""


def article_url(address: str) -> str | None:
    """The address in the form that identifies an article, None unless it is http(s) with a host that has a dot.

    Scheme and host in lower case, the fragment gone, blanks around it gone, all else as it was.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or host.endswith(".localhost"):
        return None
    if re.search(r"[\s<>\"]|…|[\ud800-\udfff]", address) or port == 0:
        return None
    netloc = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses differ in no more than http or https, ``www.`` and a stroke at the end."""
    return _essence(one) == _essence(other)


def _essence(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query


def is_real_paragraph(line: str) -> bool:
    """Whether a line is a sentence or more of an article rather than a button, a tag or a headline."""
    length = written_length(line)
    return length >= 200 or (length >= 40 and bool(SENTENCE_END.search(line) or _NO_FULL_STOPS.search(line)))


def written_length(text: str) -> int:
    """Length in letters of an alphabet: a Chinese, Japanese or Korean character counts for two and a half."""
    return len(text) + len(_CJK.findall(text)) * 3 // 2


def find_source_line(lines: Sequence[str]) -> SourceLine | None:
    """Find the address that a text names as its source, in its tail (or, with a label, in its first lines).

    A known label («Quelle:») wins over a line that is nothing but an address, that over an unknown label. Of several
    known labels the last counts; several different addresses without one leave the source unknown.

    Args:
        lines: lines without line ends, blanks around them gone; empty ones are paragraph ends.
    """
    found = _candidates(lines)
    above = _paragraphs_above(lines) if found else []
    candidates = [c for c in found if _in_place(above, c)]
    if not candidates:
        return None
    rank = min(c.rank for c in candidates)
    best = [c for c in candidates if c.rank == rank]
    if rank and len({c.url for c in best}) > 1:
        return None
    return SourceLine(url=best[-1].url, labelled=not rank, rest=_without(lines, best[-1], candidates))


def is_source_label(line: str) -> bool:
    """Whether a line begins with a known source label and a colon, or is nothing but one."""
    return folded(_COLON.split(line, maxsplit=1)[0]) in SOURCE_LABELS


def _candidates(lines: Sequence[str]) -> list[_Candidate]:
    found: list[_Candidate] = []
    label_at: int | None = None  # a label that waits for the address on the next line
    for at, line in enumerate(lines):
        if not line:
            continue
        candidate = _read(line, at, at + 1) if "/" in line else None
        if label_at is not None:
            candidate = _read(f"Source: {line}", label_at, at + 1) or candidate
        if candidate:
            found.append(candidate)
        label_at = at if len(line) <= 40 and folded(line) in SOURCE_LABELS else None
    return found


def _read(line: str, start: int, end: int) -> _Candidate | None:
    # Of a paragraph only the end can name the source.
    text, line = line[:-_LONGEST_LINE], line[-_LONGEST_LINE:]
    line = _HTML_LINK.sub(r" \1 ", _MARKDOWN_LINK.sub(r" \1 ", line))
    glued = _GLUED.search(line)
    if glued and folded(glued.group(1)) in SOURCE_LABELS:
        sentence = (text + line[: glued.start()]).rstrip()
        candidate = _read(f"Source: {line[glued.end() :]}", start, end)
        return candidate and replace(candidate, kept=sentence)
    addresses = list(_URL.finditer(line)) or list(_BARE_URL.finditer(line))
    if not addresses:
        return None
    before, after = line[: addresses[0].start()], line[addresses[-1].end() :]
    bare = not addresses[0].group().lower().startswith("http")
    written = addresses[0].group()
    url = article_url(("https://" if bare else "") + _trimmed(written, before))
    if url is None or written.endswith(("...", "…")) or after.startswith("…"):
        return None
    rank = _rank(before, after, url)
    if text or rank is None or (rank and (bare or len({a.group() for a in addresses}) > 1)):
        return None
    return _Candidate(rank, url, start, end)


def _trimmed(written: str, before: str) -> str:
    """An address without the punctuation of the sentence around it; brackets that it opens itself stay."""
    while written:
        last = written[-1]
        unbalanced = last in _PAIRS and written.count(last) > written.count(_PAIRS[last])
        if not (unbalanced or last in _TRAILING or (last == "_" and before.lstrip().startswith("_"))):
            break
        written = written[:-1]
    return written


def _rank(before: str, after: str, url: str) -> int | None:
    label = before.strip(_DECORATION)
    head, colon, name = label.partition(":") if ":" in label else label.partition("：")
    if folded(head) in SOURCE_LABELS and len(name) <= 60 and len(after) <= 60:
        return 0
    parts = urlsplit(url)
    page = parts.path.strip("/") or parts.query
    if folded(after) or not page or SOCIAL_HOSTS.search(parts.hostname or ""):
        return None
    if not folded(label):
        return 1
    short = len(label) <= 40 and len(label.split()) <= 4 and colon and not name.strip(_DECORATION)
    return 2 if short and not NEVER_SOURCE.search(label) else None


class _Above(NamedTuple):
    """What stands above a line, counted once for all lines: a file may hold thousands of addresses."""

    lines: int  # that are not empty
    paragraphs: int
    size: int  # written length of the paragraphs


def _paragraphs_above(lines: Sequence[str]) -> list[_Above]:
    """For each line, and for the end of the text, what stands above it."""
    above = [_Above(0, 0, 0)]
    for line in lines:
        filled, paragraphs, size = above[-1]
        real = is_real_paragraph(line)
        above.append(_Above(filled + bool(line), paragraphs + real, size + (written_length(line) if real else 0)))
    return above


def _in_place(above: Sequence[_Above], candidate: _Candidate) -> bool:
    """Whether the line stands in the text's tail, or with a label at its very head, and not between paragraphs."""
    before = above[candidate.start]
    lines, paragraphs, size = (
        whole - upto for whole, upto in zip(above[-1], above[candidate.end], strict=True)
    )  # below it
    if candidate.rank:
        return not paragraphs and lines < _WINDOW
    if before.lines < 2 and not (before.paragraphs or candidate.kept):
        return True
    return paragraphs <= 2 and (size <= 200 or size * 2 <= before.size + written_length(candidate.kept))


def _without(lines: Sequence[str], chosen: _Candidate, candidates: Sequence[_Candidate]) -> list[str]:
    at_head = not any(is_real_paragraph(line) for line in [*lines[: chosen.start], chosen.kept])
    after = list(lines[chosen.end :])
    if not (at_head and any(is_real_paragraph(line) for line in after)):
        foot_goes = chosen.rank == 0 and sum(map(len, after)) <= _LONGEST_TAIL
        after = [] if foot_goes else ["", *(line for line in after if is_real_paragraph(line))]
    doubles = {at for c in candidates if c.url == chosen.url and not c.kept for at in range(c.start, c.end)}
    before = ["" if at in doubles else line for at, line in enumerate(lines[: chosen.start])]
    return [*before, chosen.kept, *after]
