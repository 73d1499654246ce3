"""The type microsoft.graph.entity."""

from __future__ import annotations

from .._runtime.models import ODataModel, Property


class Entity(ODataModel):
    """An object that the service knows by an id."""

    odata_type = "microsoft.graph.entity"
    odata_derived = {
        "microsoft.graph.authenticationMethod": ".authentication_method:AuthenticationMethod",
        "microsoft.graph.phoneAuthenticationMethod": ".phone_authentication_method:PhoneAuthenticationMethod",
    }

    id: str = Property("id", key=True)
    """Identifies the object among those of its kind."""
