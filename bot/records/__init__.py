"""What the bot remembers between two starts, in one SQLite file; knows nothing of Telegram's library."""

from bot.records.asynchronous import AsyncRecords
from bot.records.database import RecordsError
from bot.records.records import Records
from bot.records.votes import Votes

__all__ = ["AsyncRecords", "Records", "RecordsError", "Votes"]
