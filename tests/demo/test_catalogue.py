import pytest

from demo.catalogue.kinds import Kind, kinds
from demo.catalogue.makers import makers
from demo.catalogue.places import countries
from demo.catalogue.reading import toml
from demo.catalogue.services import calibration_name, offer_ids, offers
from demo.catalogue.trades import trades
from equipment.choices import ServiceUnit


def test_the_catalogue_is_wide() -> None:
    models = {(model.maker.name, model.name) for kind in kinds() for model in kind.models}
    assert len(kinds()) >= 40
    assert len({maker for maker, _ in models}) >= 60
    assert len(models) >= 300


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_makers_make_what_they_are_known_for(kind: Kind) -> None:
    strangers = [m.maker.name for m in kind.models if kind.category not in m.maker.categories]
    assert not strangers
    assert len(kind.models) >= 3
    assert kind.ranges


def test_every_maker_makes_something_and_numbers_it() -> None:
    used = {model.maker.name for kind in kinds() for model in kind.models}
    assert used == set(makers())
    assert all(maker.serial.count("######") == 1 for maker in makers().values())


def test_every_calibration_is_a_service() -> None:
    needed = [calibration_name(kind) for kind in kinds()]
    needed += [kind.second[0] for kind in kinds() if kind.second]
    assert set(needed) <= set(offer_ids())
    assert len(offer_ids()) == len(offers())
    assert 100 <= len(offers()) <= 150
    assert {offer.unit for offer in offers()} <= set(ServiceUnit.values)


def test_trades_own_instruments_that_exist() -> None:
    categories = {kind.category for kind in kinds()}
    assert all(set(entry["fields"]) <= categories for entry in toml("trades").values())
    assert all(len(trade.kinds) == len(kinds()) for trade in trades())


def test_places_lie_on_earth() -> None:
    for country in countries():
        assert all(-90 <= t.latitude <= 90 and -180 <= t.longitude <= 180 for t in country.towns)
        assert set(country.words) <= {trade.name for trade in trades()}
