"""Changelists that stay quick at 300,000 rows."""

from typing import Any, ClassVar

from django.contrib.admin import ShowFacets
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from realsync.admin_site.paginator import CappedPaginator
from realsync.admin_site.permissions import AnyAdmin, OperatorsRights


class OperatorsList(OperatorsRights, AnyAdmin):
    """One table: searched by its own QuerySet, ordered and filtered where an index serves it."""

    paginator: ClassVar[Any] = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0
    ordering: ClassVar[Any] = ("-id",)
    sortable_by: ClassVar[Any] = ()
    view_on_site: Any = False
    # Lookups that links of ours carry, beside those of `list_filter`.
    linked_by: tuple[str, ...] = ()
    # Tables that no scope may read: see realsync.admin_site.access.
    reads_identities = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model._default_manager.visible_to(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows  # type: ignore[no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """`search_fields` only says that one can search, and for what: the index is read here."""
        term = search_term.strip() if self.search_fields else ""
        return (self.find(queryset, term) if term else queryset), False

    def find(self, rows: Any, term: str) -> Any:
        return rows.matching(term)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Django lets every lookup on a column pass, regular expressions included."""
        filters = {f"{name}__exact" for name in self.list_filter if isinstance(name, str)}
        return lookup in filters or lookup in self.linked_by

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> Any:
        raise Http404
