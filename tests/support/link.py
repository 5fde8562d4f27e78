"""A link between the application and PostgreSQL that a test can break, as a firewall or a failover does."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import URL, make_url


class Link:
    """Passes bytes on between loopback and a PostgreSQL server; whatever a test says to it holds at once."""

    def __init__(self, server: URL) -> None:
        folder = Path(str(server.query["host"]))
        self._socket = str(folder / f".s.PGSQL.{server.port or server.query.get('port') or 5432}")
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self._signs: tuple[bytes, ...] = ()
        self._passed = False

    def swallow_at(self, *signs: bytes, passed: bool = False) -> None:
        """Swallow everything from when a connection has said all these to the server, one after another.

        `passed`: the server still hears the last one, and its answer is swallowed.
        """
        self._signs, self._passed = signs, passed

    def swallow(self) -> None:
        """From now on connections stay open and nothing is passed on: a black hole."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def pass_on(self) -> None:
        """Pass on again, also what was held."""
        self._loop.call_soon_threadsafe(self._open.set)

    def forget(self) -> None:
        """Connections that are open stay silent for ever, and others are passed on: as after a failover."""

        def silence() -> None:
            for writer in self._writers:
                writer.transport.pause_reading()  # type: ignore[attr-defined]

        self._loop.call_soon_threadsafe(silence)

    def cut(self) -> None:
        """End all connections; new ones are taken."""
        self._loop.call_soon_threadsafe(self._end_all)

    def run(self, started: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(started))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)

    def _end_all(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _serve(self, started: threading.Event) -> None:
        self._ended = asyncio.Event()
        self._open.set()
        async with await asyncio.start_server(self._met, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            started.set()
            await self._ended.wait()
            server.close()
            self._end_all()
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._open.wait()
            there, back = await asyncio.open_unix_connection(self._socket)
            self._writers |= {writer, back}
            try:
                await asyncio.gather(self._pump(reader, back, asks=True), self._pump(there, writer))
            finally:
                self._writers -= {writer, back}
                back.close()
                writer.close()
        except (OSError, asyncio.CancelledError):
            writer.close()
        finally:
            self._tasks.discard(task)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, asks: bool = False) -> None:
        said = 0
        with suppress(OSError):
            while got := await reader.read(65536):
                if asks and self._open.is_set() and said < len(self._signs) and self._signs[said] in got:
                    said += 1
                    if said == len(self._signs):
                        self._open.clear()
                        if self._passed:
                            writer.write(got)
                            continue
                await self._open.wait()
                writer.write(got)
                await writer.drain()
        writer.close()


@contextmanager
def linked(url: str) -> Iterator[tuple[Link, str]]:
    """A link to the database of `url` and the address that leads through it."""
    server = make_url(url)
    link, started = Link(server), threading.Event()
    thread = threading.Thread(target=link.run, args=(started,), daemon=True)
    thread.start()
    assert started.wait(10)
    through = server.set(host="127.0.0.1", port=link.port).difference_update_query(["host", "port"])
    try:
        yield link, through.render_as_string(hide_password=False)
    finally:
        link.stop()
        thread.join(10)
