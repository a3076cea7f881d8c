"""A searchable library of news: ``open_index("data").answer("…")``."""

from index.errors import (
    DamagedIndexError,
    DimensionError,
    IndexNotFoundError,
    LockedError,
    ModelError,
    NewsIndexError,
    SourceNotFoundError,
    StaleIndexError,
    StoreError,
)
from index.news import NewsIndex, open_index
from index.types import Answer, Article, Citation, News, Passage, Quote, Rejected, Results, Status

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "DamagedIndexError",
    "DimensionError",
    "IndexNotFoundError",
    "LockedError",
    "ModelError",
    "News",
    "NewsIndex",
    "NewsIndexError",
    "Passage",
    "Quote",
    "Rejected",
    "Results",
    "SourceNotFoundError",
    "StaleIndexError",
    "Status",
    "StoreError",
    "open_index",
]
