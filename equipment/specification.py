from typing import Any


def facts(specification: Any) -> list[tuple[str, str]]:
    """The specification in words: `{"measuring_range": "0 to 16 bar"}` is one fact."""
    if not isinstance(specification, dict):
        return []
    return [(_words(name), _shown(value)) for name, value in specification.items()]


def _words(name: str) -> str:
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
