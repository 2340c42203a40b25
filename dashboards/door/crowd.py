"""How many pages are open before one server. Who is turned away when there is no room is `door.guarding`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Crowd:
    """The pages that are open. Counted in the server's one thread, read by all."""

    open: int = 0
