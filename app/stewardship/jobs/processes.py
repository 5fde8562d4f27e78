"""The processes that work on jobs for this server; they end with it."""

import asyncio
import multiprocessing
from multiprocessing.process import BaseProcess

from app.stewardship.jobs.work import Order, work
from app.web.provided import Provided

ENDS_IN_S = 5.0


class JobProcesses:
    """Starts a process for each job: checking 100,000 rows takes a processor for minutes, which readers need here."""

    def __init__(self) -> None:
        # One that has read the program once is copied for each job: to read it takes seconds.
        copied = "forkserver" in multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver") if copied else multiprocessing.get_context("spawn")
        self._context.set_forkserver_preload([work.__module__])
        self._living: set[BaseProcess] = set()
        self._watching: set[asyncio.Task[None]] = set()

    def start(self, order: Order) -> None:
        """Let a new process work on a job."""
        process = self._context.Process(target=work, args=(order,), daemon=True, name=f"servicemap-job-{order.number}")
        process.start()
        self._living.add(process)
        task = asyncio.create_task(self._watch(process, order))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def _watch(self, process: BaseProcess, order: Order) -> None:
        await asyncio.to_thread(process.join)
        self._living.discard(process)
        # It deletes the file itself, unless it was killed.
        order.path.unlink(missing_ok=True)

    def close(self) -> None:
        """End what is still worked on: the database takes it back, and the job says so."""
        for process in self._living:
            process.terminate()
        for process in list(self._living):
            process.join(ENDS_IN_S)


job_processes_of = Provided(JobProcesses)
