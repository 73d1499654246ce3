"""The part of ``$filter`` that the sandbox understands.

OData URL Conventions 4.01, section 5.1.1: comparisons (``eq ne gt ge lt le in``),
``and or not``, parentheses, property paths, literals, and the functions ``startswith``,
``endswith`` and ``contains``. The rest of the language is refused with 501.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from odata2py.csdl.model import EnumType, Model, StructuredType
from odata2py.sandbox.errors import bad_request, not_implemented
from odata2py.sandbox.primitives import (
    DATE,
    DATE_TIME,
    DURATION,
    GUID,
    TIME,
    Json,
    category,
    comparable,
    enum_value,
    primitive,
)

Values = Mapping[str, Json]
Predicate = Callable[[Values], bool]
Getter = Callable[[Values], Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>(?:[A-Za-z_][\w.]*)?'(?:[^']|'')*')"
    r"|(?P<sign>[(),])|(?P<word>[^\s(),']+))"
)
_ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_FUNCTIONS: Mapping[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": operator.contains,
}
_WORDS = (
    (re.compile(r"true|false"), "Edm.Boolean"),
    (GUID, "Edm.Guid"),
    (DATE_TIME, "Edm.DateTimeOffset"),
    (DATE, "Edm.Date"),
    (TIME, "Edm.TimeOfDay"),
    (re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?|-?INF|NaN"), "Edm.Double"),
)


class Operand(Struct, frozen=True):
    """One side of a comparison; the category of null is empty."""

    text: str
    type: str
    category: str
    get: Getter


def parse(model: Model, type_name: str, text: str) -> Predicate:
    """The predicate that an expression is, over the values of entities of a type."""
    parser = _Parser(model, type_name, _tokens(text))
    predicate = parser.disjunction()
    if parser.at < len(parser.tokens):
        raise bad_request(f"$filter: {parser.peek()!r} is not expected.", "$filter")
    return predicate


def path(model: Model, type_name: str, text: str) -> Operand:
    """A property path as an operand, for expressions and for ``$orderby``."""
    kind = type_name
    names = text.split("/")
    for number, name in enumerate(names):
        found = [prop for prop in model.properties(kind) if prop.name == name]
        if not found and any(each.open_type for each in model.lineage(kind)):
            return Operand(text, "Edm.Untyped", "any", lambda row: _get(row, names))
        if not found or found[0].type.collection:
            raise bad_request(f"{kind} has no single-valued property {name!r}.", text)
        kind = found[0].type.name
        last = number == len(names) - 1
        if last == isinstance(model.types.get(kind), StructuredType):
            raise bad_request(f"{text} is not a path to a primitive value.", text)

    def get(row: Values) -> Any:
        value = _get(row, names)
        return None if value is None else comparable(model, kind, value)

    return Operand(text, kind, category(model, kind), get)


def _get(row: Values, names: list[str]) -> Json:
    value: Json = row
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _tokens(text: str) -> list[str]:
    tokens = []
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise bad_request(f"$filter: cannot read {text[at:]!r}.", "$filter")
        tokens.append(found[0].strip())
        at = found.end()
    return tokens


class _Parser(Struct):
    """A recursive descent; the methods go from the weakest binding to the strongest."""

    model: Model
    type_name: str
    tokens: list[str]
    at: int = 0

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            wanted = repr(expected) if expected else "more"
            raise bad_request(f"$filter: {wanted} is expected at {token!r}.", "$filter")
        self.at += 1
        return token

    def disjunction(self) -> Predicate:
        left = self._conjunction()
        while self.peek() == "or":
            self.take()
            left = _either(left, self._conjunction())
        return left

    def _conjunction(self) -> Predicate:
        left = self._negation()
        while self.peek() == "and":
            self.take()
            left = _both(left, self._negation())
        return left

    def _negation(self) -> Predicate:
        """``not`` binds more strongly than a comparison (section 5.1.1.14)."""
        if self.peek() != "not":
            return self._primary()
        self.take()
        if self.peek() in ("not", "(") or self.peek(1) == "(":
            inner = self._negation()
        else:
            inner = self._truth(self._operand())
        return lambda row: not inner(row)

    def _primary(self) -> Predicate:
        if self.peek() == "(":
            self.take()
            inner = self.disjunction()
            self.take(")")
            return inner
        if self.peek(1) == "(":
            return self._function()
        return self._comparison()

    def _function(self) -> Predicate:
        name = self.take()
        if name not in _FUNCTIONS:
            raise not_implemented(f"$filter: {name}() is not supported by the sandbox.")
        self.take("(")
        text = self._operand()
        self.take(",")
        part = self._operand()
        self.take(")")
        for each in (text, part):
            if each.category not in ("string", "any"):
                raise bad_request(f"$filter: {each.text} is not a string.", "$filter")
        test = _FUNCTIONS[name]

        def holds(row: Values) -> bool:
            values = text.get(row), part.get(row)
            return all(isinstance(each, str) for each in values) and test(*values)

        return holds

    def _comparison(self) -> Predicate:
        left = self._operand()
        sign = self.peek()
        if sign in ("", ")", "and", "or"):
            return self._truth(left)
        self.take()
        if sign == "in":
            return self._membership(left)
        right = self._operand()
        if sign in ("eq", "ne"):
            return self._equality(left, right, sign == "eq")
        if sign not in _ORDERINGS:
            raise not_implemented(f"$filter: {sign!r} is not supported by the sandbox.")
        left, right = self._unify(left, right)
        test = _ORDERINGS[sign]

        def holds(row: Values) -> bool:
            values = left.get(row), right.get(row)
            return None not in values and _same_kind(*values) and test(*values)

        return holds

    def _truth(self, operand: Operand) -> Predicate:
        if operand.category not in ("boolean", "any"):
            raise bad_request(f"$filter: {operand.text} is not a boolean.", "$filter")
        return lambda row: operand.get(row) is True

    def _equality(self, left: Operand, right: Operand, wanted: bool) -> Predicate:
        left, right = self._unify(left, right)
        return lambda row: (left.get(row) == right.get(row)) == wanted

    def _membership(self, left: Operand) -> Predicate:
        self.take("(")
        tests = [self._equality(left, self._operand(), True)]
        while self.peek() == ",":
            self.take()
            tests.append(self._equality(left, self._operand(), True))
        self.take(")")
        return lambda row: any(test(row) for test in tests)

    def _operand(self) -> Operand:
        token = self.take()
        if token in "(),":
            raise bad_request(f"$filter: {token!r} is not an operand.", "$filter")
        if token == "null":
            return _constant(token, "", "", None)
        if token.endswith("'"):
            prefix, _, quoted = token[:-1].partition("'")
            return self._literal(prefix, quoted.replace("''", "'"), token)
        for pattern, name in _WORDS:
            if pattern.fullmatch(token):
                value = comparable(self.model, name, _word(name, token))
                return _constant(token, name, category(self.model, name), value)
        if re.search(r"/(any|all)$", token) and self.peek() == "(":
            raise not_implemented("$filter: lambda operators in the sandbox.")
        return path(self.model, self.type_name, token)

    def _literal(self, prefix: str, text: str, token: str) -> Operand:
        """A literal in quotes: a string, an enum value, a duration."""
        known = self.model.types.get(prefix)
        if isinstance(known, EnumType):
            if enum_value(known, text) is None:
                raise bad_request(f"$filter: {prefix} has no member {text!r}.", text)
            return _constant(token, prefix, prefix, enum_value(known, text))
        if prefix == "duration" and DURATION.fullmatch(text):
            span = primitive("Edm.Duration").comparable(text)
            return _constant(token, "Edm.Duration", "duration", span)
        if prefix:
            raise bad_request(f"$filter: {token} is not a literal.", "$filter")
        return _constant(text, "Edm.String", "string", text)

    def _unify(self, left: Operand, right: Operand) -> tuple[Operand, Operand]:
        """Both sides with one category; a string stands for an enum's member."""
        for one, other in ((left, right), (right, left)):
            enum = self.model.types.get(one.type)
            if isinstance(enum, EnumType) and other.type == "Edm.String":
                meant = self._literal(one.type, other.get({}), other.text)
                return (left, meant) if one is left else (meant, right)
        kinds = {left.category, right.category} - {"", "any"}
        if len(kinds) > 1:
            message = f"$filter: {left.text} and {right.text} do not compare."
            raise bad_request(message, "$filter")
        return left, right


def _constant(text: str, type_name: str, category: str, value: Any) -> Operand:
    return Operand(text, type_name, category, lambda row: value)


def _word(name: str, token: str) -> Json:
    if name == "Edm.Boolean":
        return token == "true"
    if name != "Edm.Double" or token in ("INF", "-INF", "NaN"):
        return token
    return float(token) if re.search(r"[.eE]", token) else int(token)


def _same_kind(left: Any, right: Any) -> bool:
    numbers = isinstance(left, int | float) and isinstance(right, int | float)
    return numbers or type(left) is type(right)


def _either(left: Predicate, right: Predicate) -> Predicate:
    return lambda row: left(row) or right(row)


def _both(left: Predicate, right: Predicate) -> Predicate:
    return lambda row: left(row) and right(row)
