"""The type microsoft.graph.phoneAuthenticationMethod."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TypedDict

from .._runtime.models import Property
from ..enums.authentication_method_sign_in_state import AuthenticationMethodSignInState
from ..enums.authentication_phone_type import AuthenticationPhoneType
from .authentication_method import AuthenticationMethod


class PhoneAuthenticationMethod(AuthenticationMethod):
    """A phone with which a user authenticates.

    A user has at most one phone of each type, and needs a mobile before an alternate
    mobile. The mobile takes text messages and voice calls and is the default for
    multifactor authentication and self-service password reset. The alternate mobile is
    its backup. Alternate mobile and office phone take voice calls only.
    """

    odata_type = "microsoft.graph.phoneAuthenticationMethod"

    phone_number: str | None = Property(
        "phoneNumber", pattern=r"^\+[1-9][0-9]{0,2} [0-9]+(x[0-9]+)?$"
    )
    """The number at which the user is texted or called.

    Its form is +{country code} {number}x{extension}, and x{extension} is optional, so
    both +1 5555551234x123 and +1 5555551234 fit it. The service rejects any other form,
    on create and on update.
    """

    phone_type: AuthenticationPhoneType | None = Property("phoneType", immutable=True)
    """Which of the user's phones this is.

    Chosen when the phone is added; it cannot be changed afterwards.
    """

    sms_sign_in_state: AuthenticationMethodSignInState | None = Property(
        "smsSignInState", computed=True
    )
    """Whether the user can sign in by SMS with this phone."""

    created_date_time: dt.datetime | None = Property("createdDateTime", computed=True)
    """When the phone was registered."""

    id: str = Property("id", key=True, computed=True)
    """Identifies the phone by its type.

    Phones of one type have the same id, whoever they belong to.
    """


class PhoneAuthenticationMethodUpdate(TypedDict, total=False):
    """What an update of PhoneAuthenticationMethod takes."""

    last_used_date_time: dt.datetime | None
    phone_number: str | None


class PhoneAuthenticationMethodCreate(PhoneAuthenticationMethodUpdate, total=False):
    """What a create of PhoneAuthenticationMethod takes."""

    phone_type: AuthenticationPhoneType | None


class PhoneMethodId(StrEnum):
    """Values of ``PhoneAuthenticationMethod.id``."""

    MOBILE = "3179e48a-750b-4051-897c-87b9720928f7"
    """The user's mobile."""

    ALTERNATE_MOBILE = "b6332ec1-7057-4abe-9331-3d72feddfe41"
    """The user's alternate mobile."""

    OFFICE = "e37fc753-ff3b-4958-9484-eaa9425c82bc"
    """The user's office phone."""
