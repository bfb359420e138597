from realsync.accounts.models.invitation import Invitation
from realsync.accounts.models.person import NamedPerson
from realsync.accounts.models.session import Session
from realsync.accounts.models.user import Density, User, UserManager

__all__ = ["Density", "Invitation", "NamedPerson", "Session", "User", "UserManager"]
