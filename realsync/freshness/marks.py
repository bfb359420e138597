from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """The fingerprint of what a transaction can read of some tables. `total` only grows: whoever
    sees the same one sees the same rows. `snapshot`, as PostgreSQL writes it, tells which
    transactions it sees; it is empty where nobody has asked."""

    total: int = 0
    snapshot: str = ""
    # As `total`, of what alone changes how many rows a list has, where that was asked along.
    counted: int | None = None
    # How much a client has yet to read, where that was asked along.
    unread: int | None = None

    @property
    def of_number(self) -> "Marks":
        """Of how many rows there are; of everything where no less is known."""
        return self if self.counted is None else Marks(self.counted, self.snapshot)

    def sees(self, tx: int) -> bool:
        """Whether what that transaction wrote is among what could be read."""
        if not self.snapshot:
            return tx == 0
        begin, end, running = self.snapshot.split(":")
        if tx < int(begin):
            return True
        return tx < int(end) and str(tx) not in running.split(",")
