"""How the pages of ``evaluate.py`` and ``benchmark.py`` look."""
