from .authentication_method import AuthenticationMethod as AuthenticationMethod
from .entity import Entity as Entity
from .phone_authentication_method import (
    PhoneAuthenticationMethod as PhoneAuthenticationMethod,
)
from .phone_authentication_method import (
    PhoneAuthenticationMethodCreate as PhoneAuthenticationMethodCreate,
)
from .phone_authentication_method import (
    PhoneAuthenticationMethodUpdate as PhoneAuthenticationMethodUpdate,
)
from .phone_authentication_method import PhoneMethodId as PhoneMethodId
