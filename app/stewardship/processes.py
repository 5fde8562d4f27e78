"""The processes of this server that work for minutes: on the rows that programs send, and on the files of people.

Checking 100,000 rows takes a processor that readers need here, and a thread cannot be ended.
"""

import asyncio
import logging
import multiprocessing
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from app.errors import DatabaseAwayError
from app.operations.own_folder import OwnFolder
from app.stewardship.task import Task, Why, begin
from app.store.writing import Writer
from app.web.provided import Provided

SAID_EVERY_S = 20.0
"""So often a task that waits says so."""
ASKED_EVERY_S = 0.1
"""So often a process is asked whether it has ended."""
log = logging.getLogger("servicemap")


class Processes:
    """Starts a process for each task, one of a kind at a time; the others wait. They end with this server."""

    def __init__(self, writer: Writer, kinds: Sequence[type[Task]]) -> None:
        # One that has read the program once is copied for each task: to read it takes a second. Neither has anything
        # of this process: no connection, no memory, no thread.
        copied = "forkserver" in multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver") if copied else multiprocessing.get_context("spawn")
        self._context.set_forkserver_preload([kind.__module__ for kind in kinds])
        self._writer = writer
        self._places = {kind: asyncio.Semaphore(1) for kind in kinds}
        self._under_way: set[asyncio.Task[None]] = set()
        self.folder = OwnFolder()

    def start(self, task: Task) -> asyncio.Task[None]:
        """Let a new process work on it as soon as there is a place; what is given ends with it."""
        # It outlives the request that starts it, and the time of its answer.
        under_way = asyncio.create_task(self._do(task), context=Context())
        self._under_way.add(under_way)
        under_way.add_done_callback(self._under_way.discard)
        return under_way

    async def _do(self, task: Task) -> None:
        why: Why | None = "stopped"
        try:
            async with self._place(task):
                why = await self._process(task)
        finally:
            task.forget()
            if why:
                log.warning("%s came to no end: %s", task.key, why)
                await self._say(partial(task.broke, why=why))

    @asynccontextmanager
    async def _place(self, task: Task) -> AsyncIterator[None]:
        """The task's turn; meanwhile it says that it waits."""
        waiting = asyncio.create_task(self._wait(task))
        try:
            await self._places[type(task)].acquire()
        finally:
            waiting.cancel()
        try:
            yield
        finally:
            self._places[type(task)].release()

    async def _wait(self, task: Task) -> None:
        while True:
            await asyncio.sleep(SAID_EVERY_S)
            await self._say(task.waits)

    async def _say(self, said: Callable[[Connection], None]) -> None:
        """Write it down; where the database is away, the time that passes says it."""
        try:
            await self._writer.run(said)
        except DatabaseAwayError:
            log.warning("what became of a task could not be written down", exc_info=True)

    async def _process(self, task: Task) -> Why | None:
        """Run a process to its end; why it came to none."""
        with TemporaryDirectory(prefix="task-", dir=self.folder.path(), ignore_cleanup_errors=True) as folder:
            process = self._context.Process(target=begin, args=(task, Path(folder)), daemon=True, name=task.key)
            # The first one waits until the program is read.
            await asyncio.to_thread(process.start)
            try:
                async with asyncio.timeout(task.SECONDS):
                    # Asked again and again: the loop of Windows cannot watch a process.
                    while process.is_alive():
                        await asyncio.sleep(ASKED_EVERY_S)
            except TimeoutError:
                return "too-long"
            except asyncio.CancelledError:
                # The server stops: `_do` says so.
                return "stopped"
            finally:
                if process.is_alive():
                    process.kill()
                process.join()
            return "ended" if process.exitcode else None

    async def close(self) -> None:
        """End what still runs; nothing of it is stored, and it is said."""
        for under_way in list(self._under_way):
            under_way.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self.folder.close()


processes_of = Provided(Processes)
