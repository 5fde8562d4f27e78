"""Figures of a running server in the words of Prometheus: what was asked, how long it took, what the pool has."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.errors import SettingsError
from app.web.provided import Provided

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 6.0, 10.0, 30.0)
"""Bounds of the classes of durations; 6 is the most that an answer may take."""
Figures = Callable[[], dict[str, float]]


class Metrics:
    """The figures of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "servicemap_requests", "Answers by route and status.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "servicemap_request_seconds",
            "Seconds from a request to the end of its answer, by route.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def watch(self, prefix: str, meaning: str, figures: Figures) -> None:
        """Ask for these figures whenever the metrics are read; each becomes a gauge `servicemap_<prefix>_<name>`."""
        self.registry.register(_Watched(f"servicemap_{prefix}", meaning, figures))

    @contextmanager
    def served(self, address: str) -> Iterator[None]:
        """Answer Prometheus on an address of its own, as `127.0.0.1:9100`, until the block ends; nowhere without one.

        Raises SettingsError where the address cannot be had.
        """
        with _served(self.registry, address):
            yield


@contextmanager
def served_for_all(address: str, folder: str) -> Iterator[None]:
    """Answer Prometheus for several processes that write their figures into `folder` (`PROMETHEUS_MULTIPROC_DIR`).

    Requests and their seconds are those of all; what one process has of its own, as its pool, is not among them.
    Raises SettingsError where the address cannot be had.
    """
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    with _served(registry, address):
        yield


@contextmanager
def _served(registry: CollectorRegistry, address: str) -> Iterator[None]:
    if not address:
        yield
        return
    host, _, port = address.rpartition(":")
    try:
        server, thread = start_http_server(int(port), host.strip("[]"), registry)
    except OSError as error:
        raise SettingsError(f"SERVICEMAP_METRICS: {address} cannot be had ({error.strerror}).") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)


class _Watched(Collector):
    def __init__(self, prefix: str, meaning: str, figures: Figures) -> None:
        self._prefix, self._meaning, self._figures = prefix, meaning, figures

    def collect(self) -> Iterable[Metric]:
        for name, value in self._figures().items():
            yield GaugeMetricFamily(f"{self._prefix}_{name}", self._meaning, value=value)


metrics_of = Provided(Metrics)
