"""compose.yaml is valid, tells each process what it needs, and tells nobody more."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from tests.support.compose import (
    DEPLOY,
    ELSEWHERE,
    EXAMPLES,
    NODES,
    OVERLAY,
    ROOT,
    compose,
    config,
    example,
    stages,
    suggested,
    values,
    variables,
)

from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.settings import GatewaySettings
from b9_common.settings import FILE_SUFFIX, ServiceSettings, SharedSettings, known_names, load
from b9_devstack.supervisor.wiring import LIVE_HOST
from b9_instagram_ingest.settings import Settings as InstagramSettings
from b9_media_uploader.settings import Settings as UploaderSettings
from b9_persister.settings import Settings as PersisterSettings
from b9_reddit_ingest.settings import Settings as RedditSettings

SETTINGS: dict[str, type[ServiceSettings]] = {
    "gateway": GatewaySettings,
    "dispatcher": DispatcherSettings,
    "instagram-ingest": InstagramSettings,
    "reddit-ingest": RedditSettings,
    "media-uploader": UploaderSettings,
    "persister": PersisterSettings,
}
SERVERS = {"nats", "postgres", "s3", "jaeger"}
JOBS = {"topology", "migrate", "roles"}
MIB = 1024**2
# What a node has, less what its system needs.
ROOM = {"gateway": 2_048 * MIB * 0.85, "io": 8_192 * MIB * 0.85, "cpu": 8_192 * MIB * 0.85}
OF_NODE = {"gateway": "gateway", "io": "io,s3", "cpu": "cpu,postgres"}
# Who holds a secret, and nobody else.
HOLDERS = {
    "API_TOKEN": {"gateway"},
    "NATS_PASSWORD": {*SETTINGS, "nats", "topology"},
    "POSTGRES_B9_OWNER": {"postgres", "migrate", "roles"},
    "POSTGRES_B9_GATEWAY": {"gateway", "dispatcher", "roles"},
    "POSTGRES_B9_PERSISTER": {"persister", "roles"},
    "POSTGRES_B9_READER": {"roles"},
    "RAPIDAPI_KEY": {"instagram-ingest"},
    "REDDIT_CLIENT_ID": {"reddit-ingest"},
    "REDDIT_CLIENT_SECRET": {"reddit-ingest"},
    "S3_ACCESS_KEY": {"media-uploader", "s3"},
    "S3_SECRET_KEY": {"media-uploader", "s3"},
    "S3_READER_ACCESS_KEY": {"s3"},
    "S3_READER_SECRET_KEY": {"s3"},
}
ONLY_ON = {"database": {"gateway", "dispatcher", "persister", "postgres", "migrate", "roles"}}
ONLY_ON["objects"] = {"media-uploader", "s3"}
ONLY_ON["front"] = {"gateway"}


def services(profiles: str = "all") -> dict[str, Any]:
    found: dict[str, Any] = config(profiles)["services"]
    return found


def told(name: str) -> dict[str, str]:
    """The environment of a container of service *name*: its image's, then its own."""
    service = services()[name]
    image = stages(ROOT / service["build"]["dockerfile"])[-1].env
    return {**image, "B9_GIT_SHA": "unknown", "B9_INSTANCE": "0a1b2c", **service["environment"]}


def known_to(name: str) -> frozenset[str]:
    return known_names(SETTINGS[name]) | known_names(SharedSettings)


def test_everything_is_in_the_profile_all_and_nothing_starts_without_one() -> None:
    assert services().keys() == SETTINGS.keys() | SERVERS | JOBS
    assert config("none")["services"] == {}


@pytest.mark.parametrize("name", SETTINGS)
def test_each_service_is_told_all_it_requires_and_no_name_it_does_not_know(name: str) -> None:
    given = {key for key in told(name) if key.startswith("B9_")}
    unknown = given - known_to(name)
    if name in {"gateway", "dispatcher"}:  # one image, which names the ports of both
        unknown -= stages(ROOT / "services/api/Dockerfile")[-1].env.keys()
    assert unknown == set()
    fields = SETTINGS[name].model_fields.items()
    required = {SETTINGS[name].prefix + key.upper() for key, one in fields if one.is_required()}
    assert {key for key in required if not {key, key + FILE_SUFFIX} & given} == set()


@pytest.mark.parametrize("name", SETTINGS)
def test_each_service_accepts_what_it_is_told(name: str) -> None:
    shared = load(SharedSettings, told(name))
    assert shared.upstream == "live"
    assert shared.otlp_url == "http://jaeger:4318"
    assert load(SETTINGS[name], told(name)) is not None


def test_the_gateway_believes_a_proxy_that_comes_by_the_engines_own_network() -> None:
    trusted = load(GatewaySettings, told("gateway")).trusted_proxies

    assert any(ip_address("172.18.0.1") in network for network in trusted)
    assert not any(ip_address("198.51.100.1") in network for network in trusted)


def test_topology_accepts_what_it_is_told() -> None:
    assert "@nats:4222" in load(SharedSettings, told("topology")).nats_url


@pytest.mark.parametrize("name", sorted(HOLDERS))
def test_a_secret_is_held_by_those_who_need_it_and_by_nobody_else(name: str) -> None:
    value = values()[name]
    holders = {
        service
        for service, one in services().items()
        if any(value in (text or "") for text in one.get("environment", {}).values())
    }
    assert holders == HOLDERS[name]
    assert value not in str([one.get("command") for one in services().values()])


def test_every_required_variable_is_a_secret_whose_holders_are_known() -> None:
    assert values().keys() == HOLDERS.keys()


@pytest.mark.parametrize("name", sorted(HOLDERS))
def test_compose_refuses_to_start_anything_without_a_secret(name: str) -> None:
    env = {**values(), name: "", "COMPOSE_PROFILES": "all"}
    with pytest.raises(AssertionError, match=f"required variable {name} is missing"):
        compose("config", "--quiet", env=env)


def test_no_secret_stands_in_any_file() -> None:
    for name in EXAMPLES:
        given = example(name)
        assert {key: given[key] for key in HOLDERS if given[key] not in {"", ELSEWHERE}} == {}
        assert suggested(name).keys() & HOLDERS.keys() == set()
    assert [one for one in variables().values() if one.required and one.default] == []
    # Whatever is called a password, key, secret or token gets its value from a variable.
    named = re.compile(r"^\s*-?\s*[\"']?\w*(?:PASSWORD|SECRET|TOKEN|KEY)\w*[\"']?\s*[:=]\s*(\S.*)$")
    texts = [ROOT / "compose.yaml", ROOT / OVERLAY, *ROOT.glob("services/*/Dockerfile")]
    lines = [line for path in texts for line in path.read_text(encoding="utf-8").splitlines()]
    found = [match[1] for line in lines if (match := named.match(line))]
    assert len(found) >= len(HOLDERS)
    assert [one for one in found if not re.match(r"^[\"']*\$\{\w+:\?[^}]+\}[\"']*$", one)] == []


def test_the_example_of_one_machine_names_every_variable_with_its_default() -> None:
    assert example("all").keys() == values().keys() | {"COMPOSE_PROFILES"}
    assert example("all")["COMPOSE_PROFILES"] == "all"
    # What defaults to another variable is shown empty.
    plain = {one.name: one.default for one in variables().values() if not one.required}
    assert suggested("all") == {
        key: "" if "${" in default else default for key, default in plain.items()
    }


@pytest.mark.parametrize("node", NODES)
def test_the_example_of_a_node_asks_for_its_own_secrets_and_no_others(node: str) -> None:
    given = example(node)
    assert given["COMPOSE_PROFILES"] == OF_NODE[node]
    used = str(services(OF_NODE[node]))
    needed = {name for name, value in values().items() if value in used}
    assert {name for name in values() if given[name] != ELSEWHERE} == needed


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_filled_in_is_valid(name: str) -> None:
    given = {key: value or f"Given0{key}" for key, value in example(name).items()}
    if "PRIVATE_ADDRESS" in given:
        given["PRIVATE_ADDRESS"] = "10.1.2.3"
    compose("config", "--quiet", env=given)


def test_only_the_gateway_is_published_and_on_loopback() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert published.keys() == {"gateway"}
    (port,) = published["gateway"]
    assert (port["host_ip"], port["target"]) == ("127.0.0.1", 10_000)
    assert {one.get("network_mode") for one in services().values()} == {None}


@pytest.mark.parametrize("node", NODES)
def test_a_node_publishes_its_servers_on_its_private_address_alone(node: str) -> None:
    found = config(OF_NODE[node], files=("compose.yaml", OVERLAY))["services"]
    servers = {name: one["ports"] for name, one in found.items() if "ports" in one}
    servers.pop("gateway", None)
    expected = {"gateway": set(), "io": {"nats", "s3"}, "cpu": {"postgres", "jaeger"}}[node]
    assert servers.keys() == expected
    assert all(ip_address(port["host_ip"]).is_private for all_ in servers.values() for port in all_)


def test_all_services_run_on_exactly_one_node() -> None:
    of_nodes = [services(profiles) for profiles in OF_NODE.values()]
    assert sum(len(found) for found in of_nodes) == len(services())
    assert {name for found in of_nodes for name in found} == services().keys()


@pytest.mark.parametrize("node", NODES)
def test_what_runs_on_a_node_fits_into_it(node: str) -> None:
    limits = {
        name: int(one["deploy"]["resources"]["limits"]["memory"])
        for name, one in services(OF_NODE[node]).items()
        if name not in JOBS
    }
    assert 0 < sum(limits.values()) <= ROOM[node], limits


def test_who_may_speak_to_whom() -> None:
    for network, members in ONLY_ON.items():
        assert {name for name, one in services().items() if network in one["networks"]} == members


@pytest.mark.parametrize("name", [*SETTINGS, *sorted(SERVERS | JOBS)])
def test_every_container_is_confined_bounded_and_keeps_little_log(name: str) -> None:
    one = services()[name]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["logging"]["options"].keys() == {"max-size", "max-file"}
    limits = one["deploy"]["resources"]["limits"]
    assert limits.keys() == {"memory", "pids"}
    assert not one.get("privileged")
    assert "container_name" not in one, "so that there may be several"


@pytest.mark.parametrize("name", [*SETTINGS, *sorted(SERVERS)])
def test_what_runs_for_long_is_started_again_and_has_time_to_end(name: str) -> None:
    one = services()[name]
    assert one["restart"] == "unless-stopped"
    assert seconds(one["stop_grace_period"]) > 10


@pytest.mark.parametrize("name", sorted(JOBS))
def test_a_job_ends_and_is_waited_for(name: str) -> None:
    one = services()[name]
    assert one["restart"] == "no"
    assert one["healthcheck"]["disable"] is True
    waiting = [
        other["depends_on"][name]["condition"]
        for other in services().values()
        if name in other.get("depends_on", {})
    ]
    assert waiting
    assert set(waiting) == {"service_completed_successfully"}


def test_servers_are_asked_how_they_are_and_waited_for() -> None:
    for name in SERVERS:
        assert services()[name]["healthcheck"]["test"][0] == "CMD", "no shell in between"
    for one in services().values():
        conditions = {key: dep["condition"] for key, dep in one.get("depends_on", {}).items()}
        assert {conditions[key] for key in conditions.keys() & SERVERS} <= {"service_healthy"}


def test_a_service_waits_only_for_what_its_node_may_lack() -> None:
    for name in SETTINGS:
        depends = services()[name].get("depends_on", {})
        assert [key for key, one in depends.items() if one["required"]] == []


def test_more_settings_may_be_given_in_a_file_that_need_not_exist() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for name in SETTINGS:
        assert f"path: deploy/settings/{name}.env, required: false" in text


def test_files_that_are_mounted_exist() -> None:
    for one in config()["configs"].values():
        assert Path(one["file"]).parent == DEPLOY
        assert Path(one["file"]).is_file()


def test_the_provider_is_the_one_of_a_live_stack() -> None:
    assert told("instagram-ingest")["B9_INSTAGRAM_INGEST__PROVIDER_HOST"] == LIVE_HOST


def test_a_misspelt_variable_of_a_service_is_found() -> None:
    assert "B9_PERSISTER__POOLSIZE" not in known_to("persister")


def seconds(text: str) -> float:
    """Of a duration as Compose prints it: ``1m0s``."""
    return sum(float(n) * {"m": 60, "s": 1}[unit] for n, unit in re.findall(r"([\d.]+)(m|s)", text))
