from collections.abc import Iterator

from demo.papers.library import PAPERS
from demo.papers.shelf import COMPANIES, ONE_IN, filed
from demo.tables.table import Row, Table
from demo.world import World


def rows(world: World) -> Iterator[Row]:
    for each in filed(world):
        yield (
            each.id, each.paper.place, each.entity_id, each.company_id, each.branch_id,
            _audience(each.paper.is_for_clients), each.paper.title, True, 1, each.at, each.at,
        )  # fmt: skip


def versions(world: World) -> Iterator[Row]:
    """Rows by COPY, the files behind them by the storage."""
    for paper in PAPERS:
        paper.store()
    for each in filed(world):
        paper = each.paper
        yield (
            each.id, each.id, each.company_id, each.branch_id, _audience(paper.is_for_clients), 1,
            paper.stored_name, paper.file_name, paper.kind.content_type, len(paper.content),
            paper.sha256, paper.preview_name, each.person_id, each.at,
        )  # fmt: skip


def _audience(is_for_clients: bool) -> str:
    return "client" if is_for_clients else "staff"


TABLE = Table(
    "documents",
    ("id", "entity_type", "entity_id", "company_id", "branch_id", "audience", "title",
     "is_active", "version", "created_at", "updated_at"),
    rows,
    lambda world: 3 * min(COMPANIES, world.volumes.companies // ONE_IN),
)  # fmt: skip
VERSIONS = Table(
    "document_versions",
    ("id", "document_id", "company_id", "branch_id", "audience", "number", "file", "name",
     "content_type", "size_bytes", "sha256", "preview", "uploaded_by_id", "created_at"),
    versions,
    lambda world: 3 * min(COMPANIES, world.volumes.companies // ONE_IN),
)  # fmt: skip
