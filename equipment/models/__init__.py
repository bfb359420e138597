from equipment.models.equipment import Equipment
from equipment.models.label import EquipmentLabel
from equipment.models.plan import CalibrationPlan
from equipment.models.proposal import Proposal
from equipment.models.service import Service, ServicePricing

__all__ = [
    "CalibrationPlan",
    "Equipment",
    "EquipmentLabel",
    "Proposal",
    "Service",
    "ServicePricing",
]
