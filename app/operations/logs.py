"""What a running server writes to its log: one line an event, as text for a person or as JSON for a machine."""

import logging
import logging.config
from typing import Literal

import structlog

Format = Literal["text", "json"]
SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]


def configure(form: Format, *, access: bool) -> None:
    """Send the lines of the program and of its libraries, from warnings on, to standard error.

    With `access`, the lines of the logger `servicemap.access` are written, too, which are of level INFO. What
    `app.operations.requests` binds (the request's id) stands in every line that is written meanwhile.
    """
    rendered: list[structlog.typing.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        rendered += [structlog.processors.format_exc_info, structlog.processors.EventRenamer("message")]
        rendered += [structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # Rich would print the variables of every frame as well: passwords that were typed, cookies, tokens.
        rendered += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    formatter = structlog.stdlib.ProcessorFormatter(processors=rendered, foreign_pre_chain=SHARED)
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("servicemap.access").setLevel(logging.INFO if access else logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
