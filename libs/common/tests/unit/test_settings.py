from pathlib import Path

import pytest
from pydantic import Field, SecretStr

from b9_common.errors import FatalError
from b9_common.redaction import redact
from b9_common.settings import ServiceSettings, SharedSettings, describe, known_names, load


class WorkerSettings(ServiceSettings):
    prefix = "B9_WORKER__"

    batch: int = Field(default=10, ge=1)
    hosts: tuple[str, ...] = ()
    api_key: SecretStr
    dsn: str = ""


KEY = {"B9_WORKER__API_KEY": "swordfish-1"}


def test_a_service_reads_its_own_names_and_types_them() -> None:
    settings = load(
        WorkerSettings, {**KEY, "B9_WORKER__BATCH": "7", "B9_WORKER__HOSTS": '["a","b"]'}
    )

    assert (settings.batch, settings.hosts, settings.health_host) == (7, ("a", "b"), "127.0.0.1")


def test_settings_are_frozen() -> None:
    settings = load(WorkerSettings, KEY)

    with pytest.raises(ValueError, match="frozen"):
        settings.batch = 3


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"B9_WORKER__BACTH": "7"}, "B9_WORKER__BACTH.*nearest known name is B9_WORKER__BATCH"),
        ({"B9_LOG_LEVL": "INFO"}, "B9_LOG_LEVL.*nearest known name is B9_LOG_LEVEL"),
        ({"b9_log_level": "INFO"}, "b9_log_level.*nearest known name is B9_LOG_LEVEL"),
        ({"B9_WORKER__BATCH_FILE": "x"}, "unknown setting B9_WORKER__BATCH_FILE"),
        ({"B9_WORKER__BATCH": "many"}, "B9_WORKER__BATCH: .*integer"),
        ({"B9_WORKER__BATCH": "0"}, "B9_WORKER__BATCH: .*greater"),
        ({"B9_WORKER__HOSTS": "[broken"}, "B9_WORKER__.*hosts"),
    ],
)
def test_a_wrong_name_or_value_is_refused_naming_the_variable(
    environ: dict[str, str], message: str
) -> None:
    with pytest.raises(FatalError, match=message):
        load(WorkerSettings, {**KEY, **environ})


def test_a_missing_required_setting_is_named() -> None:
    with pytest.raises(FatalError, match="B9_WORKER__API_KEY: Field required"):
        load(WorkerSettings, {})


def test_names_of_other_services_and_other_programs_are_left_alone() -> None:
    others = {"B9_OTHER__WHATEVER": "1", "PATH": "/bin", "B99_X": "1"}

    assert load(WorkerSettings, {**KEY, **others}).batch == 10
    assert load(SharedSettings, {**KEY, **others}).log_level == "INFO"


def test_the_shared_list_is_closed() -> None:
    assert {"B9_NATS_URL", "B9_UPSTREAM", "B9_STACK", "B9_TEST_BACKEND"} < known_names(
        SharedSettings
    )
    with pytest.raises(FatalError, match="B9_NEW"):
        load(SharedSettings, {"B9_NEW": "1"})


def test_a_secret_comes_from_a_file_and_never_from_both(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("from-a-file\n")
    environ = {"B9_WORKER__API_KEY_FILE": str(path)}

    assert load(WorkerSettings, environ).api_key.get_secret_value() == "from-a-file"
    with pytest.raises(FatalError, match="both set"):
        load(WorkerSettings, {**KEY, **environ})
    with pytest.raises(FatalError, match=r"B9_WORKER__API_KEY_FILE: .* cannot be read"):
        load(WorkerSettings, {"B9_WORKER__API_KEY_FILE": str(tmp_path / "absent")})


def test_no_secret_shows_in_the_description_nor_in_any_text_afterwards() -> None:
    settings = load(
        WorkerSettings,
        {"B9_WORKER__API_KEY": "swordfish-2", "B9_WORKER__DSN": "postgresql://u:hunter2-pw@h/db"},
    )

    shown = str(describe(settings)) + repr(settings.api_key) + redact("the key is swordfish-2.")

    assert "swordfish-2" not in shown
    assert "hunter2-pw" not in shown
    assert describe(settings)["B9_WORKER__BATCH"] == 10


def test_a_wrong_secret_is_not_repeated_in_the_message() -> None:
    class Strict(ServiceSettings):
        prefix = "B9_STRICT__"
        pin: SecretStr = Field(min_length=50)

    with pytest.raises(FatalError) as caught:
        load(Strict, {"B9_STRICT__PIN": "swordfish-3"})

    assert "swordfish-3" not in str(caught.value)
