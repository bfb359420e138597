"""A run as a table: in the terminal, in Markdown, and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.bench.budgets import Measured, Verdict

HEADINGS = ("", "best", "median", "p95", "CPU", "wire KB", "gzip KB", "queries", "db ms", "budget")


@dataclass(frozen=True)
class Row:
    key: str
    line: Measured
    verdicts: Sequence[Verdict]

    def cells(self) -> list[str]:
        spread = self.line.spread
        return [
            self.key,
            *(f"{value:.2f}" for value in (spread.best, spread.median, spread.p95)),
            number(self.line.cpu_ms, 2),
            number(self.line.wire_bytes / 1024, 1),
            number(self.line.gzip_bytes / 1024, 1),
            number(self.line.queries, 0),
            number(self.line.database_ms, 2),
            " · ".join(map(str, self.verdicts)),
        ]


@dataclass(frozen=True)
class Figure:
    """A line that is not a page's time."""

    name: str
    value: str
    verdict: Verdict | None = None

    def cells(self) -> list[str]:
        return [self.name, self.value, str(self.verdict or "")]


@dataclass(frozen=True)
class Report:
    circumstances: dict[str, str]
    rows: Sequence[Row]
    figures: Sequence[Figure]

    @property
    def missed(self) -> int:
        verdicts = [verdict for row in self.rows for verdict in row.verdicts]
        verdicts += [figure.verdict for figure in self.figures if figure.verdict]
        return sum(verdict.excess > 0 for verdict in verdicts)


def number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def as_text(report: Report) -> str:
    parts = [
        "\n".join(f"{name}: {value}" for name, value in report.circumstances.items()),
        columns([HEADINGS, *(row.cells() for row in report.rows)]),
        columns([figure.cells() for figure in report.figures]),
        f"{report.missed} budgets missed",
    ]
    return "\n\n".join(parts)


def columns(table: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(text_line(cells, widths) for cells in table)


def text_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = cells
    padded = [cell.rjust(width) for cell, width in zip(middle, widths[1:-1], strict=True)]
    return "  ".join([first.ljust(widths[0]), *padded, last]).rstrip()


def as_markdown(report: Report) -> str:
    parts = [
        "\n".join(f"- {name}: {value}" for name, value in report.circumstances.items()),
        markdown_table(HEADINGS, [row.cells() for row in report.rows]),
        markdown_table(("", "value", "budget"), [figure.cells() for figure in report.figures]),
        f"Budgets missed: {report.missed}.",
    ]
    return "\n\n".join(parts) + "\n"


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(headings) - 2), "---"]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (headings, rule, *rows))


def as_json(report: Report) -> dict[str, object]:
    return {
        "circumstances": report.circumstances,
        "lines": {row.key: asdict(row.line) | {"page": None} for row in report.rows},
        "budgets": {row.key: [asdict(verdict) for verdict in row.verdicts] for row in report.rows},
        "figures": [asdict(figure) for figure in report.figures],
    }
