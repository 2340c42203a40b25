"""A Dask cluster as executor: the same contract, the same results, other machines' processors.

Needs the extra `cluster`. Dask starts lost work again by itself; a worker whose versions differ from
ours is refused, because its results might.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.batch.executors import AHEAD
from sim.batch.storing import versions
from sim.errors import BadInput, Place, WorkerLost

try:
    import distributed
except ImportError:  # the extra is not installed: told when a cluster is asked for
    distributed = None

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

PATIENCE = "20s"
"""How long to wait for the scheduler to answer, and for a first worker."""
TRIES = 5
"""How often workers are asked for their versions, where some end meanwhile."""


@dataclass(frozen=True)
class Cluster:
    """Hands pieces to the workers of a Dask cluster.

    `address`: of its scheduler, such as `tcp://10.0.0.1:8786`, or the path of a scheduler file.
    """

    address: str

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Generator[Result, None, None]:
        """Yield the results; see `Executor`.

        Raises: `BadInput` if there is no such cluster or its versions differ; `WorkerLost`.
        """
        with self._client() as client:
            workers = _checked(client, self.address)
            held = client.submit(_same, shared, pure=False)  # computed again if its worker is lost
            waiting: deque[Any] = deque()
            try:
                for each in pieces:
                    waiting.append(client.submit(work, held, each, pure=False))
                    if len(waiting) >= AHEAD * workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except distributed.KilledWorker as error:
                raise WorkerLost(workers) from error
            finally:
                client.cancel(list(waiting))

    @contextmanager
    def _client(self) -> Iterator[Any]:
        if distributed is None:
            raise _refused(
                self.address, "dask.distributed is not installed", allowed="pip install scrs[cluster]"
            )
        is_file = "://" not in self.address
        if is_file and not Path(self.address).is_file():
            allowed = "tcp://HOST:PORT or the path of a scheduler file"
            raise _refused(self.address, "there is no such scheduler file", allowed=allowed)
        where = {"scheduler_file": self.address} if is_file else {"address": self.address}
        try:
            client = distributed.Client(**where, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _refused(self.address, f"no scheduler answers: {error}") from error
        with client:
            yield client


def _checked(client: Any, address: str) -> int:
    """Return the threads that work, or refuse a cluster that has none or is not like us."""
    mine = versions()
    for worker, theirs in _versions(client, address).items():
        other = [each for each in mine if theirs.get(each) != mine[each]]
        if other:
            told = ", ".join(f"{each} {theirs.get(each)} (here {mine[each]})" for each in other)
            raise _refused(address, f"worker {worker} has {told}")
    return sum(client.nthreads().values())


def _versions(client: Any, address: str) -> dict[str, dict[str, str]]:
    """Return the versions of all workers; the cluster replaces one that ends while it is asked."""
    for _ in range(TRIES):
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise _refused(address, "the cluster has no worker") from None
        found: dict[str, Any] = client.run(versions, on_error="return")
        if found and all(isinstance(each, dict) for each in found.values()):
            return found
    raise _refused(address, "its workers end while they are asked for their versions")


def _same(shared: Shared) -> Shared:
    return shared


def _refused(address: str, message: str, *, allowed: str = "") -> BadInput:
    return BadInput([Place("--cluster").finding(f"{address}: {message}", allowed=allowed)])
