from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from index.compiled_models import cache_folder
from index.models import find_model
from milvus_servers import milvus_lite_server, milvus_standalone_server
from postgres_server import postgres_server, postgres_url, store_place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [  # fixtures
    "milvus_lite_server",
    "milvus_standalone_server",
    "postgres_server",
    "postgres_url",
    "store_place",
]


# Where none of the extras is there, that is said once and not for each test: fixtures tell which one a test lacks.
_ONE_MACHINE = not any(map(find_spec, ("pymilvus", "ray", "sqlalchemy")))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if _ONE_MACHINE and item.get_closest_marker("beyond"):
        pytest.skip("goes beyond one machine: needs pip install -e '.[milvus,postgres,ray,servers]'")


@pytest.fixture(scope="session", autouse=True)
def cache_of_compiled_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The bundled model is compiled once on a machine, where its users have it; the tests' own leave nothing behind."""
    bundled = cache_folder() / find_model(None).fingerprint
    bundled.mkdir(parents=True, exist_ok=True)
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        cache_folder().mkdir(parents=True)
        (cache_folder() / bundled.name).symlink_to(bundled)
        yield
