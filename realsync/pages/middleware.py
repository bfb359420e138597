import logging
from collections.abc import Callable

from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _
from psycopg.errors import IdleInTransactionSessionTimeout

from realsync.db.violations import in_words, is_held
from realsync.pages.errors import BadInput, bad_request, being_edited, too_large, try_again

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LONGEST_QUERY = 4000
logger = logging.getLogger(__name__)


@sync_only_middleware
def plain_input(get_response: GetResponse) -> GetResponse:
    """Refuse what no page of ours sends before anything else reads it."""

    def run(request: HttpRequest) -> HttpResponseBase:
        if request.headers.get("RealSync-Refused") == "too-large":
            return too_large(request)
        reason = _unreadable(request)
        return bad_request(request, BadInput(reason)) if reason else get_response(request)

    return run


def _unreadable(request: HttpRequest) -> str:
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return _("This address is too long. Search for fewer words.")
    texts = [request.path, *(value for _name, values in request.GET.lists() for value in values)]
    if any("\x00" in text for text in texts):
        return _("This address holds a character that no text has.")
    return ""


class DatabaseAway:
    """A database that is away, busy or too slow is a 503 that says so, never a bare 500.

    A record that somebody is editing is none of these: a 409 in words.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        except Error as error:
            if not _is_away(error):
                raise
            return self._answer(request, error)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, Error) and _is_away(exception):
            return self._answer(request, exception)
        if isinstance(exception, IntegrityError | DataError):
            return self._refuse(request, exception)
        return None

    def _refuse(
        self, request: HttpRequest, exception: IntegrityError | DataError
    ) -> HttpResponseBase | None:
        """What no form foresaw and the database refused, in its words for people."""
        violation = in_words(exception)
        logger.warning("The database refused %s: %s", request.path, exception)
        return bad_request(request, BadInput(violation.sentence)) if violation else None

    def _answer(self, request: HttpRequest, error: Error) -> HttpResponseBase:
        violation = in_words(error) if is_held(error) else None
        if violation:
            return being_edited(request, str(violation.sentence))
        logger.exception("The database did not answer for %s", request.path)
        return try_again(request)


def _is_away(error: Error) -> bool:
    """Also where it ended a transaction that waited too long: that process was held up, and the
    same request goes through the next time."""
    ended = isinstance(error.__cause__, IdleInTransactionSessionTimeout)
    return ended or isinstance(error, OperationalError | InterfaceError)
