"""Python names for OData names.

One function decides about a scope of names (a class, a package): ``NameBook.assign``.
Names follow from the OData name alone. Where two of a scope meet, each is written as
the metadata writes it, so that no order of appearance matters; a name that an earlier
run gave stands in the ledger and stays.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from odata2py.csdl.names import without_joiners
from odata2py.errors import InputError, nearest

Style = Callable[[str], str]

_SMALL = "a-z" + "".join(c for c in map(chr, range(0x80, 0x530)) if c.islower())
_WORD = re.compile(
    rf"[A-Z]+(?=[A-Z][{_SMALL}])"  # HTML in HTMLBody
    rf"|[A-Z]+[0-9]*(?![{_SMALL}])"  # SMS, OAuth2's 2 goes with what it follows
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
    """``firstName`` to ``FirstName``; capitals inside stay."""
    return "".join(word[:1].upper() + word[1:] for word in words(name))


def identifier(name: str, style: Style = str) -> str:
    """The name in a style, as an identifier that does not begin with an underscore.

    Letters are composed as Python composes them, so that equal identifiers are equal.
    """
    bare = unicodedata.normalize("NFKC", without_joiners(name)).lstrip("_")
    text = style(bare)
    if not text.isidentifier():
        text = style(f"n{bare}")
    text = unicodedata.normalize("NFKC", text)
    return f"{text}_" if keyword.iskeyword(text) else text


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


CLASS_NAMES: Final = _set(
    "Any Decimal Deprecated Int64 Mapping ModeT Navigation ODataModel OpenEnum "
    "OpenFlags Property Request RequestBuilder Sequence StrEnum TypedDict UNSET UUID "
    "Unpack Unset"
)
"""What generated classes must not be called: modules use it."""

ANNOTATION_NAMES: Final = CLASS_NAMES | _set("bool bytes dt float int list str")
"""What members are written with; a member of that name would shadow it."""

BUILDER_CLASS_NAMES: Final = _set("MediaRequestBuilder")
"""What generated builder classes must not be called: the runtime's is next to them."""

MODEL_NAMES: Final = ANNOTATION_NAMES | _set(
    "construct copy dict extras from_odata from_orm json model_computed_fields "
    "model_config model_construct model_copy model_dump model_dump_json model_extra "
    "model_fields model_fields_set model_json_schema model_parametrized_name "
    "model_post_init model_rebuild model_validate model_validate_json "
    "model_validate_strings mro odata_derived odata_etag odata_selected odata_type "
    "parse_file parse_obj parse_raw register schema schema_json self to_odata "
    "to_odata_json update_forward_refs validate"
)
"""What members of models must not be called: it is their base class's, or a call's."""

BUILDER_NAMES: Final = ANNOTATION_NAMES | _set(
    "add_reference create create_media delete deprecated entities enums get list "
    "listing operation property remove_reference replace requests set_reference type "
    "update upsert with_options"
)
"""What members of builders must not be called."""

CLIENT_NAMES: Final = BUILDER_NAMES | _set(
    "add after batch close gather pager prepare profile request send service_root "
    "wait with_response"
)
"""What members of clients must not be called."""

PARAMETER_NAMES: Final = ANNOTATION_NAMES | _set(
    "EntityReader NullableReader PageReader ValueReader ValuesReader body entities "
    "enums for_media read_bytes read_nothing requests self values"
)
"""What parameters of operations must not be called: their methods use it."""

ENUM_NAMES: Final = _set(
    "capitalize casefold center count encode endswith expandtabs find format "
    "format_map index is_known isalnum isalpha isascii isdecimal isdigit isidentifier "
    "islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip "
    "maketrans mro name partition removeprefix removesuffix replace rfind rindex rjust "
    "rpartition rsplit rstrip split splitlines startswith strip swapcase title "
    "translate upper value zfill"
)
"""What members of enumerations must not be called."""

MODULE_NAMES: Final = _set("aux con nul prn") | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
"""What modules must not be called: no file of that name is possible everywhere."""


class NameBook:
    """Gives out names, and remembers them for the ledger.

    ledger: the names of earlier runs; renames: what the configuration wants. Both go
    by element, as in ``shop.user/displayName``.
    """

    def __init__(self, ledger: Mapping[str, str], renames: Mapping[str, str]) -> None:
        self._ledger = ledger
        self._renames = renames
        self.given: dict[str, str] = {}

    def kept(self, keys: Iterable[str]) -> set[str]:
        """The names that are fixed already for those of the elements that have one."""
        fixed = (self._renames.get(key) or self._ledger.get(key) for key in keys)
        return {name for name in fixed if name}

    def assign(
        self,
        elements: Mapping[str, str],
        style: Style,
        taken: Collection[str] = frozenset(),
    ) -> dict[str, str]:
        """Names for the elements of one scope.

        elements: the OData name of each;
        taken: names that the scope's elements cannot have.

        Raises InputError for a rename to a name that is taken.
        """
        chosen = self._renamed(elements, taken)
        unfree = {*taken, *chosen.values()}
        for key in elements:
            known = self._ledger.get(key)
            if known is not None and known not in unfree and key not in chosen:
                chosen[key] = known
                unfree.add(known)
        new = {
            key: avoiding(identifier(name, style), taken)
            for key, name in elements.items()
            if key not in chosen
        }
        held = set(chosen.values())
        meeting = Counter(new.values())
        for key in sorted(new, key=lambda key: (elements[key], key)):
            name = new[key]
            if name in held or meeting[name] > 1:
                others = {*taken, *meeting, *chosen.values()}
                name = avoiding(identifier(elements[key]), others)
            chosen[key] = name
        self.given |= chosen
        return {key: chosen[key] for key in elements}

    def refuse_unknown_renames(self) -> None:
        """Raises InputError for renames of elements that nobody asked a name for."""
        unknown = self._renames.keys() - self.given.keys()
        if unknown:
            raise InputError(
                *(
                    f"names: the package has no element {key!r}"
                    + (f"; {right}" if (right := self._right(key)) else "")
                    for key in sorted(unknown)
                )
            )

    def _right(self, key: str) -> str:
        named = [known for known in self.given if known.endswith(f".{key}")]
        if named:
            return f"did you mean {' or '.join(map(repr, named[:3]))}?"
        return nearest(key, self.given)

    def _renamed(
        self, elements: Mapping[str, str], taken: Collection[str]
    ) -> dict[str, str]:
        chosen: dict[str, str] = {}
        for key in (key for key in elements if key in self._renames):
            name = self._renames[key]
            if name in taken or name in chosen.values():
                raise InputError.at(
                    "names", f"{key!r} cannot be called {name!r}, which is taken"
                )
            chosen[key] = name
        return chosen


def avoiding(name: str, taken: Collection[str]) -> str:
    """The name, with underscores behind it as long as it is taken."""
    while name in taken:
        name += "_"
    return name
