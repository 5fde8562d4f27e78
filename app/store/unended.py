"""Work that several wait for: whoever stops to wait ends it for nobody."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Value = TypeVar("Value")


async def unended(work: Coroutine[Any, Any, Value]) -> Value:
    """What the work gives. It goes on where this is cancelled, and nobody need ask for its error then."""
    task = asyncio.create_task(work)
    task.add_done_callback(known)
    await asyncio.wait({task})
    return task.result()


def known(task: asyncio.Task[Any]) -> None:
    """Where all have left who waited for a task, nobody asks for its error."""
    if not task.cancelled():
        task.exception()
