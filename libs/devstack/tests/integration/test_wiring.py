"""Each process is told what it needs, and no other service's secrets."""

import json
from pathlib import Path

import pytest

from b9_devstack.supervisor.files import StackFolder
from b9_devstack.supervisor.options import SIMULATORS, StackOptions
from b9_devstack.supervisor.service import Service
from b9_devstack.supervisor.setup import build_wiring
from b9_devstack.supervisor.wiring import PREFIXES, Wiring


def wire(folder: Path, options: StackOptions) -> Wiring:
    return build_wiring(StackFolder(folder), options)


def services(wiring: Wiring) -> dict[str, Service]:
    return {service.name: service for service in (*wiring.tools(), *wiring.services())}


def test_every_service_runs_as_often_as_asked_with_a_port_of_its_own(tmp_path: Path) -> None:
    made = services(wire(tmp_path, StackOptions(ingests=2, persisters=3)))
    assert set(made) == {
        "gateway-1",
        "dispatcher-1",
        "instagram-ingest-1",
        "instagram-ingest-2",
        "reddit-ingest-1",
        "media-uploader-1",
        "persister-1",
        "persister-2",
        "persister-3",
        "simulator",
        "reddit-simulator",
        "otlp",
    }
    assert len({service.health_url for service in made.values()}) == len(made)
    assert made["persister-2"].env["B9_INSTANCE"] == "persister-2"


def test_a_service_that_is_left_out_is_not_made(tmp_path: Path) -> None:
    assert set(services(wire(tmp_path, StackOptions(services=("persister",))))) == {"persister-1"}


def test_nobody_is_sent_to_a_receiver_that_is_left_out(tmp_path: Path) -> None:
    without = services(wire(tmp_path, StackOptions(services=("gateway", "persister"))))
    whole = services(wire(tmp_path, StackOptions()))

    assert {service.env["B9_OTLP_URL"] for service in without.values()} == {""}
    receiver = whole["gateway-1"].env["B9_OTLP_URL"]
    assert receiver
    assert whole["otlp"].health_url.startswith(receiver)


def test_no_service_is_given_a_name_under_another_services_prefix(tmp_path: Path) -> None:
    for service in wire(tmp_path, StackOptions()).services():
        own = PREFIXES[service.name.rsplit("-", 1)[0]]
        prefixed = [name for name in service.env if "__" in name]
        assert prefixed
        assert all(name.startswith(own) for name in prefixed)


@pytest.mark.parametrize(
    ("secret", "holders"),
    [
        ("API_TOKEN", set()),
        ("POSTGRES_B9_OWNER", set()),
        ("POSTGRES_B9_GATEWAY", {"gateway-1", "dispatcher-1"}),
        ("POSTGRES_B9_PERSISTER", {"persister-1"}),
        ("S3_SECRET_KEY", {"media-uploader-1"}),
        ("S3_READER_SECRET_KEY", {"gateway-1"}),
        ("MEDIA_SECRET", {"gateway-1"}),
    ],
)
def test_a_secret_is_told_to_those_who_need_it_alone(
    tmp_path: Path, secret: str, holders: set[str]
) -> None:
    wiring = wire(tmp_path, StackOptions())
    value = wiring.secrets[secret]
    told = {
        service.name
        for service in services(wiring).values()
        if any(value in text for text in (*service.env.values(), *service.command().argv))
    }
    assert told == holders


def test_the_guard_lets_through_the_simulators_origin_and_nothing_in_live_mode(
    tmp_path: Path,
) -> None:
    name = "B9_MEDIA_UPLOADER__EXTRA_ORIGINS"
    simulated = wire(tmp_path / "a", StackOptions())
    origins = json.loads(services(simulated)["media-uploader-1"].env[name])
    assert origins == [simulated.url(name) for name in SIMULATORS]
    live = wire(tmp_path / "b", StackOptions(upstream="live", provider_key="k"))
    assert json.loads(services(live)["media-uploader-1"].env[name]) == []
    ingest = services(live)["instagram-ingest-1"].env
    assert ingest["B9_INSTAGRAM_INGEST__PROVIDER_URL"].startswith("https://")
    assert ingest["B9_INSTAGRAM_INGEST__API_KEY"] == "k"


def test_invented_and_real_rows_never_share_a_folder(tmp_path: Path) -> None:
    simulated = wire(tmp_path, StackOptions())
    live = wire(tmp_path, StackOptions(upstream="live"))
    assert simulated.postgres.folder != live.postgres.folder
    assert simulated.s3.folder != live.s3.folder
    assert simulated.nats.folder != live.nats.folder


def test_a_test_may_add_variables_to_one_service(tmp_path: Path) -> None:
    options = StackOptions(env={"persister": {"B9_PERSISTER__BATCH_ROWS": "7"}})
    made = services(wire(tmp_path, options))
    assert made["persister-1"].env["B9_PERSISTER__BATCH_ROWS"] == "7"
    assert "B9_PERSISTER__BATCH_ROWS" not in made["gateway-1"].env
