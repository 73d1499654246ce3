"""Entity and complex types; a name imports its module when first used."""

from __future__ import annotations

from .._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "AuthenticationMethod": "authentication_method",
        "Entity": "entity",
        "PhoneAuthenticationMethod": "phone_authentication_method",
        "PhoneAuthenticationMethodCreate": "phone_authentication_method",
        "PhoneAuthenticationMethodUpdate": "phone_authentication_method",
        "PhoneMethodId": "phone_authentication_method",
    },
)
