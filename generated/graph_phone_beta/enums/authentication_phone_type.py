"""The enumeration microsoft.graph.authenticationPhoneType."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class AuthenticationPhoneType(
    OpenEnum, odata_type="microsoft.graph.authenticationPhoneType"
):
    """The types of phone that a user can register."""

    MOBILE = "mobile"
    """The primary mobile, for text messages and voice calls.

    The default for multifactor authentication and self-service password reset, and the
    only type that can sign in by SMS.
    """

    ALTERNATE_MOBILE = "alternateMobile"
    """A second mobile that backs up the first, for voice calls only.

    It can be added only after a mobile.
    """

    OFFICE = "office"
    """An office phone, for voice calls only."""

    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    """Stands in for types that may be added in future."""
