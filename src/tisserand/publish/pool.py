"""Worker processes for SPARQL: two at work for each role, and a spare one ready.

A worker reads one checkpoint. When a newer one is published, the next query gets a new worker.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tisserand.publish.worker import LENGTHS, send

MEMORY = 2 << 30
"""Largest address space of a worker, in bytes."""

START_TIMEOUT = 30.0
"""Seconds that a worker may take to open its checkpoint."""

Message = tuple[dict[str, Any], bytes]


class DeadlineError(Exception):
    """The worker did not answer in time; it has been killed."""


class WorkerDiedError(Exception):
    """The worker ended without an answer: no memory left, or a query nested too deep."""


class Worker:
    """One worker process, on one checkpoint."""

    def __init__(self, checkpoint: Path, memory: int = MEMORY) -> None:
        self.checkpoint = checkpoint
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "LANG")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tisserand.publish.worker", str(checkpoint), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
        )
        try:
            self._receive(time.monotonic() + START_TIMEOUT)
        except (DeadlineError, WorkerDiedError):
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """Id of the process."""
        return self._process.pid

    def ask(self, header: dict[str, Any], body: bytes) -> Message:
        """Send a query and wait for its answer.

        Raises:
            DeadlineError: no answer after `header["deadline"]` seconds.
            WorkerDiedError: the process ended.
        """
        limit = time.monotonic() + header["deadline"]
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, header, body)
        except OSError as error:
            raise WorkerDiedError from error
        return self._receive(limit)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue

    def _receive(self, limit: float) -> Message:
        header, body = LENGTHS.unpack(self._read(LENGTHS.size, limit))
        return json.loads(self._read(header, limit)), self._read(body, limit)

    def _read(self, size: int, limit: float) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        data = bytearray()
        while len(data) < size:
            remaining = limit - time.monotonic()
            if remaining <= 0 or not select.select([descriptor], [], [], remaining)[0]:
                raise DeadlineError
            piece = os.read(descriptor, min(size - len(data), 1 << 20))
            if not piece:
                raise WorkerDiedError
            data += piece
        return bytes(data)


class WorkerPool:
    """The workers of one role. Safe to use from several threads.

    Args:
        checkpoint: gives the folder of the current checkpoint.
        spares: idle workers kept.
    """

    def __init__(self, checkpoint: Callable[[], Path], spares: int = 2) -> None:
        self._checkpoint = checkpoint
        self._spares = spares
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._closed = False
        self._starting: list[threading.Thread] = []

    def ask(self, header: dict[str, Any], body: bytes) -> Message:
        """Ask a worker on the current checkpoint; one that fails is killed and replaced.

        Raises:
            DeadlineError, WorkerDiedError: see `Worker.ask`.
        """
        worker = self._take()
        try:
            message = worker.ask(header, body)
        except BaseException:
            worker.kill()
            self._start_spare()
            raise
        self._give_back(worker)
        return message

    def close(self) -> None:
        """Kill the idle workers, and those that are being started."""
        with self._lock:
            self._closed = True
            starting = list(self._starting)
        for thread in starting:
            thread.join()
        self._drop(lambda worker: True)

    def _take(self) -> Worker:
        current = self._checkpoint()
        self._drop(lambda worker: worker.checkpoint != current)
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._start(current)

    def _start(self, current: Path) -> Worker:
        """A new worker; its checkpoint may have been replaced since, so try the one after."""
        try:
            return Worker(current)
        except WorkerDiedError:
            return Worker(self._checkpoint())

    def _drop(self, is_stale: Callable[[Worker], bool]) -> None:
        with self._lock:
            dropped = [worker for worker in self._idle if is_stale(worker)]
            self._idle = [worker for worker in self._idle if worker not in dropped]
        for worker in dropped:
            worker.kill()

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            keep = not self._closed and len(self._idle) < self._spares
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.kill()

    def _start_spare(self) -> None:
        thread = threading.Thread(target=self._add_spare, daemon=True)
        with self._lock:
            if self._closed:
                return
            self._starting = [each for each in self._starting if each.is_alive()] + [thread]
            thread.start()

    def _add_spare(self) -> None:
        try:
            worker = self._start(self._checkpoint())
        except (DeadlineError, WorkerDiedError):
            return  # the next query starts its own, and tells why it cannot
        self._give_back(worker)
