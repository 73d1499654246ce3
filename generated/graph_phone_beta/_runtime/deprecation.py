"""What the service calls deprecated, told to type checkers and to programs.

Methods and builders' properties have the decorator of PEP 702. It cannot stand at a
property of a model: there it is ``Deprecated`` that type checkers see, and a
``DeprecatedProperty`` that warns the program.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Annotated, Any, Generic, NoReturn, TypeVar, overload

if TYPE_CHECKING:
    from typing import Self

    from typing_extensions import deprecated

T = TypeVar("T")

if TYPE_CHECKING:

    class Deprecated(Generic[T]):
        """The type of a property that is T and should not be read any more."""

        @overload
        def __get__(self, model: None, owner: type) -> Self: ...
        @overload
        @deprecated("the service calls this property deprecated; see its docstring")
        def __get__(self, model: object, owner: type) -> T: ...
        def __get__(self, model: object, owner: type) -> Any: ...

        def __set__(self, model: object, value: T) -> None: ...

else:
    Deprecated = Annotated[T, "deprecated"]


class DeprecatedProperty:
    """A property of a model that warns whoever reads it."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        self.message = message

    def __get__(self, model: Any, owner: type) -> Any:
        if model is not None:
            warnings.warn(self.message, DeprecationWarning, stacklevel=2)
            if self.name in model.__dict__:
                return model.__dict__[self.name]
        raise AttributeError(self.name)  # Python goes on to ask the model

    # That there is a setter lets Python ask here before it looks into the instance.
    def __set__(self, model: Any, value: Any) -> NoReturn:
        raise AttributeError(self.name)
