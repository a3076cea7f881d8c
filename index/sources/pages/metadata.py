"""What a page says about itself: its meta tags, and the article it describes in JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from index.sources.pages.date_regions import PageTree, around, headline_of, says, stands_beside, text_of
from index.sources.pages.metadata_json import ARTICLE_KINDS, PAGE_KIND, kinds, names, objects, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MOST_TITLES: Final = 10
_MOST_IN_BODY: Final = 200  # meta tags in the body whose place is looked at

__all__ = ["ArticleFacts", "PageMetadata", "PageTree", "metadata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What JSON-LD says of the page's article; None or empty where it does not.

    Attributes:
        type: of schema.org, such as ``NewsArticle``; ``WebPage`` where only the page is described.
        published: as given.
        updated: as given.
        article_body: as given: maybe with markup, maybe not all of it.
        language: as given.
        publisher: name of the outlet.
    """

    type: str
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    article_body: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What a page says about itself.

    Attributes:
        meta: contents of the meta tags by ``property``, ``name`` or ``itemprop`` in lower case, in their order.
        article: None where JSON-LD describes no article, or several and not which of them this page is.
        page_dates: what JSON-LD says of the page around the article: published, updated.
        canonical: address in ``link rel=canonical`` as given, maybe relative.
        title: the headline: ``og:title``, else ``<title>``, which may name the site as well.
    """

    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    article: ArticleFacts | None = None
    page_dates: tuple[str | None, str | None] = (None, None)
    canonical: str | None = None
    title: str | None = None

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta tags that the page has."""
        return next((self.meta[name.lower()][0] for name in names if name.lower() in self.meta), None)


def metadata(page: PageTree) -> PageMetadata:
    """Read a page's metadata; what is broken in it is left out.

    Args:
        page: the page as it came, before anything is cut off.
    """
    canonical = _canonical(page)
    meta = _meta(page)
    heads = [text_of(element) for element in page.iter("title")][:1]
    title = next((title for title in (*meta.get("og:title", ()), *heads) if title), None)
    found = list(objects(page))
    by_id = {str(each["@id"]): each for each in found if "@id" in each and len(each) > 1}
    articles = [_facts(each, by_id) for each in found if kinds(each) & ARTICLE_KINDS]
    pages = [_facts(each, by_id) for each in found if PAGE_KIND in kinds(each) and not kinds(each) & ARTICLE_KINDS]
    titles = [
        title or "",
        *heads,
        *(text_of(each) for each, _ in zip(page.iter("h1"), range(_MOST_TITLES), strict=False)),
    ]
    addresses = [address for address in (canonical, *meta.get("og:url", ())) if address]
    about = _own(pages, addresses, titles)
    return PageMetadata(
        meta=meta,
        article=_own(articles, addresses, titles) or (about if not articles else None),
        page_dates=(about.published, about.updated) if about else (None, None),
        canonical=canonical,
        title=title,
    )


def _canonical(page: PageTree) -> str | None:
    for link in page.iter("link"):
        address = (link.get("href") or "").strip()
        if address and "canonical" in (link.get("rel") or "").lower().split():
            return address
    return None


def _meta(page: PageTree) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    surroundings: list[PageTree] | None = None
    in_body = 0
    for tag in page.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        if not content:
            continue
        if tag.get("itemprop") and next(tag.iterancestors("head"), None) is None:
            surroundings = around(page, headline_of(page, [])) if surroundings is None else surroundings
            in_body += 1
            if in_body > _MOST_IN_BODY or stands_beside(tag, surroundings):
                continue  # microdata of a comment, a picture or another article
        for name in {(tag.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")} - {""}:
            found[name] = (*found.get(name, ()), content)
    return found


def _facts(article: Mapping[str, object], by_id: Mapping[str, Mapping[str, object]]) -> ArticleFacts:
    about = article.get("mainEntityOfPage")
    own = kinds(article)
    addresses = (article.get("url"), about, article.get("@id"))
    return ArticleFacts(
        type=next(iter(sorted(own & ARTICLE_KINDS) or [PAGE_KIND])),
        headline=word(article.get("headline")) or word(article.get("name")),
        authors=tuple(names(article.get("author"), by_id)),
        published=word(article.get("datePublished")),
        updated=word(article.get("dateModified")),
        article_body=word(article.get("articleBody")),
        url=next((address for address in map(_address, addresses) if address), None),
        language=word(article.get("inLanguage")),
        publisher=next(iter(names(article.get("publisher"), by_id)), None),
    )


def _address(value: object) -> str | None:
    for given in _strings(value):
        if given.lower().startswith(("http://", "https://", "/")):
            return given
    return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        yield from (each.strip() for key in ("@id", "url") if isinstance(each := value.get(key), str))


def _own(candidates: Sequence[ArticleFacts], addresses: Sequence[str], titles: Sequence[str]) -> ArticleFacts | None:
    """The one that is this page's: by address, by headline, or as the only one that nothing speaks against."""
    keys = {_key(address) for address in addresses}
    base = addresses[0] if addresses else ""
    by_address = [each for each in candidates if each.url and _key(each.url, base) in keys]
    by_headline = [each for each in candidates if any(says(title, each.headline or "") for title in titles)]
    for found in ([each for each in by_address if each in by_headline], by_address, by_headline):
        if found:
            return next((each for each in found if each.published), found[0])
    alike = {(each.headline, each.published, each.updated) for each in candidates}
    if len(alike) != 1:
        return None
    of_another = candidates[0].url and candidates[0].headline and keys and any(titles)
    return None if of_another else candidates[0]


def _key(address: str, base: str = "") -> str:
    """An address without what its spellings differ in: scheme, ``www.``, query, fragment, last slash."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:
        return address
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")
