"""A searchable library of news: ``open_index("data").answer("…")``."""

from index.errors import (
    DamagedIndexError,
    DimensionError,
    FilterError,
    IndexNotFoundError,
    LockedError,
    ModelError,
    NewsIndexError,
    SourceNotFoundError,
    StaleIndexError,
    StoreError,
)
from index.filters import Filters
from index.news import NewsIndex, open_index
from index.protocols import News
from index.types import Answer, Article, Citation, Passage, Quote, Rejected, Results, Status

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "DamagedIndexError",
    "DimensionError",
    "FilterError",
    "Filters",
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
