from django.urls import register_converter
from django.urls.converters import IntConverter

LARGEST_ID = 2**63 - 1


class RecordId(IntConverter):
    """An id that a bigint column can hold; a longer number is no address of ours (404)."""

    def to_python(self, value: str) -> int:
        number = int(value) if len(value) <= len(str(LARGEST_ID)) else LARGEST_ID + 1
        if number > LARGEST_ID:
            raise ValueError
        return number


register_converter(RecordId, "record")
