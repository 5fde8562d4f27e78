"""The processes that read and load uploads: one at a time, each ended when it takes too long."""

import asyncio
import logging
import os
import sys
from contextlib import suppress

from app.stewardship.uploads import kept
from app.store.writing import Writer
from app.web.provided import Provided

SECONDS = 900.0
PATIENCE_S = 4.0
"""So long does a page wait for a job before it shows how far it is: most files are read by then."""
WORKER = f"{__package__}.worker"
log = logging.getLogger("servicemap")


class UploadJobs:
    """Starts processes, and notes in the database where one came to no end."""

    def __init__(self, url: str, writer: Writer) -> None:
        self._environment = {**os.environ, "DATABASE_URL": url}
        self._writer = writer
        self._place = asyncio.Semaphore(1)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, number: int, run: int) -> None:
        """Begin to work on an upload, and wait a little for its end."""
        task = asyncio.create_task(self._work(number, run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task}, timeout=PATIENCE_S)

    async def _work(self, number: int, run: int) -> None:
        async with self._place:
            why = await self._process(number, run)
        if why:
            log.warning("upload %d: run %d ended: %s", number, run, why)
            await self._writer.run(lambda connection: kept.broke(connection, number, run, why))

    async def _process(self, number: int, run: int) -> str:
        """Run the process to its end; what stopped it where something did."""
        command = (sys.executable, "-m", WORKER, str(number), str(run))
        process = await asyncio.create_subprocess_exec(*command, env=self._environment)
        try:
            async with asyncio.timeout(SECONDS):
                status = await process.wait()
        except TimeoutError:
            return "upload-too-long"
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return "upload-ended" if status else ""

    async def close(self) -> None:
        """End what still runs; nothing of it is stored."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


jobs_of = Provided(UploadJobs)
