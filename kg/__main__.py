"""`python -m kg` is the `kg` command."""

from kg.interrupts import end_at_interrupts


def start() -> None:
    """Run the command; Ctrl-C ends it quietly from the first moment on."""
    end_at_interrupts()
    from kg.cli import main

    main(prog_name="kg")


if __name__ == "__main__":
    start()
