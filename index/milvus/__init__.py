"""Generations in Milvus, which has no end: the engine for more chunks than one machine holds."""

from index.milvus.engine import MilvusEngine

__all__ = ["MilvusEngine"]
