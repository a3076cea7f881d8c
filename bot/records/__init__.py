"""What the bot remembers between two starts, in a file or on a server; knows nothing of Telegram's library."""

from bot.records.asynchronous import AsyncRecords
from bot.records.database import RecordsError, Server
from bot.records.records import Records
from bot.records.votes import Votes

__all__ = ["AsyncRecords", "Records", "RecordsError", "Server", "Votes"]
