"""Questions that show what an index can be asked."""
