"""Figures of a run, printed as one table when it has ended."""

ROWS: list[tuple[str, str]] = []


def tell(name: str, **figures: object) -> None:
    said = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
    ROWS.append((name, said))


def as_table() -> str:
    return "\n".join(["| What | Figures |", "|---|---|", *(f"| {a} | {b} |" for a, b in ROWS)])
