"""Python names for OData names.

One function decides about a scope of names (a class, a package): ``NameBook.assign``.
Names follow from the OData name alone. Where two of a scope meet, each is written as
the metadata writes it, so that no order of appearance matters; a name that an earlier
run gave stands in the ledger and stays.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

Style = Callable[[str], str]

_WORD = re.compile(
    r"[A-Z]+(?=[A-Z][a-z])"  # HTML in HTMLBody
    r"|[A-Z]+[0-9]*(?![a-z])"  # SMS, OAuth2's 2 goes with what it follows
    r"|[A-Z]?[^\W\dA-Z_]+[0-9]*"  # body, Body, fido2
    r"|[0-9]+|[^\W_]+"
)


def words(name: str) -> list[str]:
    """The words that a name in camel case, Pascal case or snake case is made of."""
    return _WORD.findall(name)


def snake_case(name: str) -> str:
    """``smsSignInState`` to ``sms_sign_in_state``."""
    return "_".join(words(name)).lower()


def upper_case(name: str) -> str:
    """``alternateMobile`` to ``ALTERNATE_MOBILE``."""
    return "_".join(words(name)).upper()


def pascal_case(name: str) -> str:
    """``phoneNumber`` to ``PhoneNumber``; capitals inside stay."""
    return "".join(word[:1].upper() + word[1:] for word in words(name))


def identifier(text: str) -> str:
    """The text as an identifier: keywords and leading digits get an underscore."""
    if not text.isidentifier():
        text = f"_{text}"
    if keyword.iskeyword(text):
        text = f"{text}_"
    return text


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


ANNOTATION_NAMES: Final = _set("Any bool bytes dt float int list str")
"""What annotations are written with; a member of that name would shadow it."""

MODEL_NAMES: Final = ANNOTATION_NAMES | _set(
    "construct copy dict extras from_orm json odata_derived odata_type parse_file "
    "parse_obj parse_raw schema schema_json to_odata update_forward_refs validate"
)
"""What members of models must not be called: their base class defines it."""

BUILDER_NAMES: Final = ANNOTATION_NAMES | _set(
    "create delete entities enums get list property requests type update with_options"
)
"""What members of builders must not be called."""

CLIENT_NAMES: Final = BUILDER_NAMES | _set(
    "batch close gather prepare profile request send service_root with_response"
)
"""What members of clients must not be called."""

PARAMETER_NAMES: Final = _set("body entities enums requests self values")
"""What parameters of operations must not be called: their methods use it."""

ENUM_NAMES: Final = _set("mro")
"""What members of enumerations must not be called."""

CLASS_NAMES: Final = _set(
    "Any Decimal ModeT Navigation ODataModel OpenEnum Property Request StrEnum "
    "TypedDict UUID Unpack Int64"
)
"""What generated classes must not be called: modules use it."""

MODULE_NAMES: Final = _set("aux com1 con lpt1 nul prn")
"""What modules must not be called: no file of that name is possible everywhere."""


class NameBook:
    """Gives out names, and remembers them for the ledger.

    ledger: the names of earlier runs; renames: what the configuration wants. Both go
    by element, as in ``microsoft.graph.user/displayName``.
    """

    def __init__(self, ledger: Mapping[str, str], renames: Mapping[str, str]) -> None:
        self._ledger = ledger
        self._renames = renames
        self.given: dict[str, str] = {}

    def assign(
        self, elements: Mapping[str, str], style: Style, taken: Iterable[str] = ()
    ) -> dict[str, str]:
        """Names for the elements of one scope.

        elements: the OData name of each;
        taken: names that the scope's elements cannot have.
        """
        free = {key: name for key, name in elements.items() if key not in self._renames}
        chosen = {key: self._renames[key] for key in elements.keys() - free.keys()}
        chosen |= {key: self._ledger[key] for key in free if key in self._ledger}
        held = set(chosen.values())
        new = {
            key: _avoiding(identifier(style(name)), taken)
            for key, name in free.items()
            if key not in chosen
        }
        meeting = Counter(new.values())
        for key, name in new.items():
            if name in held or meeting[name] > 1:
                name = _avoiding(identifier(free[key]), {*taken, *held, *meeting})
            chosen[key] = name
        self.given |= chosen
        return {key: chosen[key] for key in elements}


def _avoiding(name: str, taken: Iterable[str]) -> str:
    while name in taken:
        name += "_"
    return name
