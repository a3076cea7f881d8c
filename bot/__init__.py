"""The conversation: Telegram, or a terminal. It knows nothing of how the index finds things."""
