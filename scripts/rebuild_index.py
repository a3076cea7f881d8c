#!/usr/bin/env python
"""Bring an index up to date with its sources and publish it: ``python -m index``, found from anywhere."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index.__main__ import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
