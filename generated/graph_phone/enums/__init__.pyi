from .authentication_method_sign_in_state import (
    AuthenticationMethodSignInState as AuthenticationMethodSignInState,
)
from .authentication_phone_type import (
    AuthenticationPhoneType as AuthenticationPhoneType,
)
