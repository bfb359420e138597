"""Texts that a spreadsheet would take for a formula when it opens a file (OWASP: CSV injection)."""

# The last four are full-width forms of the first, which some of them take, too.
BEGINS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEGINS_CELL = ("\t", "\r", "\n")


def is_formula(text: str) -> bool:
    return text.startswith(BEGINS_CELL) or text.lstrip().startswith(BEGINS_FORMULA)


def harmless(cell: object) -> object:
    """A text that would be taken for a formula, as text; numbers and dates are what they are."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
