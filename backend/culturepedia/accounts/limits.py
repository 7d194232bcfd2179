"""How often accounts may be tried, made and asked about."""

from django.conf import settings

from culturepedia.common.limits import Limit

MINUTE, HOUR, DAY = 60, 3600, 86400

# Failed sign-ins; those of one account from one client (5 in 15 minutes) are counted by axes, see settings.
SIGN_IN_BY_CLIENT = Limit("sign-in", 60, HOUR)
SIGN_IN_BY_ACCOUNT = Limit("sign-in-account", 100, DAY)
# Once an account has been tried that often, each client has one try a minute: slow for a guesser, open to the owner.
SIGN_IN_SLOWLY = Limit("sign-in-slow", 1, MINUTE)
SIGN_UP_BY_CLIENT = Limit("sign-up", settings.SIGN_UPS_PER_HOUR, HOUR)
PASSWORD_TRIES = Limit("password", 10, HOUR)  # of a signed-in person, where a page asks for it again
MAIL_BY_CLIENT = Limit("mail", 20, HOUR)
MAIL_BY_ACCOUNT = Limit("mail-account", 5, HOUR)
LINKS_BY_CLIENT = Limit("link", 60, HOUR)
