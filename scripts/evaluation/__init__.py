"""What ``scripts/evaluate.py`` is made of: sets of questions, measures, and how they are shown."""
