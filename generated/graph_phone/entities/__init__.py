"""Entity and complex types; a name imports its module when first used."""

from __future__ import annotations

from .._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    """
    authentication_method: AuthenticationMethod
    entity: Entity
    phone_authentication_method: PhoneAuthenticationMethod
        PhoneAuthenticationMethodCreate PhoneAuthenticationMethodUpdate PhoneMethodId
    """,
)
