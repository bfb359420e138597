import contextlib


def say(text: str) -> None:
    """The terminal may be gone while we still clean up."""
    with contextlib.suppress(OSError):
        print(text, flush=True)
