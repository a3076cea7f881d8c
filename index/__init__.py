"""A searchable library of news: ``open_index("data").answer("…")``."""

from index.errors import (
    DamagedIndexError,
    DimensionError,
    FilterError,
    IndexNotFoundError,
    LockedError,
    ModelError,
    NewsIndexError,
    NoSourcesError,
    SettingsFileError,
    SourceError,
    SourceNotFoundError,
    StaleIndexError,
    StoreError,
)
from index.filters import Filters
from index.news import NewsIndex, open_index
from index.protocols import News
from index.types import (
    Answer,
    Article,
    Citation,
    Outlet,
    Passage,
    Quote,
    Rejected,
    Results,
    SourceStatus,
    Status,
    Timeline,
)

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
    "NoSourcesError",
    "Outlet",
    "Passage",
    "Quote",
    "Rejected",
    "Results",
    "SettingsFileError",
    "SourceError",
    "SourceNotFoundError",
    "SourceStatus",
    "StaleIndexError",
    "Status",
    "StoreError",
    "Timeline",
    "open_index",
]
