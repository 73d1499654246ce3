"""Rules of actions and functions, and of what tells overloads apart."""

from __future__ import annotations

from tests.unit.documents import KEY, Rule, together

TYPES = (
    f'<EntityType Name="E">{KEY}<NavigationProperty Name="next" Type="n.E"/>'
    '<NavigationProperty Name="all" Type="Collection(n.E)"/></EntityType>'
    '<EntityType Name="F" BaseType="n.E">'
    '<NavigationProperty Name="more" Type="n.E"/></EntityType>'
)
RESULT = '<ReturnType Type="Edm.Byte"/>'
SAME = "is declared twice with the same parameters"
EARLIER = "it is declared in line 2 already"


def action(*parameters: str, bound: bool = False) -> str:
    """An action with parameters, each a name and a type."""
    return f'<Action Name="o"{_bound(bound)}>{_parameters(parameters)}</Action>'


def function(*parameters: str, bound: bool = False, result: str = "Edm.Byte") -> str:
    """A function with parameters, each a name and a type."""
    returned = f'<ReturnType Type="{result}"/>'
    inside = f"{_parameters(parameters)}{returned}"
    return f'<Function Name="o"{_bound(bound)}>{inside}</Function>'


def _bound(bound: bool) -> str:
    return ' IsBound="true"' if bound else ""


def _parameters(parameters: tuple[str, ...]) -> str:
    return "".join(
        '<Parameter Name="{}" Type="{}"/>'.format(*parameter.split())
        for parameter in parameters
    )


def overload(first: str, wrong: str, right: str) -> Rule:
    """A rule of two overloads."""
    kind = "Action" if wrong.startswith("<Action") else "Function"
    return Rule(f"{TYPES}{first}$", wrong, right, f"{kind} 'o' {SAME}", EARLIER)


def entity_set_path(wrong: str, right: str, hint: str) -> Rule:
    """A rule of the paths from a binding parameter to entities."""
    place = '<Action Name="o" IsBound="true" EntitySetPath="{}">{}{}</Action>'.format
    inside = (_parameters(("it n.E",)), '<ReturnType Type="n.E"/>')
    return Rule(
        f"{TYPES}$",
        place(wrong, *inside),
        place(right, *inside),
        f"Action 'o' has the EntitySetPath '{wrong}'",
        hint,
    )


OVERLOADS = {
    "unbound actions": overload(
        action(), action("a Edm.Byte"), action("a n.E", bound=True)
    ),
    "actions of one binding": overload(
        action("a n.E", bound=True),
        action("b self.E", "c Edm.Byte", bound=True),
        action("a n.F", bound=True),
    ),
    "actions of one collection": overload(
        action("a Collection(n.E)", bound=True),
        action("a Collection(self.E)", bound=True),
        action("a n.E", bound=True),
    ),
    "functions of the same names": overload(
        function("a Edm.Byte", "b Edm.Guid"),
        function("b Edm.Date", "a Edm.Date"),
        function("a Edm.Date", "c Edm.Date"),
    ),
    "functions of the same types": overload(
        function("a Edm.Byte"), function("b Edm.Byte"), function("b Edm.SByte")
    ),
    "functions without parameters": overload(
        function(), function(), function("a Edm.Byte")
    ),
    "bound functions": overload(
        function("a n.E", bound=True),
        function("b n.E", bound=True),
        function("b n.E", "c n.E", bound=True),
    ),
    "bound functions of the same names": overload(
        function("a n.E", "x Edm.Byte", bound=True),
        function("b n.E", "x Edm.Date", bound=True),
        function("b Collection(n.E)", "x Edm.Date", bound=True),
    ),
    "bound functions of a base type": overload(
        function("a n.E", "x Edm.Byte", bound=True),
        function("a self.E", "x Edm.Byte", bound=True),
        function("a n.F", "x Edm.Byte", bound=True),
    ),
    "collection of values": overload(
        function("a Collection(Edm.Byte)"),
        function("b Collection(Edm.Byte)"),
        function("b Edm.Byte"),
    ),
    "bound and unbound": overload(
        function("a n.E", bound=True) + function("a n.E"),
        function("b n.E"),
        function("b n.F"),
    ),
    "results of unbound functions": Rule(
        f"{TYPES}{function('a Edm.Byte')}$",
        function("b Edm.Date", result="Edm.Guid"),
        function("b Edm.Date"),
        "Function 'o' returns something else than in line 2",
        "overloads of a function return the same type",
        "remark",
    ),
    "results of bound functions": Rule(
        f"{TYPES}{function('a n.E', bound=True)}$",
        function("a n.E", "b Edm.Date", bound=True, result="Collection(Edm.Byte)"),
        function("a n.F", "b Edm.Date", bound=True, result="Collection(Edm.Byte)"),
        "Function 'o' returns something else than in line 2",
        "overloads of a function return the same type",
        "remark",
    ),
}

DECLARATIONS = {
    "bound to nothing": Rule(
        TYPES + "$",
        action(bound=True),
        action("a Edm.String", bound=True),
        "Action 'o' is bound and has no parameter",
        "the first parameter of a bound operation is what it is bound to",
    ),
    "action that is called as a function is": Rule(
        f'<Function Name="o">{RESULT}</Function>$',
        action(),
        function("a Edm.Byte"),
        "Action 'o' is called as Function 'o' is",
        "overloads are of one kind, see line 2",
        "remark",
    ),
    "function without a result": Rule(
        "$",
        '<Function Name="o"/>',
        '<Action Name="o"/>',
        "Function 'o' has no ReturnType",
        "a function has one",
    ),
    "parameter of no type": Rule(
        '<Action Name="o">$</Action>',
        '<Parameter Name="p"/>',
        '<Parameter Name="p" Type="Edm.Untyped" Nullable="false"/>',
        "Parameter 'p' has no Type",
        "the attribute is required",
    ),
    "stream that is sent": Rule(
        "$",
        action("it Edm.Stream", "p Edm.Stream", bound=True),
        action("it Edm.Stream", "p Edm.Binary", bound=True),
        "Action 'o' has the parameter 'p', a stream",
        "another type is expected",
        "remark",
    ),
    "collection of entities that can be null": Rule(
        f'{TYPES}<Function Name="o">$</Function>',
        '<ReturnType Type="Collection(n.E)" Nullable="false"/>',
        '<ReturnType Type="n.E" Nullable="false"/>',
        "ReturnType is a collection of entities and has Nullable, which says nothing",
        "leave it out",
        "remark",
    ),
    **{
        f"called as {other}": Rule(
            f"{declared}$",
            '<Action Name="A"/>',
            '<Action Name="a"/>',
            f"Action 'A' is called as {other} is",
            "names are unique in a schema, line 2",
            "remark",
        )
        for other, declared in (
            ("ComplexType 'A'", '<ComplexType Name="A"/>'),
            ("Term 'A'", '<Term Name="A" Type="Edm.Byte"/>'),
            ("EntityContainer 'A'", '<EntityContainer Name="A"/>'),
        )
    },
}

PATHS = {
    "unbound": Rule(
        f"{TYPES}$",
        '<Action Name="o" EntitySetPath="it"><Parameter Name="it" Type="n.E"/>'
        '<ReturnType Type="n.E"/></Action>',
        '<Action Name="o" EntitySetPath="it" IsBound="true">'
        '<Parameter Name="it" Type="n.E"/><ReturnType Type="n.E"/></Action>',
        "Action 'o' has the EntitySetPath 'it'",
        "only bound operations have one",
    ),
    "of no entities": Rule(
        f"{TYPES}$",
        '<Action Name="o" EntitySetPath="it" IsBound="true">'
        f'<Parameter Name="it" Type="n.E"/>{RESULT}</Action>',
        '<Action Name="o" EntitySetPath="it" IsBound="true">'
        '<Parameter Name="it" Type="n.E"/><ReturnType Type="Collection(n.E)"/>'
        "</Action>",
        "Action 'o' has the EntitySetPath 'it'",
        "only operations that return entities have one",
        "remark",
    ),
    "another parameter": entity_set_path(
        "that", "it", "it begins with the binding parameter, 'it'"
    ),
    "no property": entity_set_path(
        "it/nxt", "it/next", "the rest is a path of navigation properties of 'n.E'"
    ),
    "no navigation": entity_set_path(
        "it/id", "it/all", "the rest is a path of navigation properties of 'n.E'"
    ),
    "of a derived type": entity_set_path(
        "it/more", "it/n.F/more", "the rest is a path of navigation properties of 'n.E'"
    ),
    "unknown type": entity_set_path(
        "it/n.G", "it/self.F", "the rest is a path of navigation properties of 'n.E'"
    ),
    "longer": entity_set_path(
        "it/next/id",
        "it/next/all/n.F/more",
        "the rest is a path of navigation properties of 'n.E'",
    ),
}

RULES = together(overloads=OVERLOADS, declarations=DECLARATIONS, paths=PATHS)
