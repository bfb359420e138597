"""Texts that equipment and services are found by; equipment's carries a trigram index."""

from django.db.models import F, Func, TextField

from realsync.lists.commonness import WordSample


class EquipmentText(Func):
    function = "equipment_text"
    output_field = TextField()


class ServiceText(Func):
    function = "service_text"
    output_field = TextField()


EQUIPMENT_TEXT = EquipmentText(
    F("code"), F("serial"), F("asset_number"), F("description"), F("manufacturer"), F("model")
)
EQUIPMENT_WORDS = WordSample(EQUIPMENT_TEXT)
SERVICE_TEXT = ServiceText(F("code"), F("name"), F("category"))
