"""What our users would otherwise pick, each as its own documentation sets it up, on the same model and texts."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = "texts.json"
_WARM = "The model is loaded before the clock runs."


class Contender(Protocol):
    """Something that indexes chunks and finds them again."""

    def warm(self) -> None:
        """Load the model and embed one text, so that building alone is timed."""
        ...

    def build(self, folder: str, texts: Sequence[str]) -> None:
        """Index texts and save the index in a folder that exists."""
        ...

    def open(self, folder: str) -> None:
        """Open a saved index."""
        ...

    def search(self, question: str, k: int) -> list[int]:
        """The ``k`` best texts, by their places in ``texts``, best first; the texts themselves are fetched as well."""
        ...


def model_folder() -> str:
    """Where the files of our own default model are: everybody uses these."""
    from index.models import find_model

    return str(find_model(None).folder)


class FlatFaiss:
    """sentence-transformers and an exact FAISS index: the usual stack, dense only."""

    def __init__(self) -> None:
        self._model: Any = None
        self._index: Any = None
        self._texts: list[str] = []

    def warm(self) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(model_folder(), local_files_only=True)
        self._model.encode([_WARM], show_progress_bar=False)

    def build(self, folder: str, texts: Sequence[str]) -> None:
        """Encode by the library's defaults, add to a flat index."""
        import faiss

        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(Path(folder) / "flat.faiss"))
        (Path(folder) / _TEXTS).write_text(json.dumps(list(texts)), "utf-8")

    def open(self, folder: str) -> None:
        """Read both files."""
        import faiss

        self.warm()
        self._index = faiss.read_index(str(Path(folder) / "flat.faiss"))
        self._texts = json.loads((Path(folder) / _TEXTS).read_text("utf-8"))

    def search(self, question: str, k: int) -> list[int]:
        """Encode and search."""
        vectors = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        _, found = self._index.search(vectors, k)
        return [int(at) for at in found[0] if at >= 0 and self._texts[at]]


class Txtai:
    """txtai's hybrid index, dense and BM25, with its texts stored."""

    def __init__(self) -> None:
        self._embeddings: Any = None

    def warm(self) -> None:
        """Load the model."""
        from txtai import Embeddings

        self._embeddings = Embeddings({"path": model_folder(), "content": True, "hybrid": True})
        self._embeddings.batchtransform([_WARM])

    def build(self, folder: str, texts: Sequence[str]) -> None:
        """Index and save."""
        self._embeddings.index((number, text, None) for number, text in enumerate(texts))
        self._embeddings.save(str(Path(folder) / "txtai"))

    def open(self, folder: str) -> None:
        """Load the index, and with it the model."""
        from txtai import Embeddings

        self._embeddings = Embeddings()
        self._embeddings.load(str(Path(folder) / "txtai"))

    def search(self, question: str, k: int) -> list[int]:
        """Search; the results carry the texts."""
        return [int(found["id"]) for found in self._embeddings.search(question, k)]


class LlamaIndex:
    """LlamaIndex with FAISS and BM25, fused by its own retriever; no language model rewrites the question."""

    def __init__(self) -> None:
        self._embedding: Any = None
        self._retriever: Any = None

    def warm(self) -> None:
        """Load the model."""
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._embedding = HuggingFaceEmbedding(model_name=model_folder())
        self._embedding.get_text_embedding(_WARM)

    def build(self, folder: str, texts: Sequence[str]) -> None:
        """Index nodes that are the chunks, and persist."""
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.faiss import FaissVectorStore

        dimension = len(self._embedding.get_text_embedding(_WARM))
        storage = StorageContext.from_defaults(
            vector_store=FaissVectorStore(faiss_index=faiss.IndexFlatIP(dimension)),
        )
        nodes = [TextNode(id_=str(number), text=text) for number, text in enumerate(texts)]
        index = VectorStoreIndex(nodes, storage_context=storage, embed_model=self._embedding, store_nodes_override=True)
        index.storage_context.persist(persist_dir=folder)
        self._bm25(list(nodes))  # it has no file: made anew whenever an index is opened

    def open(self, folder: str) -> None:
        """Load the index and make the BM25 side."""
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.vector_stores.faiss import FaissVectorStore

        self.warm()
        storage = StorageContext.from_defaults(
            vector_store=FaissVectorStore.from_persist_dir(folder), persist_dir=folder
        )
        index: Any = load_index_from_storage(storage, embed_model=self._embedding)
        self._retriever = QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=10), self._bm25(list(storage.docstore.docs.values()))],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=10,
            num_queries=1,
            use_async=False,
        )

    def search(self, question: str, k: int) -> list[int]:
        """Retrieve nodes, fused by reciprocal rank."""
        return [int(found.node.node_id) for found in self._retriever.retrieve(question)[:k]]

    @staticmethod
    def _bm25(nodes: list[Any]) -> Any:  # noqa: ANN401 - a class of an optional package
        from llama_index.retrievers.bm25 import BM25Retriever

        return BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=10)


OURS = "ours"
# In the order they are run and shown: class, and what must be installed.
_KINDS: dict[str, tuple[type[FlatFaiss | Txtai | LlamaIndex], tuple[str, ...]]] = {
    "sentence-transformers": (FlatFaiss, ("sentence_transformers", "faiss")),
    "txtai": (Txtai, ("txtai",)),
    "llama-index": (
        LlamaIndex,
        (
            "llama_index.core",
            "llama_index.embeddings.huggingface",
            "llama_index.vector_stores.faiss",
            "llama_index.retrievers.bm25",
        ),
    ),
}
NAMES = (OURS, *_KINDS)
TITLES = {
    OURS: "ours",
    "sentence-transformers": "sentence-transformers + FAISS",
    "txtai": "txtai, hybrid",
    "llama-index": "LlamaIndex, FAISS + BM25",
}


def missing(name: str) -> list[str]:
    """The modules a contender needs that are not installed; none for our own side."""
    return [module for module in _KINDS[name][1] if not _installed(module)] if name != OURS else []


def contender(name: str) -> Contender:
    """The contender of that name, not loaded yet; one of ``NAMES`` but our own."""
    return _KINDS[name][0]()


def _installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False
