from django.db.models import Func, TextField, Value


class NextCode(Func):
    """Default of a column `code`: unique, in order of creation, gaps allowed."""

    function = "next_code"
    output_field = TextField()

    def __init__(self, prefix: str, sequence: str, digits: int) -> None:
        super().__init__(Value(prefix), Value(sequence), Value(digits))
