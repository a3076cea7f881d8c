"""What there is to read without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locale.language import Language

if TYPE_CHECKING:
    from datetime import datetime

    from bot.buckets import Unit


class BrowsingTexts(Language):
    """Texts of /latest, /sources and /topic."""

    @property
    def latest_heading(self) -> str:
        """Stands above the newest articles."""
        return self._("The latest articles")

    def latest_about(self, topic: str) -> str:
        """Stands above those about a topic."""
        return self._("The latest about {topic}", topic=topic)

    def nothing_latest(self, topic: str) -> str:
        """There are none about it."""
        return self._("I have no articles about {topic}.", topic=topic)

    def sources_heading(self, count: int) -> str:
        """Leads in the outlets, 1 or more."""
        return self.ngettext("My articles are from {count} outlet:", "My articles are from {count} outlets:", count)

    def outlet(self, articles: int, newest: datetime | None) -> str:
        """What there is of an outlet: how many articles, 1 or more, and the date of the newest."""
        if newest is None:
            return self.ngettext("{count} article, undated", "{count} articles, undated", articles)
        return self.ngettext(
            "{count} article, from {date}", "{count} articles, the newest from {date}", articles, date=self.date(newest)
        )

    @property
    def topic_usage(self) -> str:
        """To /topic without a topic."""
        return self._("Please name a topic, like this: /topic bridge")

    def topic_title(self, topic: str) -> str:
        """Stands above a chart."""
        return self._("Articles about {topic}", topic=topic)

    def articles_per(self, unit: Unit) -> str:
        """What a chart's columns stand for."""
        told = {
            "day": self._("articles per day"),
            "week": self._("articles per week"),
            "month": self._("articles per month"),
            "year": self._("articles per year"),
        }
        return told[unit]

    def topic_none(self, topic: str) -> str:
        """There is nothing to draw."""
        return self._("I have no dated articles about {topic}.", topic=topic)

    def topic_total(self, dated: int, undated: int) -> str:
        """How many articles about a topic there are."""
        articles = self.ngettext("{count} article with a date", "{count} articles with a date", dated)
        if not undated:
            return articles
        return self.ngettext("{articles}, {count} without", "{articles}, {count} without", undated, articles=articles)
