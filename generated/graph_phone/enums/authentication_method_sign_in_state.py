"""The enumeration microsoft.graph.authenticationMethodSignInState."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class AuthenticationMethodSignInState(
    OpenEnum, odata_type="microsoft.graph.authenticationMethodSignInState"
):
    """Whether a phone can be used for SMS sign-in and, if not, why."""

    NOT_SUPPORTED = "notSupported"
    """This phone cannot sign in by SMS; only the primary mobile can."""

    NOT_ALLOWED_BY_POLICY = "notAllowedByPolicy"
    """No policy allows this user to sign in by SMS."""

    NOT_ENABLED = "notEnabled"
    """SMS sign-in is not turned on for this phone."""

    PHONE_NUMBER_NOT_UNIQUE = "phoneNumberNotUnique"
    """The number is already in use in the SMS sign-in system."""

    READY = "ready"
    """The user can sign in by SMS with this phone."""

    NOT_CONFIGURED = "notConfigured"
    """Policy allows SMS sign-in, but a further step is needed."""

    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    """Stands in for states that may be added in future."""
