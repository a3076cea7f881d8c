"""What ``scripts/benchmark.py`` is made of: invented news, contenders, measures, and how they are shown."""
