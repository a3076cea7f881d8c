"""What ``scripts/screens.py`` is made of: conversations, how they are played, and how their messages look."""
