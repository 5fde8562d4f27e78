"""`SERVICEMAP_PUBLIC_URL`: what is allowed, what is refused at start, what production asks for."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.errors import SettingsError
from app.main import create_app
from app.settings import Settings
from tests.support.command import command

DATABASE = "postgresql+psycopg:///x"
MALFORMED = [
    "javascript:alert(1)",
    "map.example.gov.cn",
    "//map.example.gov.cn",
    "ftp://map.example.gov.cn",
    "https://",
    "https:///map",
    "https://map.example.gov.cn:0",
    "https://map.example.gov.cn:65536",
    "https://me:secret@map.example.gov.cn",
    "https://secret@map.example.gov.cn/",
    "https://map.example.gov.cn/?secret=1",
    "https://map.example.gov.cn/#secret",
    "https://map.example.gov.cn/a//b",
    "https://map.example.gov.cn/a/../b",
    'https://map.example.gov.cn/"><script>',
    "https://map.example.gov.cn/地图",
    "https://map example.cn",
    "https://地图.example.cn",
    "https://map.example.gov.cn\nhttps://b.example",
]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://map.example.gov.cn", "https://map.example.gov.cn"),
        ("https://map.example.gov.cn/", "https://map.example.gov.cn"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("HTTPS://Map.Example.cn:8443/Map/", "https://map.example.cn:8443/Map"),
        ("https://a.example/~city/service-map_2.0/", "https://a.example/~city/service-map_2.0"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_an_address_is_kept_without_its_last_slash(given: str, kept: str) -> None:
    assert Settings(public_url=given).public_url == kept


@pytest.mark.parametrize("given", MALFORMED)
def test_a_malformed_address_is_refused(given: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Settings(public_url=given)
    said = refusal.value.errors()[0]["msg"]
    assert "http:// or https://, a host name" in said
    assert "secret" not in said


@pytest.mark.parametrize("name", ["serve", "doctor"])
def test_the_commands_name_the_setting_and_not_its_value(tmp_path: Path, name: str) -> None:
    done = command(tmp_path, name, SERVICEMAP_PUBLIC_URL="https://me:secret@map.example.gov.cn", SERVICEMAP_PORT="0")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "public_url" in said.lower()
    assert "Allowed is the address that the public opens" in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_production_needs_the_public_address() -> None:
    settings = Settings(database_url=DATABASE, production=True, map_approval_number="沪S(2026)000号")
    with pytest.raises(SettingsError, match="set SERVICEMAP_PUBLIC_URL"):
        create_app(settings)
    create_app(settings.model_copy(update={"public_url": "https://map.example.gov.cn"}))


def test_doctor_says_what_production_lacks(tmp_path: Path) -> None:
    done = command(tmp_path, "doctor", SERVICEMAP_PRODUCTION="true", SERVICEMAP_MAP_APPROVAL_NUMBER="沪S(2026)000号")
    assert done.returncode == 1
    assert "set SERVICEMAP_PUBLIC_URL" in done.stdout


@pytest.mark.parametrize("named", [True, False])
def test_doctor_says_that_nobody_signs_in_behind_a_proxy_that_is_not_named(tmp_path: Path, named: bool) -> None:
    given = {"SERVICEMAP_PRODUCTION": "true", "SERVICEMAP_MAP_APPROVAL_NUMBER": "沪S(2026)000号"}
    given |= {"SERVICEMAP_PUBLIC_URL": "https://map.example.gov.cn"}
    proxies = {"SERVICEMAP_TRUSTED_PROXIES": '["127.0.0.1"]'} if named else {}
    said = command(tmp_path, "doctor", **given, **proxies).stdout
    assert ("nobody can sign in" in said, "SERVICEMAP_TRUSTED_PROXIES" in said) == (not named, not named)
