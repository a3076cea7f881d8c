"""Ray Data over shards: one model in each actor, shards dealt out, actors that die replaced."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from index.bulk.errors import BulkError
from index.bulk.sharing import Machine, Shares, shared
from index.bulk.worker import Worker, asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.bulk.worker import Job, Told

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 1000  # shards: Ray keeps a record of each; for two million chunks models may well be loaded again


def embedded(ray: Any, job: Job, names: Sequence[str], *, workers: int | None) -> Iterator[Told]:  # noqa: ANN401 - a module
    """Have shards embedded, and tell of each as soon as it is done.

    A worker that dies is replaced, and its shard tried again, by Ray Data itself, without end; the worker sees to that.

    Args:
        ray: connected.
        job: its threads are set here.
        names: of the shards.
        workers: as many as are wanted, None as many as there is room for.

    Raises:
        BulkError: the workers failed.
    """
    shares = _shares(ray, job, workers)
    job = replace(job, threads=shares.threads)
    logger.info(
        "embedding shards=%d workers=%d threads=%d gpus=%d", len(names), shares.workers, shares.threads, shares.gpus
    )
    try:
        for at in range(0, len(names), _AT_ONCE):
            yield from _run(ray, job, names[at : at + _AT_ONCE], shares)
    except ray.exceptions.RayError as error:
        told = str(error).strip().splitlines() or [type(error).__name__]
        raise BulkError(
            f"the workers failed: {told[0]} … {told[-1]}. What they have done is kept; the next run goes on from there"
        ) from error


def _run(ray: Any, job: Job, names: Sequence[str], shares: Shares) -> Iterator[Told]:  # noqa: ANN401 - a module
    pool = ray.data.ActorPoolStrategy(size=min(shares.workers, len(names)), max_tasks_in_flight_per_actor=1)
    done = ray.data.from_items([asked(name) for name in names], override_num_blocks=len(names)).map(
        Worker,
        fn_constructor_args=(job,),
        compute=pool,
        num_cpus=shares.threads,
        num_gpus=shares.gpus,
    )
    for block in done.iter_batches(batch_size=None, prefetch_batches=0, batch_format="pyarrow"):
        yield from block.to_pylist()


def _shares(ray: Any, job: Job, workers: int | None) -> Shares:  # noqa: ANN401 - a module
    resources = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    machines = [Machine(int(has.get("CPU", 0)), int(has.get("GPU", 0))) for has in resources if has.get("CPU", 0) >= 1]
    if not machines:
        raise BulkError("the cluster has no cores to compute with")
    if job.model.precision != "fp32" and any(machine.gpus for machine in machines):
        logger.warning("GPUs are left alone: they compute in fp32, the index is %s (--precision)", job.model.precision)
        machines = [machine._replace(gpus=0) for machine in machines]
    return shared(machines, workers=workers)
