"""What the tests of fetching measure and assert: costs of a fetch, and failures with words."""

from __future__ import annotations

import resource
import threading

import psutil  # type: ignore[import-untyped]  # ships no types

from assistant.words import Failed, FailureKind

MB = 1024 * 1024


def failed(got: object, kind: FailureKind, *words: str) -> Failed:
    """Asserts that this is such a failure, with all the words in its reason."""
    assert isinstance(got, Failed), got
    assert got.kind == kind and all(word in got.reason for word in words), got
    return got


class Costs:
    """CPU seconds and memory above the start, by a thread that looks every 5 ms."""

    def __enter__(self) -> Costs:
        self._process = psutil.Process()
        self._start = self._process.memory_info().rss
        self._peak = self._start
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._cpu = resource.getrusage(resource.RUSAGE_SELF)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._stop.wait(0.005):
            self._peak = max(self._peak, self._process.memory_info().rss)

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        now = resource.getrusage(resource.RUSAGE_SELF)
        self.cpu = now.ru_utime + now.ru_stime - self._cpu.ru_utime - self._cpu.ru_stime
        self.mb = (self._peak - self._start) / MB
