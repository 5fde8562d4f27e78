"""Spans of requests for OpenTelemetry, where there is a collector: the route and how long, not what was asked."""

from typing import Any

from fastapi.telemetry import TelemetryConfig

from app.errors import SettingsError

ASKED = ("url.path", "url.query")
"""What FastAPI notes of an address: words that people typed, places where they stand, links that are secrets."""


def telemetry(collector: str) -> TelemetryConfig:
    """FastAPI's settings: spans of requests are sent to `collector`, as `http://127.0.0.1:4318`; nothing without one.

    The figures are those of Prometheus, the log has its own form. Raises SettingsError where the libraries are missing.
    """
    off: TelemetryConfig = {"auto_configure": False, "metrics": False, "logs": False, "operation_spans": False}
    if not collector:
        return {**off, "tracing": False}
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("SERVICEMAP_TRACES wants more libraries: install servicemap[traces].") from error

    class NothingAsked(SpanProcessor):
        """Takes the address out before anyone reads it: FastAPI has no setting for it."""

        def on_start(self, span: Span, parent_context: Any = None) -> None:
            span.set_attributes(dict.fromkeys(ASKED, ""))

    provider = TracerProvider(resource=Resource.create({"service.name": "servicemap"}))
    provider.add_span_processor(NothingAsked())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{collector.rstrip('/')}/v1/traces")))
    return {**off, "tracing": True, "tracer_provider": provider}
