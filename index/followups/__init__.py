"""Questions that go on from the one before, put so that each stands by itself."""
