"""All settings, from the environment: `DATABASE_URL`, `PORT`-like ones with the prefix `SERVICEMAP_`."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, AwareDatetime, BaseModel, Field, HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import SettingsError
from app.host_entry import host_entry
from app.public_url import site_address

CLAIM = re.compile(r"[A-Za-z][A-Za-z0-9_.:/-]{0,99}", re.ASCII)
RATE = re.compile(r"[1-9]\d{0,8}/(second|minute|hour)", re.ASCII)


def network(text: str) -> str:
    """An address or a network of addresses in its one way of writing. Raises ValueError for what is neither."""
    return str(ip_network(text.strip(), strict=False))


def listening(text: str) -> str:
    """An address to listen on, as `127.0.0.1:9100` or `[::1]:9100`. Raises ValueError for what is none."""
    host, _, port = text.rpartition(":")
    if text and not (port.isdecimal() and 0 < int(port) < 65536 and ip_address(host.strip("[]"))):
        raise ValueError("write an IP address and a port, as 127.0.0.1:9100")
    return text


def rate(text: str) -> str:
    """So many requests in a while, as `600/minute`; empty for no limit. Raises ValueError for what is none."""
    if text and not RATE.fullmatch(text):
        raise ValueError("write a number and second, minute or hour, as 600/minute")
    return text


def loopback_host(host: str | None) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def issuer(text: str) -> str:
    """The address of a provider of OpenID Connect, exactly as it names itself.

    Raises ValueError for one without https, unless it is on this machine.
    """
    parts = urlsplit(text)
    safe = parts.scheme == "https" or (parts.scheme == "http" and loopback_host(parts.hostname))
    if text and not (safe and parts.hostname and not parts.query and not parts.fragment and "@" not in parts.netloc):
        raise ValueError("write the provider's address as it names itself: https://, without user, query and fragment")
    return text


def naming_claim(text: str) -> str:
    """The claim by which the provider names people for ever. Raises ValueError for an e-mail, which people change."""
    if not CLAIM.fullmatch(text) or text in ("email", "preferred_username", "name"):
        raise ValueError("write a claim that never changes and is never given to another person, as sub")
    return text


class TileSource(BaseModel):
    """A base layer that an operator configures; the server relays it, so its key never leaves the server.

    `url` has `{z}`, `{x}`, `{y}` and optionally `{s}` and `{key}`; `overlay_url` is a second layer of labels.
    """

    name: str = Field(pattern=r"^[a-z0-9-]{1,32}$")
    label_zh: str
    label_en: str
    url: str
    overlay_url: str | None = None
    subdomains: list[str] = []
    key: str = ""
    attribution: str
    approval_number: str
    max_zoom: int = Field(default=18, ge=1, le=22)


class Settings(BaseSettings):
    """Every setting has a row in `docs/settings.md` and in its Chinese twin."""

    model_config = SettingsConfigDict(env_prefix="SERVICEMAP_", extra="ignore")

    database_url: str = Field(default="", validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1, le=64)
    production: bool = False
    public_url: Annotated[str, AfterValidator(site_address)] = ""
    trusted_proxies: list[Annotated[str, AfterValidator(network)]] = []
    rate_limit: Annotated[str, AfterValidator(rate)] = ""
    access_log: bool = False
    log_format: Literal["text", "json"] = "text"
    metrics: Annotated[str, AfterValidator(listening)] = ""
    traces: str = Field(default="", pattern=r"^(https?://[^\s?#]+)?$")
    pool_size: int = Field(default=4, ge=1, le=100)
    pool_timeout: float = Field(default=4.0, gt=0)
    statement_timeout: float = Field(default=5.0, gt=0)

    map_approval_number: str = ""
    survey_qualification: str = ""
    tianditu_key: str = ""
    tianditu_layers: list[Literal["vec", "img"]] = ["vec"]
    tianditu_approval_number: str = ""
    geocoder: Literal["", "tianditu", "amap"] = ""
    geocoder_key: str = ""
    geocoder_url: str = ""
    geocoder_rate: float = Field(default=3.0, gt=0, le=100)
    base_layers: list[TileSource] = []
    tile_timeout: float = Field(default=4.0, gt=0)
    routing_service: Literal["osrm", "valhalla", "amap"] | None = None
    routing_url: str = Field(default="", pattern=r"^(https?://[^\s?#]+)?$")
    routing_key: str = ""
    routing_source: str = ""
    routing_timeout: float = Field(default=3.0, gt=0, le=10)
    answer_cache_bytes: int = Field(default=32 * 1024 * 1024, ge=0)
    tile_cache_bytes: int = Field(default=64 * 1024 * 1024, ge=0)

    oidc_issuer: Annotated[str, AfterValidator(issuer)] = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_client_secret_file: Path | None = None
    oidc_label_zh: str = "统一身份认证"
    oidc_label_en: str = "single sign-on"
    oidc_claim: Annotated[str, AfterValidator(naming_claim)] = "sub"
    oidc_link_by_email: bool = False
    oidc_timeout: float = Field(default=5.0, gt=0, le=30)

    publishing_url: str = ""
    two_persons: bool = True
    stale_days: int = Field(default=180, ge=1)
    log_days: int = Field(default=365, ge=180)
    collect_file: Path | None = None
    collect_loopback: bool = False
    history_digest: Literal["sha256", "sm3"] = "sha256"

    count_searches: bool = True
    embed_hosts: list[Annotated[str, AfterValidator(host_entry)]] = []

    site_name_zh: str = "概念验证平台服务地图"
    site_name_en: str = "Proof-of-Concept Service Map"
    site_id_code: str = ""
    organiser: str = ""
    data_licence: str = "CC BY 4.0"
    icp_number: str = ""
    police_record_number: str = ""
    police_record_url: HttpUrl | None = None
    party_mark_url: HttpUrl | None = None
    report_error_url: HttpUrl | None = None
    security_contact: str = Field(default="", pattern=r"^((mailto:|https://|tel:)\S+)?$")
    security_expires: AwareDatetime | None = None
    correction_url: str = ""

    def oidc_secret(self) -> str:
        """The secret that the provider gave this site. Raises SettingsError where its file cannot be read."""
        if self.oidc_client_secret_file is None:
            return self.oidc_client_secret
        try:
            return self.oidc_client_secret_file.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"SERVICEMAP_OIDC_CLIENT_SECRET_FILE: {self.oidc_client_secret_file} cannot be read. "
                "Name a file that the server may read and nobody else."
            ) from error

    def missing(self) -> list[str]:
        """What is needed, in production or beside another setting, and is not set: a sentence each."""
        expiry = "A contact for weaknesses is given until a date (RFC 9116): set SERVICEMAP_SECURITY_EXPIRES."
        undated = [expiry] if self.security_contact and self.security_expires is None else []
        if self.routing_service and not (self.routing_url and self.routing_source):
            undated.append(
                "A routing service needs its address and how it is named: "
                "set SERVICEMAP_ROUTING_URL and SERVICEMAP_ROUTING_SOURCE."
            )
        if self.oidc_issuer and not self.oidc_client_id:
            undated.append("The provider needs to know this site: set SERVICEMAP_OIDC_CLIENT_ID.")
        if not self.production:
            return undated
        approval = "In production the map approval number (审图号) must be shown: set SERVICEMAP_MAP_APPROVAL_NUMBER."
        address = "In production links need the address that the public opens: set SERVICEMAP_PUBLIC_URL."
        needed = {approval: self.map_approval_number, address: self.public_url}
        return [*undated, *(sentence for sentence, value in needed.items() if not value)]
