"""The front door of the `scrs` command: verbs are loaded when it runs, not when a worker looks back at it."""


def main() -> None:
    """Run the command line."""
    from dashboards.cli import main as run  # noqa: PLC0415  worker processes import this module, and need no verbs

    run()


if __name__ == "__main__":
    main()
