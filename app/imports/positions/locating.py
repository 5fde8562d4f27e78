"""Positions by address: of a service where one is configured, else of the places that this installation knows.

Services are asked before the import begins, so that no lock waits for them; what they say is kept in the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from app.city import city
from app.errors import ServiceMapError
from app.imports.models import AddressPosition
from app.imports.positions.address_services import DIALECTS, AddressService, AddressServiceError
from app.imports.positions.doors import names_door
from app.imports.positions.gazetteer import Gazetteer
from app.imports.rows.raw_row import RawRow
from app.platforms.record import Record
from app.settings import Settings
from app.store.writing import write_session
from geo.crs import convert

KEPT_FOR = timedelta(days=180)
"""An answer is asked for again after so long."""
KINDS = {"university": "campus", "park": "park"}
"""How well a place of a kind says where something in it lies; all others say the street."""
TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Located:
    """A position in degrees WGS-84, how exact it is, and who says so."""

    lon: float
    lat: float
    precision: str
    by: str
    level: str


@dataclass
class Locator:
    """Finds positions of addresses: first in what a service said, then among the places that are known."""

    gazetteer: Gazetteer
    known: dict[str, Located | None] = field(default_factory=dict)
    stopped: str = ""
    """Why the service gives no more positions; empty where it does."""

    def locate(self, record: Record) -> tuple[Record, Located | None]:
        """The record with a position where it states an address and none; the precision is that of what was found."""
        if record.lon is not None or record.precision is not None or not record.address:
            return record, None
        found = self.known.get(record.address) or self._place(record.address)
        if found is None:
            return record, None
        update = {"lon": round(found.lon, 7), "lat": round(found.lat, 7), "precision": found.precision}
        return record.model_copy(update=update), found

    def _place(self, address: str) -> Located | None:
        place = self.gazetteer.named_in(address)
        if place is None:
            return None
        return Located(place.lon, place.lat, KINDS.get(place.kind, "street"), place.name, place.kind)


def service_of(settings: Settings, client: httpx.Client) -> AddressService | None:
    """The service that is configured. Raises ServiceMapError where it has no key."""
    if not settings.geocoder:
        return None
    key = settings.geocoder_key or (settings.tianditu_key if settings.geocoder == "tianditu" else "")
    if not key:
        raise ServiceMapError("SERVICEMAP_GEOCODER names a service: set SERVICEMAP_GEOCODER_KEY, too.")
    dialect = DIALECTS[settings.geocoder]
    return AddressService(dialect, key, client, settings.geocoder_rate, settings.geocoder_url)


def locator(url: str, rows: Iterable[RawRow], gazetteer: Gazetteer, settings: Settings) -> Locator:
    """Ask the configured service for the addresses of rows without a position, each once."""
    found = Locator(gazetteer)
    with httpx.Client(timeout=TIMEOUT_S, trust_env=False) as client:
        service = service_of(settings, client)
        if service is None:
            return found
        addresses = dict.fromkeys(str(row.values["address"]) for row in rows if _unplaced(row))
        with write_session(url) as connection:
            found.known = _kept(connection, service.dialect.name, list(addresses))
        for address in addresses:
            if address in found.known:
                continue
            try:
                found.known[address] = _ask(url, service, address)
            except AddressServiceError as error:
                found.stopped = str(error)
                break
    return found


def _unplaced(row: RawRow) -> bool:
    stated = row.values
    return bool(stated.get("address")) and not (stated.get("lon") or stated.get("lat") or stated.get("precision"))


def _kept(connection: Connection, service: str, addresses: list[str]) -> dict[str, Located | None]:
    """What the service said of these addresses not long ago."""
    rows = connection.execute(
        select(AddressPosition).where(
            AddressPosition.service == service,
            AddressPosition.address.in_(addresses),
            AddressPosition.looked_up > func.now() - KEPT_FOR,
        )
    ).mappings()
    return {row["address"]: _located(service, **{name: row[name] for name in POSITION}) for row in rows}


POSITION = ("lon", "lat", "precision", "level")


def _located(service: str, lon: float | None, lat: float | None, precision: str | None, level: str) -> Located | None:
    if lon is None or lat is None or precision is None:
        return None
    return Located(lon, lat, precision, service, level)


def _ask(url: str, service: AddressService, address: str) -> Located | None:
    """Ask for one address, and keep what is said of it. Raises AddressServiceError."""
    answer = service.find(address)
    lon = lat = precision = None
    if answer and answer.precision:
        x, y = (float(each) for each in convert(answer.lon, answer.lat, service.dialect.crs, "wgs84"))
        if city().positions.encloses(x, y):
            # An address without a door says a street, however exact the service is.
            exact = answer.precision == "address" and not names_door(address)
            lon, lat, precision = x, y, "street" if exact else answer.precision
    level = answer.level if answer else ""
    said = {"lon": lon, "lat": lat, "precision": precision, "level": level}
    with write_session(url) as connection:
        row = insert(AddressPosition).values(service=service.dialect.name, address=address, **said)
        again = {**said, "looked_up": func.now()}
        connection.execute(row.on_conflict_do_update(index_elements=["service", "address"], set_=again))
    return _located(service.dialect.name, lon, lat, precision, level)
