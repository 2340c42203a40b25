"""A PostgreSQL server of the tests' own: on loopback, on a free port, in a folder that goes with it.

What is kept in it is up to the tests; a server that the machine runs already is never touched.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

USER, PASSWORD = "scrs", "a pass/word@with:all%"
QUOTED = "a%20pass%2Fword%40with%3Aall%25"
SECONDS = 30


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which(name) or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), reverse=True)), None
    )
    if found is None:
        message = f"these tests need PostgreSQL: no {name} on the path nor in /usr/lib/postgresql/*/bin"
        raise AssertionError(message)
    return found


def account() -> dict[str, Any]:
    """Return what starts a process as somebody whom PostgreSQL accepts: it refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {each.pw_name: each for each in pwd.getpwall()}
    found = names.get("postgres") or names["nobody"]
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


class Server:
    """A server that can be stopped, killed and started again."""

    def __init__(self) -> None:
        self.who = account()
        self.folder = Path(tempfile.mkdtemp(prefix="scrs-pg-", dir="/tmp"))
        if self.who:
            os.chown(self.folder, self.who["user"], self.who["group"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.running: subprocess.Popen[bytes] | None = None
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run(
            "initdb", "-D", "data", "-U", USER, "--pwfile", "secret", "-A", "scram-sha-256", "-E", "UTF8"
        )

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [program(name), *arguments], cwd=self.folder, check=False, capture_output=True, **self.who
        )
        assert done.returncode == 0, done.stderr.decode()

    def address(self, database: str = "postgres") -> str:
        """Return the address of a database, as a user of scrs writes it."""
        return f"postgresql://{USER}:{QUOTED}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Return a connection for what the tests do themselves, each statement kept at once."""
        options = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD}
        return psycopg.connect(dbname=database, autocommit=True, connect_timeout=5, **options)

    def start(self) -> None:
        """Start, and return when the server answers."""
        log = (self.folder / "log").open("ab")
        with log:
            self.running = subprocess.Popen(
                [
                    program("postgres"),
                    "-D",
                    "data",
                    "-p",
                    str(self.port),
                    "-k",
                    str(self.folder),
                    "-h",
                    "127.0.0.1",
                ],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **self.who,
            )
        self._await_answer()

    def _await_answer(self) -> None:
        end = time.monotonic() + SECONDS
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                ended = self.running is not None and self.running.poll() is not None
                assert not ended, (self.folder / "log").read_text()
                assert time.monotonic() < end, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop at once, closing all connections; by SIGQUIT without a checkpoint, as if power was lost."""
        if self.running is not None:
            self.running.send_signal(how)
            self.running.wait(SECONDS)
            self.running = None

    def remove(self) -> None:
        """Stop without tidying up what is removed next, and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)
