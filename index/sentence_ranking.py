"""Which sentence of some passages answers a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.sentence_signals import NAMES
from index.weights import weights

if TYPE_CHECKING:
    from index.sentence_signals import Reading, Sentence


def rank_sentences(reading: Reading) -> list[tuple[float, Sentence]]:
    """Order sentences by how likely they answer.

    Returns:
        Log odds (comparable within one question) and sentence, best first; ties in the order of the passages.
    """
    worth = weights("sentences")
    scores = reading.signals @ np.array([worth[name] for name in NAMES])
    return [(float(scores[at]), reading.sentences[at]) for at in np.argsort(-scores, kind="stable").tolist()]
