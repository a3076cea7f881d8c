"""Markdown to a draft: front matter, heading, plain text."""

from __future__ import annotations

import re

from index.sources.records import Draft

_FRONT_MATTER = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_PAIR = re.compile(r"([A-Za-z_][\w-]*)\s*:\s*(.*)")
_KEYS = {
    "url": ("url", "link", "source_url", "canonical", "canonical_url"),
    "title": ("title",),
    "published": ("published", "date"),
    "author": ("author",),
    "source": ("source",),
    "language": ("language", "lang"),
}

# Every repetition that could run over a whole file is bounded: a hostile file must not take minutes.
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_TARGET = r"\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\](?:{_TARGET}|\[[^\[\]]{{0,100}}\])")
_LINK = re.compile(rf"(?<!!)\[([^\[\]]*)\]{_TARGET}")
_REFERENCE_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\[[^\]]*\]")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?https?://\S+.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.{1,300}?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^([^\n]{0,300}\S)[ \t]*\n {0,3}(=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)", re.MULTILINE)
_STRONG = re.compile(r"(\*\*\*|\*\*|\*|~~)(?=\S)([^*~\n]{1,500}?)(?<=\S)\1")
_UNDERSCORED = re.compile(r"(?<!\w)(___|__|_)(?=\S)([^\n]{1,500}?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"(`{1,3})(.{1,500}?)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>|-])")


def read_markdown(text: str) -> Draft:
    """Front matter (``key: value`` lines between ``---``), else the first ``# heading`` as title; no markup."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fields, text = _front_matter(text)
    text = _without_comments(text)
    title, text = (fields["title"], text) if "title" in fields else _heading(text)
    return Draft(
        text=plain(text),
        url=fields.get("url"),
        title=title,
        source=fields.get("source"),
        author=fields.get("author"),
        language=fields.get("language"),
        published=fields.get("published"),
        url_advice="give  url: https://…  in the front matter, or a last line  Source: https://example.org/article",
    )


def plain(text: str) -> str:
    """Markdown as plain paragraphs: links become their text, images and HTML comments go, code stays as it is."""
    pieces: list[str] = []
    for at, piece in enumerate(_FENCE.split(text)):
        pieces.append(f"\n\n{piece.strip()}\n\n" if at % 2 else _plain_prose(piece))
    return "".join(pieces)


def _plain_prose(text: str) -> str:
    text = _REFERENCE.sub("", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(_link_text, text)
    text = _REFERENCE_LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _UNDERLINED.sub(r"\n\1\n", text)
    text = _HEADING.sub(r"\n\1\n", text)
    text = _RULE.sub("\n", text)
    text = _QUOTE.sub("", text)
    text = _ITEM.sub("\n", text)
    text = _CODE.sub(r"\2", text)
    text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _UNDERSCORED.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    kept = [first]
    for other in others:
        _, end, after = other.partition("-->")
        kept.append(after if end else f"<!--{other}")
    return "".join(kept)


def _link_text(link: re.Match[str]) -> str:
    """A link's text; on a line that is nothing else but a label, its address: that is how a source line is written."""
    line_start = link.string.rfind("\n", 0, link.start()) + 1
    label = link.string[line_start : link.start()].strip(" *_>-")
    line_end = link.string.find("\n", link.end())
    rest = link.string[link.end() : None if line_end < 0 else line_end].strip(" *_.")
    if label and len(label) <= 40 and label[-1] in ":：" and not rest:
        return str(link.group(2))
    return str(link.group(1))


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    block = _FRONT_MATTER.match(text)
    if block is None:
        return {}, text
    given: dict[str, str] = {}
    for line in block.group(1).splitlines():
        pair = _PAIR.fullmatch(line.strip())
        value = _unquoted(pair.group(2)) if pair else ""
        if pair and value:
            given.setdefault(pair.group(1).casefold().replace("-", "_"), value)
    fields = {field: given[key] for field, keys in _KEYS.items() for key in reversed(keys) if key in given}
    # Many write the address under «source».
    if "url" not in fields and fields.get("source", "").startswith(("http://", "https://")):
        fields["url"] = fields.pop("source")
    return fields, text[block.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return re.sub(r"\s+#.*$", "", value)


def _heading(text: str) -> tuple[str | None, str]:
    """The first-level heading the text begins with, taken out of it."""
    found = re.match(
        r"\s*(?: {0,3}#[ \t]+([^\n]{1,300}?)[ \t]*#*[ \t]*|([^\n]{0,300}\S)[ \t]*\n=+[ \t]*)(?:\n|\Z)", text
    )
    if not found:
        return None, text
    return plain(found.group(1) or found.group(2)).strip() or None, text[found.end() :]
