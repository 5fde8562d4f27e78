"""Services that give the position of an address: Tianditu and AMap, each as its public documentation describes it.

Neither was reached when this was written; the tests answer in their place. AMap gives GCJ-02, Tianditu CGCS2000.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
import stamina

from app.city import city
from app.errors import ServiceMapError
from geo.datum import Crs

TRIES = 4
NOT_SURE = 60
"""Tianditu's score, of 100, below which it is not sure."""
LEVELS: Mapping[str, str | None] = {
    **dict.fromkeys(("门牌号", "门址", "单元号", "楼栋号", "兴趣点"), "address"),
    **dict.fromkeys(
        ("道路", "道路交叉路口", "村庄", "热点商圈", "公交地铁站点", "公交站台、地铁站", "地名地址"), "street"
    ),
    **dict.fromkeys(("乡镇", "街道", "乡镇街道"), "street"),
    "开发区": "park",
    "区县": "district",
}
"""The precision of each level of the services; any other one says too little to stand on a map."""


class AddressServiceError(ServiceMapError):
    """The service gives no more positions: the key is refused, the quota is used up, or it does not answer."""


class BusyError(Exception):
    """The service wants to be asked later."""


@dataclass(frozen=True)
class Found:
    """What a service says: a position in its datum, and its own word for how exact that is."""

    lon: float
    lat: float
    level: str

    @property
    def precision(self) -> str | None:
        return LEVELS.get(self.level)


class Dialect(Protocol):
    """How one service is asked, and what its answers mean."""

    name: str
    crs: Crs
    url: str

    def parameters(self, address: str, key: str) -> dict[str, str]: ...

    def read(self, answer: Any) -> Found | None:
        """The position of an answer; None where it knows none. Raises AddressServiceError, BusyError."""
        ...


class AMap:
    """The web service of AMap (高德), v3/geocode/geo."""

    name = "amap"
    crs: Crs = "gcj02"
    url = "https://restapi.amap.com/v3/geocode/geo"
    busy = ("10004", "10014", "10015", "10019", "10020", "10021")
    """Too many requests in a second or minute."""

    def parameters(self, address: str, key: str) -> dict[str, str]:
        return {"address": address, "city": f"{city().district_prefix}000", "output": "JSON", "key": key}

    def read(self, answer: Any) -> Found | None:
        code = str(answer.get("infocode", ""))
        if code in self.busy:
            raise BusyError
        if str(answer.get("status")) != "1":
            raise AddressServiceError(f"AMap refuses: {answer.get('info', 'no reason')} ({code}).")
        found = (answer.get("geocodes") or [None])[0]
        if not found or "," not in str(found.get("location")):
            return None
        lon, lat = (float(each) for each in found["location"].split(","))
        return Found(lon, lat, str(found.get("level", "")))


class Tianditu:
    """The geocoder of Tianditu (天地图)."""

    name = "tianditu"
    crs: Crs = "cgcs2000"
    url = "https://api.tianditu.gov.cn/geocoder"

    def parameters(self, address: str, key: str) -> dict[str, str]:
        return {"ds": json.dumps({"keyWord": address}, ensure_ascii=False), "tk": key}

    def read(self, answer: Any) -> Found | None:
        if str(answer.get("status")) != "0":
            if str(answer.get("status")) == "404":
                return None
            raise AddressServiceError(f"Tianditu refuses: {answer.get('msg', 'no reason')}.")
        place = answer.get("location") or {}
        if not place.get("lon") or float(place.get("score", 100)) < NOT_SURE:
            return None
        return Found(float(place["lon"]), float(place["lat"]), str(place.get("level", "")))


DIALECTS: Mapping[str, Dialect] = {"amap": AMap(), "tianditu": Tianditu()}


@dataclass
class AddressService:
    """One service with its key, asked at most `rate` times a second."""

    dialect: Dialect
    key: str
    client: httpx.Client
    rate: float = 3.0
    url: str = ""
    _next: float = field(default=0.0, init=False)

    def find(self, address: str) -> Found | None:
        """The position of an address in the service's datum. Raises AddressServiceError."""
        try:
            for attempt in stamina.retry_context(
                on=(httpx.TransportError, BusyError), attempts=TRIES, timeout=30, wait_initial=0.5, wait_max=8
            ):
                with attempt:
                    return self.dialect.read(self._asked(address))
        except BusyError:
            raise AddressServiceError(f"{self.dialect.name} is asked too often: say it again later.") from None
        except httpx.HTTPError as error:
            # The address of the request holds the key, so nothing of it is repeated.
            raise AddressServiceError(f"{self.dialect.name} does not answer ({type(error).__name__}).") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise AddressServiceError(f"{self.dialect.name} answers in a way that is not understood.") from None
        return None

    def _asked(self, address: str) -> Any:
        wait = self._next - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._next = time.monotonic() + 1 / self.rate
        answer = self.client.get(self.url or self.dialect.url, params=self.dialect.parameters(address, self.key))
        if answer.status_code == 429 or answer.status_code >= 500:
            raise BusyError
        answer.raise_for_status()
        return answer.json()
