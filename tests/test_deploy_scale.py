from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.config import BotSettings
from bot.config import load as load_bot
from bot.monitor_server import serving
from bot.monitoring import Monitor
from deploy_files import (
    DEPLOY,
    KUBERNETES,
    ROOT,
    SECONDS_TO_STOP,
    container_of,
    health_check,
    of_kind,
    only,
    parsed,
    pods,
    services,
)
from index.__main__ import _parser
from index.config import load as load_index

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
PINNED = re.compile(r"[\w./-]+:v?\d+\.\d+[\w.-]*")
SECRET = re.compile(r"PASSWORD|TOKEN|SECRET|STORE")
UNITS = {"m": 1, "g": 1024}


def environment(service: str) -> dict[str, str]:
    """A service's, with what an operator is to fill in."""
    given = {"MILVUS_PASSWORD": "a1", "POSTGRES_PASSWORD": "b2", "NEWSBOT_WEBHOOK_SECRET": "c3"}
    given["NEWSBOT_WEBHOOK_URL"] = "https://bot.example/telegram"
    return {
        name: re.sub(r"\$\{(\w+)[^}]*\}", lambda found: given[found[1]], value)
        for name, value in services()[service]["environment"].items()
    }


# --- compose ---


def test_only_the_balancer_is_heard_and_only_by_this_machine() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert published == {"balancer": ["127.0.0.1:8080:8080"]}


def test_the_servers_reach_nobody_outside() -> None:
    (whole,) = parsed("compose.scale.yaml")
    assert whole["networks"]["inside"] == {"internal": True}
    reached = {name: one["networks"] for name, one in services().items()}
    assert {name for name, found in reached.items() if found == ["inside"]} == {"milvus", "postgres"}
    assert reached["balancer"] == ["outside"]


@pytest.mark.parametrize("name", services())
def test_each_container_may_do_little(name: str) -> None:
    service = services()[name]
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "no-new-privileges:true" in service["security_opt"]
    assert service.get("read_only") is True or name == "milvus"


def test_all_containers_together_fit_a_machine_of_8_gb() -> None:
    limits = [
        int(one["mem_limit"][:-1]) * UNITS[one["mem_limit"][-1]] * one.get("scale", 1) for one in services().values()
    ]
    assert sum(limits) <= 8 * 1024


def test_images_are_of_one_version_and_ours_of_the_projects() -> None:
    composed = [service["image"] for service in services().values()]
    renamed = [f"{one['newName']}:{one['newTag']}" for one in of_kind("Kustomization")[""]["images"]]
    containers = [container_of(pod)["image"] for pod in pods().values()]
    images = [*composed, *renamed, *(image for image in containers if image != "newsbot")]
    assert [image for image in images if not PINNED.fullmatch(image)] == []
    ours = [image for image in images if re.search(r"\bnewsbot:", image)]
    assert len(ours) == 4
    assert {image.rpartition(":")[2].partition("-")[0] for image in ours} == {VERSION}


@pytest.mark.parametrize("name", services())
def test_compose_holds_no_secret(name: str) -> None:
    given = services()[name].get("environment", {})
    secret = {key: value for key, value in given.items() if SECRET.search(key)}
    assert [key for key, value in secret.items() if not re.search(r"\$\{\w+:\?", value)] == []


def test_whoever_is_waited_for_can_tell_how_it_is() -> None:
    found = services()
    waited = {(name, one) for name, service in found.items() for one in service.get("depends_on", {})}
    assert {("bot", "milvus"), ("bot", "postgres"), ("indexer", "milvus"), ("indexer", "postgres")} <= waited
    for name, other in waited:
        healthy = found[name]["depends_on"][other]["condition"] == "service_healthy"
        assert not healthy or found[other]["healthcheck"]["test"][0] == "CMD"


def test_bots_in_compose_are_well_when_the_image_says_so_and_the_indexer_says_nothing() -> None:
    assert "healthcheck" not in services()["bot"]
    assert services()["indexer"]["healthcheck"] == {"disable": True}


def test_bots_in_compose_have_settings_that_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment("bot").items():
        monkeypatch.setenv(name, value)
    settings: Any = load_bot()
    assert settings.engine == "milvus+http://milvus:19530"
    assert settings.engine_token.get_secret_value() == "root:a1"
    assert settings.store.get_secret_value() == "postgresql://newsbot:b2@postgres:5432/newsbot"
    assert (settings.webhook_listen, settings.listen_path, settings.watch) == ("0.0.0.0", "telegram", None)  # noqa: S104


def test_the_servers_in_compose_are_those_that_the_bots_are_told_of() -> None:
    assert {"milvus", "postgres"} <= services().keys()
    told, server = environment("bot")["NEWSBOT_STORE"], environment("postgres")
    account = f"{server['POSTGRES_USER']}:{server['POSTGRES_PASSWORD']}"
    assert told == f"postgresql://{account}@postgres:5432/{server['POSTGRES_DB']}"
    password = environment("milvus")["COMMON_SECURITY_DEFAULTROOTPASSWORD"]
    assert environment("bot")["NEWSBOT_ENGINE_TOKEN"] == f"root:{password}"
    assert environment("milvus")["COMMON_SECURITY_AUTHORIZATIONENABLED"] == "true"


def test_bots_in_compose_have_the_time_to_finish() -> None:
    assert int(services()["bot"]["stop_grace_period"].removesuffix("s")) >= SECONDS_TO_STOP


def test_the_balancer_knows_the_bots_port_and_its_own() -> None:
    port = services()["bot"]["environment"]["NEWSBOT_WEBHOOK_PORT"]
    assert only(r"^ +server-template bot \d+ (\S+)", "haproxy.cfg") == f"bot:{port}"
    assert only(r"^ +bind :(\d+)$", "haproxy.cfg") == services()["balancer"]["ports"][0].rpartition(":")[2]
    asked = services()["balancer"]["healthcheck"]["test"][-1]
    assert asked == f"http://{only(r'^ +bind (127.*)$', 'haproxy.cfg')}{only(r'^ +monitor-uri (.*)$', 'haproxy.cfg')}"


@pytest.mark.skipif(shutil.which("haproxy") is None, reason="HAProxy judges its configuration itself")
def test_haproxy_takes_its_configuration() -> None:
    run = subprocess.run(
        ["haproxy", "-c", "-f", str(DEPLOY / "haproxy.cfg")],  # noqa: S607 - wherever the system has it
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, "WARNING" in run.stderr) == (0, False), run.stderr


def test_what_milvus_keeps_its_records_in_is_heard_by_itself_alone() -> None:
    (settings,) = parsed("milvus-etcd.yaml")
    assert {settings["listen-client-urls"], settings["advertise-client-urls"]} == {"http://127.0.0.1:2379"}
    mounted = [one.split(":")[:2] for one in services()["milvus"]["volumes"]]
    assert ["./milvus-etcd.yaml", environment("milvus")["ETCD_CONFIG_PATH"]] in mounted


# --- Kubernetes ---


def started() -> dict[str, list[str]]:
    """Whatever runs the indexer's program, with all that it is told."""
    compose = {"compose": services()["indexer"]["entrypoint"] + services()["indexer"]["command"]}
    return compose | {
        name: container_of(pod)["command"] + container_of(pod)["args"]
        for name, pod in pods().items()
        if "command" in container_of(pod)
    }


@pytest.mark.parametrize("name", started())
def test_the_indexer_is_started_with_options_it_has(name: str) -> None:
    python, program, *options = started()[name]
    assert python == "python"
    assert (ROOT / Path(program).relative_to("/opt/newsbot")).exists()
    assert str(_parser().parse_args(options).data) == "/data"


def test_a_bot_has_started_when_it_is_well_and_is_asked_as_long_as_it_listens() -> None:
    bot = container_of(pods()["bots"])
    assert bot["startupProbe"]["exec"]["command"] == health_check()
    assert bot["readinessProbe"]["tcpSocket"]["port"] in [one["name"] for one in bot["ports"]]


def test_a_bot_that_is_not_well_is_alive() -> None:
    bot = container_of(pods()["bots"])
    commands = [bot[probe]["exec"]["command"][1:] for probe in ("livenessProbe", "startupProbe")]

    def ask(port: int, options: list[str]) -> int:
        told = {**os.environ, "NEWSBOT_MONITOR_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
        run = subprocess.run([sys.executable, *options], env=told, capture_output=True, check=False, timeout=30)
        return run.returncode

    async def live() -> list[int]:
        async with serving(Monitor(), 0) as port:
            return await asyncio.gather(*(asyncio.to_thread(ask, port, options) for options in commands))

    assert asyncio.run(live()) == [0, 1]


def test_pods_have_the_time_to_finish() -> None:
    pod = pods()["bots"]["spec"]
    waits = container_of({"spec": pod})["lifecycle"]["preStop"]["exec"]["command"]
    assert waits[0] == "sleep"
    assert pod["terminationGracePeriodSeconds"] >= int(waits[1]) + SECONDS_TO_STOP


@pytest.mark.parametrize("name", pods())
def test_each_pod_may_do_little(name: str) -> None:
    pod = pods()[name]["spec"]
    container = container_of({"spec": pod})
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == int(only(r"--uid (\d+)", "Dockerfile"))
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "memory" in container["resources"]["limits"]


@pytest.mark.parametrize("name", pods())
def test_each_pod_can_write_where_the_program_does_and_has_what_it_mounts(name: str) -> None:
    pod = pods()[name]["spec"]
    mounted = {one["mountPath"]: one["name"] for one in container_of({"spec": pod})["volumeMounts"]}
    volumes = {one["name"]: one for one in pod["volumes"]}
    assert set(mounted.values()) == volumes.keys()
    assert "emptyDir" in volumes[mounted["/data"]]
    assert "emptyDir" in volumes[mounted["/tmp"]]  # noqa: S108 - in the pod
    maps = {one["configMap"]["name"] for one in volumes.values() if "configMap" in one}
    claims = {one["persistentVolumeClaim"]["claimName"] for one in volumes.values() if "persistentVolumeClaim" in one}
    assert maps <= of_kind("ConfigMap").keys()
    assert claims <= of_kind("PersistentVolumeClaim").keys()


@pytest.mark.parametrize("name", pods())
def test_each_pod_is_told_the_settings_it_needs_and_secrets_as_such(name: str) -> None:
    container = container_of(pods()[name])
    told = dict(of_kind("ConfigMap")["newsbot"]["data"])
    secrets = of_kind("Secret")["newsbot"]["stringData"]
    assert [key for key in told if SECRET.search(key)] == []
    assert {"configMapRef": {"name": "newsbot"}} in container["envFrom"]
    if {"secretRef": {"name": "newsbot"}} in container["envFrom"]:
        told |= secrets
    for one in container.get("env", []):
        reference = one["valueFrom"]["secretKeyRef"]
        assert reference == {"name": "newsbot", "key": one["name"]}
        told[one["name"]] = secrets[one["name"]]
    assert {"NEWSBOT_ENGINE", "NEWSBOT_ENGINE_TOKEN", "NEWSBOT_STORE"} <= told.keys()
    assert ("TELEGRAM_BOT_TOKEN" in told) == (name == "bots")


def test_bots_in_kubernetes_have_settings_that_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    told = of_kind("ConfigMap")["newsbot"]["data"] | of_kind("Secret")["newsbot"]["stringData"]
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:invented-for-this-test")
    settings = load_bot()
    ports = container_of(pods()["bots"])["ports"]
    assert [one["containerPort"] for one in ports] == [settings.webhook_port]
    (rule,) = of_kind("Ingress")["bots"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert f"https://{rule['host']}{path['path']}" == settings.webhook_url


def test_the_sources_in_kubernetes_are_a_file_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsbot.toml").write_text(of_kind("ConfigMap")["newsbot-sources"]["data"]["newsbot.toml"], "utf-8")
    assert [source.url for source in load_index().sources] == ["https://paper.example/feed"]


def test_bots_are_found_by_their_labels() -> None:
    bots, service, budget = of_kind("Deployment")["bots"], of_kind("Service")["bots"], of_kind("PodDisruptionBudget")
    labels = pods()["bots"]["metadata"]["labels"]
    assert bots["spec"]["selector"]["matchLabels"] == labels
    assert service["spec"]["selector"] == labels
    assert budget["bots"]["spec"]["selector"]["matchLabels"] == labels
    assert pods()["indexer"]["metadata"]["labels"] != labels
    assert budget["bots"]["spec"]["minAvailable"] < bots["spec"]["replicas"]


def test_a_new_version_takes_no_bot_away_before_another_is_ready_and_there_is_one_indexer() -> None:
    found = of_kind("Deployment")
    assert found["bots"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert found["indexer"]["spec"]["strategy"] == {"type": "Recreate"}
    assert found["indexer"]["spec"]["replicas"] == 1


def test_what_is_applied_is_there_and_holds_no_example_of_a_secret() -> None:
    named = of_kind("Kustomization")[""]["resources"]
    assert [name for name in named if not (KUBERNETES / name).exists()] == []
    assert set(named).isdisjoint({"secret.example.yaml", "ray-job.yaml"})


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl puts manifests together itself")
def test_kubectl_puts_the_manifests_together() -> None:
    run = subprocess.run(
        ["kubectl", "kustomize", str(KUBERNETES)],  # noqa: S607 - wherever the system has it
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    images = set(re.findall(r"^ +image: (.*)$", run.stdout, re.MULTILINE))
    assert images == {f"registry.example/newsbot:{VERSION}"}


def test_commands_in_the_page_name_files_and_services_that_there_are() -> None:
    text = (DEPLOY / "SCALE.md").read_text("utf-8")
    for name in re.findall(r"`(?:kubernetes/)?([\w-]+\.(?:yaml|cfg))`", text):
        assert (DEPLOY / name).exists() or (KUBERNETES / name).exists(), name
    for line in re.findall(r"docker compose (?:run|exec|restart|logs) ([^\n`|]+)", text):
        words = [word for word in shlex.split(line) if not word.startswith("-")]
        assert words[0] in services(), line


def test_settings_named_in_the_example_are_all_the_ones_beyond_one_machine() -> None:
    text = (DEPLOY / "newsbot.env.example").read_text("utf-8")
    assert {"NEWSBOT_ENGINE", "NEWSBOT_ENGINE_TOKEN", "NEWSBOT_STORE"} <= set(re.findall(r"NEWSBOT_\w+", text))
    assert {"engine", "engine_token", "store"} <= BotSettings.model_fields.keys()
    for name in re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose.scale.yaml").read_text("utf-8")):
        assert name in text
