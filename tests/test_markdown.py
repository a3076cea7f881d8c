from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from article_files import TEXT, URL, read_one, written

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = """---
title: "Harbour reopens"
link: https://daily.example.org/harbour
date: 2024-11-30  # a Saturday
author: 'Jane Roe'
lang: en
tags:
  - harbour
draft:
---

<!-- a comment
of two lines -->
## What happened

The **harbour** of [Elmstadt](https://elmstadt.example.org/a_(b) "the town") reopened on *Monday*, as
the `quay` paper_name wrote. ![boats](boats.jpg) It took 2 * 3 = 6 months\\* and __two__ mayors.

> A [quoted][1] line of the mayor, who was <b>glad</b>.

- first item
- second item

---

Next steps
----------

```python
print("code [stays](as it is)")
```

See <https://elmstadt.example.org> for more of it.

[1]: https://elmstadt.example.org/mayor
"""


def test_markdown_becomes_plain_text_with_its_front_matter_as_fields(tmp_path: Path) -> None:
    article = read_one(written(tmp_path / "a.md", MARKDOWN))
    assert article.text == (
        "What happened\n"
        "The harbour of Elmstadt reopened on Monday, as the quay paper_name wrote. It took 2 * 3 = 6 months* and two "
        "mayors.\n"
        "A quoted line of the mayor, who was glad.\n"
        "first item\n"
        "second item\n"
        "Next steps\n"
        'print("code [stays](as it is)")\n'
        "See https://elmstadt.example.org for more of it."
    )
    assert (article.title, article.url) == ("Harbour reopens", "https://daily.example.org/harbour")
    assert (article.author, article.language) == ("Jane Roe", "en")
    assert article.published == datetime(2024, 11, 30, tzinfo=UTC)
    assert article.source == "daily.example.org"


@pytest.mark.parametrize("heading", ["# **Harbour** reopens #", "Harbour reopens\n====="])
def test_the_first_heading_is_the_title_of_markdown_without_front_matter(tmp_path: Path, heading: str) -> None:
    article = read_one(written(tmp_path / "a.md", f"{heading}\n\n{TEXT}\n\n**Source:** [The Daily]({URL})\n"))
    assert (article.title, article.text, article.url) == ("Harbour reopens", TEXT, URL)
    assert not article.title_derived


def test_an_address_under_source_in_front_matter_is_the_url(tmp_path: Path) -> None:
    article = read_one(written(tmp_path / "a.md", f"---\nsource: {URL}\n---\n{TEXT}"))
    assert (article.url, article.source) == (URL, "daily.example.org")
