from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Volumes:
    """How much of everything. `largest` and `most_branches`: of the largest company."""

    companies: int
    branches: int
    most_branches: int
    contacts: int
    instruments: int
    largest: int
    staff: int
    clients: int
    activity: int
    jobs: int
    certificates: int
    quotes: int
    tasks: int


SCALES = {
    "small": Volumes(
        companies=200,
        branches=500,
        most_branches=24,
        contacts=1_000,
        instruments=5_000,
        largest=900,
        staff=40,
        clients=300,
        activity=5_000,
        jobs=400,
        certificates=1_150,
        quotes=300,
        tasks=800,
    ),
    "full": Volumes(
        companies=10_000,
        branches=30_000,
        most_branches=60,
        contacts=60_000,
        instruments=300_000,
        largest=5_000,
        staff=100,
        clients=50_000,
        activity=1_000_000,
        jobs=60_000,
        certificates=200_000,
        quotes=40_000,
        tasks=200_000,
    ),
}
