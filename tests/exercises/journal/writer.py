"""What a process does that writes to a journal until it is done or killed, and tells what was kept.

Run by `runpy` with `ADDRESS`, `NAME`, `COMMANDS` and `LINE`, the connection to who started it. For each
number it writes one command of its own and one that other writers write too.
"""

from exercises.journal import Draft, open_journal

PARTS = 3


def write(address, name, commands, line):
    """Write to exercise `x`, from when a word comes down the line."""
    journal = open_journal(address)
    line.send("open")
    line.recv()
    for number in range(commands):
        for operation in (f"{name}-{number}", f"shared-{number}"):
            drafts = [
                Draft(
                    kind="reply.sent", actor=name, role="player", wall=float(number), payload={"part": part}
                )
                for part in range(PARTS)
            ]
            line.send((operation, journal.append("x", operation, drafts).new))
    line.close()


if __name__ == "__main__":
    write(ADDRESS, NAME, COMMANDS, LINE)  # noqa: F821  who runs this gives them
