"""What lies in ``scripts/deploy``, as tests look at it."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.serving import _SECONDS_TO_FINISH, _SECONDS_TO_STOP_FETCHING

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "scripts" / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
FILES = sorted(
    str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*") if path.is_file() and path.name != "newsbot.env"
)
SECONDS_TO_STOP = _SECONDS_TO_FINISH + _SECONDS_TO_STOP_FETCHING

_yaml: Any = import_module("yaml")  # transformers brings it; its types nobody does


def read(name: str) -> str:
    """A file, its continued lines joined."""
    return (DEPLOY / name).read_text("utf-8").replace("\\\n", " ")


def only(pattern: str, name: str) -> str:
    """What the one place of a pattern in a file holds."""
    (found,) = re.findall(pattern, read(name), re.MULTILINE)
    return str(found)


def health_check() -> list[str]:
    """The image's command."""
    command: list[str] = json.loads(only(r"^HEALTHCHECK .* CMD (\[.*\])$", "Dockerfile"))
    return command


@cache
def parsed(name: str) -> list[Any]:
    """The documents of a file in YAML."""
    return list(_yaml.safe_load_all((DEPLOY / name).read_text("utf-8")))


def services() -> dict[str, Any]:
    """Those of ``compose.scale.yaml``."""
    (found,) = parsed("compose.scale.yaml")
    services_: dict[str, Any] = found["services"]
    return services_


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    """What the manifests for Kubernetes hold of a kind, by names; what has none is ``""``."""
    documents = [one for name in FILES if name.startswith("kubernetes/") for one in parsed(name)]
    return {one.get("metadata", {}).get("name", ""): one for one in documents if one["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """The manifests' templates of pods, by the names of what makes them."""
    return {name: one["spec"]["template"] for kind in ("Deployment", "Job") for name, one in of_kind(kind).items()}


def container_of(pod: dict[str, Any]) -> dict[str, Any]:
    """The only one in a pod."""
    (found,) = pod["spec"]["containers"]
    assert isinstance(found, dict)
    return found
