"""The one spelling of an e-mail address.

Addresses that reach the same mailbox in practice are one account: letter case is dropped and an international domain
takes its ASCII form (IDNA), so that equality in Python and in every database means the same.
"""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

MAX_LENGTH = 254  # RFC 5321, a path without its brackets
MAX_TYPED = 1000  # what is longer is no address in any spelling; to compose it could take long
_validate = EmailValidator()


def canonical(text: str) -> str:
    """Return the address in its one spelling.

    Raises:
        ValueError: It is not an address, or longer than addresses can be.
    """
    if len(text) > MAX_TYPED:
        raise ValueError("too long")
    local, at, domain = unicodedata.normalize("NFC", text.strip()).rpartition("@")
    # Quoted names and bare IP addresses are allowed by the standard and used by nobody but probers of mail servers.
    if not (at and local.isascii()) or '"' in local or domain.startswith("["):
        raise ValueError("not an address")
    try:
        address = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}".lower()
        _validate(address)
    except (UnicodeError, ValidationError) as error:
        raise ValueError("not an address") from error
    if len(address) > MAX_LENGTH:
        raise ValueError("too long")
    return address
