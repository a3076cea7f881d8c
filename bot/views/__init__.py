"""What a reader sees: each view turns values into a :class:`bot.reply.Reply` of Telegram HTML that always fits."""
