from .authentication import AuthenticationRequestBuilder as AuthenticationRequestBuilder
from .phone_authentication_method import (
    PhoneAuthenticationMethodCollectionRequestBuilder as PhoneAuthenticationMethodCollectionRequestBuilder,
)
from .phone_authentication_method import (
    PhoneAuthenticationMethodRequestBuilder as PhoneAuthenticationMethodRequestBuilder,
)
from .user import UserCollectionRequestBuilder as UserCollectionRequestBuilder
from .user import UserRequestBuilder as UserRequestBuilder
