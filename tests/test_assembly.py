from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from fakes import HashedWords
from index.sentence_index import SentenceIndex
from index_fixtures import article, chunk_ids, rebuilt

if TYPE_CHECKING:
    from pathlib import Path


def test_every_sentence_is_found_by_its_own_vector(tmp_path: Path) -> None:
    embedder = HashedWords()
    rebuilt(
        tmp_path,
        article(1, "The ferry sank slowly. Nobody drowned there."),
        article(2, "A crane fell over. Two workers ran away. The harbour closed."),
        embedder=embedder,
    )
    index = SentenceIndex(tmp_path / "generations" / "000001")
    asked = embedder.embed_questions(["Nobody drowned there.", "A crane fell over.", "The harbour closed."])
    cosines, chunk = index.cosines(np.array(chunk_ids(tmp_path), np.int64), asked)
    assert chunk.tolist() == [0, 0, 1, 1, 1]
    assert cosines.argmax(axis=0).tolist() == [1, 2, 4]
    assert cosines.max(axis=0) == pytest.approx(1, abs=1e-3)


def test_the_words_of_each_sentence_are_told_apart_from_the_headers(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1, "The ferry sank slowly. Nobody drowned there.", title="Harbour news"))
    index = SentenceIndex(tmp_path / "generations" / "000001")
    lines = index.lines(np.array(chunk_ids(tmp_path), np.int64), [["harbour"], ["ferri"], ["drown"], ["paper"]])
    assert lines.header.tolist() == [True, False, False]
    assert lines.held.astype(int).tolist() == [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]
