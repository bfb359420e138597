"""Names and addresses of people. Every e-mail address ends in .example, which nobody owns."""

from random import Random

from demo.catalogue.places import Country
from demo.chance import filled, pick, slug


def person_name(rng: Random, country: Country) -> str:
    return f"{pick(rng, country.first)} {pick(rng, country.last)}"


def email_address(rng: Random, name: str, domain: str) -> str:
    first, _, last = name.partition(" ")
    styles = (f"{first} {last}", f"{first[:1]} {last}", f"{last}", f"{last} {first}")
    local = slug(rng.choices(styles, cum_weights=(60, 85, 93, 100))[0])
    return f"{local}@{domain}"


def domain_of(company_name: str, company_id: int) -> str:
    words = slug(company_name).split(".")
    return f"{'-'.join(words[:2])[:30] or 'company'}-{company_id}.example"


def phone_number(rng: Random, country: Country) -> str:
    return filled(rng, country.phone)
