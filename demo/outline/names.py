"""Names of companies, each given once."""

from collections.abc import Callable
from random import Random

from demo.catalogue.places import Country
from demo.catalogue.reading import wording
from demo.catalogue.trades import Trade
from demo.chance import pick

BEGINNINGS = wording("beginnings")
MIDDLES = wording("middles")
ENDINGS = wording("endings")


class Names:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.given: set[str] = set()

    def draw(self, country: Country, trade: Trade) -> str:
        while True:
            name = self._style()(country, trade)
            if name not in self.given:
                self.given.add(name)
                return name

    def _style(self) -> "Callable[[Country, Trade], str]":
        styles = (self._family, self._town, self._coined, self._partners, self._short, self._long)
        return self.rng.choices(styles, cum_weights=(38, 58, 80, 92, 97, 100))[0]

    def _family(self, country: Country, trade: Trade) -> str:
        return f"{pick(self.rng, country.last)} {self._word(country, trade)} {self._legal(country)}"

    def _town(self, country: Country, trade: Trade) -> str:
        town = pick(self.rng, country.towns).name
        return f"{town} {self._word(country, trade)} {self._legal(country)}"

    def _coined(self, country: Country, trade: Trade) -> str:
        coined = self._coin()
        if self.rng.random() < 0.4:
            return f"{coined} {self._legal(country)}"
        return f"{coined} {self._word(country, trade)} {self._legal(country)}"

    def _partners(self, country: Country, trade: Trade) -> str:
        one, other = pick(self.rng, country.last), pick(self.rng, country.last)
        if one == other:
            other = "Sons"
        return f"{one} & {other} {self._word(country, trade)} {self._legal(country)}"

    def _short(self, country: Country, trade: Trade) -> str:
        letters = "".join(pick(self.rng, "BCDFGHKLMNPRSTVWXZ") for _ in range(3))
        if self.rng.random() < 0.3:
            return letters[:2] + pick(self.rng, "23479")
        return f"{letters} {self._legal(country)}"

    def _long(self, country: Country, trade: Trade) -> str:
        one, two, three = (pick(self.rng, country.last) for _ in range(3))
        words = f"{self._word(country, trade)}, {pick(self.rng, trade.words)} and Calibration"
        town = pick(self.rng, country.towns)
        return f"{one}, {two} & {three} {words} ({town.name}, {town.region}) {self._legal(country)}"

    def _word(self, country: Country, trade: Trade) -> str:
        local = country.words.get(trade.name, [])
        return pick(self.rng, local if local and self.rng.random() < 0.7 else trade.words)

    def _legal(self, country: Country) -> str:
        return pick(self.rng, country.legal)

    def _coin(self) -> str:
        return pick(self.rng, BEGINNINGS) + pick(self.rng, MIDDLES) + pick(self.rng, ENDINGS)
