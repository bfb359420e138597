"""What is written on an instrument: serial number, the client's own number, where it stands."""

from random import Random
from string import ascii_uppercase

from demo.catalogue.kinds import Kind
from demo.catalogue.makers import Maker
from demo.chance import pick
from demo.outline.companies import Company

MILLION = 1_000_000
# Coprime to a million: different instruments have different six digits, in no visible order.
STRIDE = 618_033
NO_SERIAL = 0.02
# A plain number that other clients' instruments may have, too.
SHORT_SERIAL = 0.01
OLDEST = 2009


def serial_number(rng: Random, maker: Maker, number: int, place: int) -> str:
    """In the maker's way; `number` and `place` make it unlike any other of the same company."""
    chance = rng.random()
    if chance < NO_SERIAL:
        return ""
    if chance < NO_SERIAL + SHORT_SERIAL:
        return f"{1000 + place}"
    return "".join(
        part if len(part) == 1 and part not in "#@" else _drawn(rng, part, number)
        for part in maker.serial
    )


def _drawn(rng: Random, part: str, number: int) -> str:
    match part:
        case "######":
            return f"{number * STRIDE % MILLION:06d}"
        case "YYYY":
            return f"{OLDEST + int(rng.random() * 16)}"
        case "YY":
            return f"{OLDEST - 2000 + int(rng.random() * 16):02d}"
        case "WW":
            return f"{1 + int(rng.random() * 52):02d}"
        case "@":
            return pick(rng, ascii_uppercase)
    return pick(rng, "0123456789")


def asset_number(company: Company, kind: Kind, number: int, place: int) -> str:
    """In the company's way; one in eight has no numbers of its own."""
    initials = "".join(word[0] for word in company.name.split()[:3] if word[0].isalpha()).upper()
    match company.id % 8:
        case 0:
            return ""
        case 1:
            return f"{initials}-{place:05d}"
        case 2:
            return f"{100_000 + place}"
        case 3:
            return f"TE{place:04d}"
        case 4:
            return f"{kind.category[:3].upper()}-{place:04d}"
        case 5:
            return f"{initials[:2]}/{kind.category[0]}/{place:04d}"
        case 6:
            return f"CAL {place}"
    return f"M{company.id % 100:02d}.{place:04d}.{number % 9}"


def location(rng: Random, company: Company) -> str:
    if rng.random() < 0.06:
        return ""
    return pick(rng, company.trade.rooms).format(n=1 + int(rng.random() * 9))
