"""What the figures depend on besides the code."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

from scripts.evaluation.report import CPU_INFO, machine

# What a processor must have for the fast paths of matrix products in few bits.
_FLAGS = (
    "avx2",
    "avx512f",
    "avx512_vnni",
    "avx_vnni",
    "avx512_bf16",
    "amx_bf16",
    "amx_int8",
    "asimddp",
    "i8mm",
    "bf16",
)
_LIBRARIES = (
    "openvino", "nncf", "tokenizers", "faiss-cpu", "tantivy", "numpy", "torch", "transformers", "sentence-transformers",
    "txtai", "llama-index-core", "llama-index-vector-stores-faiss", "llama-index-retrievers-bm25",
)  # fmt: skip


def facts() -> dict[str, object]:
    """Processor, cores, flags that matter, memory in GB of 2^30 bytes, load before the run, versions of libraries."""
    return {
        "description": machine(),
        "cores": os.cpu_count(),
        "flags": _flags(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def _flags() -> list[str]:
    try:
        lines = CPU_INFO.read_text("utf-8").splitlines()
    except OSError:
        return []
    named = next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    there = set(named.partition(":")[2].split())
    return [flag for flag in _FLAGS if flag in there]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
