"""Accounts, their sessions, and the mails that wait to be sent."""

from culturepedia.accounts.models.mail import OutgoingMail
from culturepedia.accounts.models.session import Session
from culturepedia.accounts.models.user import Gender, Language, User, UserManager, composed

__all__ = ["Gender", "Language", "OutgoingMail", "Session", "User", "UserManager", "composed"]
