"""A long question in its parts: one that compares two articles is answered by two sentences."""

from __future__ import annotations

import re
from functools import cache

from index.analysis import words

# Words that join or open clauses, by language: what joins in one is a noun in another. Words that mostly do something
# else («die», «that» in «that man») stay out.
_JOINING = {
    "en": "and while but whereas although that which who whom whose where when because since",
    "de": "und während aber sondern sowie obwohl dass weil wobei nachdem",
    "fr": "et tandis mais ainsi qui dont parce alors",
    "es": "y mientras pero aunque que porque cuando donde",
    "it": "e mentre ma anche perché che",
    "pt": "e enquanto mas embora que porque",
    "ro": "și iar dar deși care când unde",
    "nl": "en terwijl maar hoewel omdat",
    "pl": "i oraz podczas ale choć który która które ponieważ",
    "ru": "и а но пока хотя который которая которое которые потому где когда",
    "uk": "і та але поки хоча який яка яке які",
    "tr": "ve ancak ama iken fakat",
    "el": "και ενώ αλλά που επειδή όταν",
    "sv": "och medan men som",
    "vi": "và trong nhưng mà còn khi vì",
    "id": "dan sementara tetapi yang karena",
    "hi": "और जबकि लेकिन जो क्योंकि",
}
_MARK = "[,;:?!،؛،、，；：？！。।()–—…]+"
_FEWEST_WORDS = 4  # a shorter part says too little by itself and goes with its neighbour
_MOST = 6


def clauses(question: str, language: str) -> list[str]:
    """Split a question into clauses.

    Args:
        question: as asked.
        language: ISO 639-1 code; of a language not known here, only punctuation parts clauses.

    Returns:
        The clauses in order, at most six of them; none where the question has only one.
    """
    found: list[list[str]] = []
    said = 0  # words in the last of them
    start = 0
    for match in [*_break(language).finditer(question), None]:
        part = question[start : match.start() if match else len(question)].strip()
        start = match.start() if match and match.group()[0].isalpha() else match.end() if match else 0
        if not part:
            continue
        more = len(words(part))
        if found and min(more, said) < _FEWEST_WORDS:
            found[-1].append(part)
            said += more
        else:
            found.append([part])
            said = more
    return [" ".join(parts) for parts in found[:_MOST]] if len(found) > 1 else []


@cache
def _break(language: str) -> re.Pattern[str]:
    joining = "|".join(_JOINING.get(language, "").split())
    return re.compile(rf"{_MARK}|(?<!\w)(?:{joining})(?!\w)" if joining else _MARK, re.IGNORECASE)
