"""The type microsoft.graph.authenticationMethod."""

from __future__ import annotations

import datetime as dt

from .._runtime.models import Property
from .entity import Entity


class AuthenticationMethod(Entity):
    """One way in which a user can prove who they are."""

    odata_type = "microsoft.graph.authenticationMethod"
    odata_derived = {
        "microsoft.graph.phoneAuthenticationMethod": ".phone_authentication_method:PhoneAuthenticationMethod",
    }

    created_date_time: dt.datetime | None = Property("createdDateTime", computed=True)
    """When the method was registered."""

    last_used_date_time: dt.datetime | None = Property("lastUsedDateTime")

    id: str = Property("id", key=True)
    """Identifies the method among those of its user."""
