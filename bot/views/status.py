"""What /status tells: what the index holds, and how current it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import links
from bot.render import plain_reply
from bot.text import one_line, shorten

if TYPE_CHECKING:
    from bot.locale import Messages
    from bot.reply import Reply
    from index.types import SourceStatus, Status

_SHOWN: Final = 15  # sources; with these texts a message holds them
_ADDRESS: Final = 90
_REASON: Final = 90


def status_view(status: Status, messages: Messages, *, addresses: bool = False) -> Reply:
    """Number of articles, the newest, when the index was made, and each source; those that failed come first.

    Args:
        status: of the index.
        messages: in the reader's language.
        addresses: whether sources are shown by their whole addresses and reasons, which may hold secrets, and not by
            their hosts.

    Returns:
        One message.
    """
    lines = [messages.holdings(status), messages.index_of(status.published)]
    if status.sources:
        failing_first = sorted(status.sources, key=lambda source: source.failure is None)
        lines += ["", *(_line(source, messages, whole=addresses) for source in failing_first[:_SHOWN])]
        rest = len(status.sources) - _SHOWN
        lines += [messages.more(rest)] if rest > 0 else []
    return plain_reply("\n".join(lines))


def _line(source: SourceStatus, messages: Messages, *, whole: bool) -> str:
    address = shorten(one_line(source.url if whole else links.host(source.url)), _ADDRESS)
    read = messages.read_at(source.succeeded) if source.succeeded else messages.never_read
    if source.failure is None:
        return f"✓ {address}: {read}"
    reason = f"{shorten(one_line(source.failure), _REASON)}; " if whole else ""
    return f"✗ {address}: {reason}{read}"
