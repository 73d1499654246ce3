"""Long lines of generated code, broken the way black breaks them.

black is slow, and most of what templates write is no secret: imports, headers, calls,
unions, lists. Where a line is something else, ``break_lines`` says so, and black has to
be asked. That both agree is tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from odata2py.plan.docs import WIDTH, columns

_OPENING, _CLOSING = "([{", ")]}"
_HEADER = re.compile(r"(?:def|class) \w+\(")
_TEXT = re.compile(r"(?:r?\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
_UNBREAKABLE = re.compile(rf"(?:{_TEXT.pattern}: |\w+=)?{_TEXT.pattern},?")
_FIELD = re.compile(r"(\w+: )(?:(.* \| .*)|(list\[)(.*)\])( = .*)")
_SUBSCRIPT = re.compile(r"(\w+\[|\*\*\w+: \w+\[)(.*)(\],)")
_CONSTANT = re.compile(rf"(\w+ = )({_TEXT.pattern})")


class UnknownLine(Exception):
    """A line that is too long, and is of no form that is known here."""


def break_lines(text: str) -> str:
    """The text with long lines broken; UnknownLine if one cannot be."""
    lines: list[str] = []
    quoted = False
    for line in text.split("\n"):
        starts = line.lstrip().startswith('"""')
        if quoted or starts or columns(line) <= WIDTH:
            lines.append(line)
        else:
            lines.extend(_broken(line))
        # Elsewhere three quotes are part of a text.
        if (quoted or starts) and re.sub(r"\\.", "", line).count('"""') % 2:
            quoted = not quoted
    return "\n".join(lines)


def _broken(line: str) -> Iterator[str]:
    """The lines that a line becomes; the line itself where it fits or has to stay."""
    code = line.lstrip()
    indent = len(line) - len(code)
    if columns(line) <= WIDTH or _UNBREAKABLE.fullmatch(code):
        yield line
    elif code.startswith("from "):
        start, _, names = code.partition(" import ")
        yield f"{' ' * indent}{start} import ("
        yield from _items(names, indent + 4)
        yield f"{' ' * indent})"
    elif _HEADER.match(code):
        yield from _broken_header(code, indent)
    elif constant := _CONSTANT.fullmatch(code):
        yield from _broken_constant(line, constant, indent)
    elif re.fullmatch(r"\w+ as \w+,", code):
        yield line
    elif subscript := _SUBSCRIPT.fullmatch(code):
        yield from _broken_subscript(subscript, indent)
    elif code.removesuffix(",")[-1] in _CLOSING and not code.startswith("**"):
        yield from _broken_brackets(code, indent)
    elif union := re.fullmatch(r"(\w+: )(.* \| .*?)( = .*)?,", code):
        yield from _broken_union(union, indent)
    elif code.startswith("self, *, "):
        yield from _items(code, indent)
    else:
        raise UnknownLine(line)


def _items(body: str, indent: int) -> Iterator[str]:
    """What stands between brackets, an item a line."""
    for item in _split(body.removesuffix(",")):
        yield from _broken(f"{' ' * indent}{item},")


def _inside(body: str, indent: int, alone: bool) -> Iterator[str]:
    """What stands between brackets: on one line if it fits, else an item a line.

    alone: whether a single item stays without a comma.
    """
    whole = f"{' ' * indent}{body}"
    single = len(_split(body)) == 1
    fits = columns(whole) <= WIDTH and (alone or not single)
    if fits or (single and alone and _TEXT.fullmatch(body)):
        yield whole
    elif single and alone:
        raise UnknownLine(whole)
    else:
        yield from _items(body, indent)


def _broken_header(code: str, indent: int) -> Iterator[str]:
    opening = code.index("(")
    closing = _closing(code, opening)
    yield f"{' ' * indent}{code[: opening + 1]}"
    alone = code.startswith("class ")
    yield from _inside(code[opening + 1 : closing], indent + 4, alone)
    yield from _broken_tail(code[closing:], indent)


def _broken_tail(tail: str, indent: int) -> Iterator[str]:
    """The end of a header; a result of one parameter is broken around that."""
    margin = " " * indent
    if columns(f"{margin}{tail}") <= WIDTH:
        yield f"{margin}{tail}"
    elif result := re.fullmatch(r"(\) -> [\w.]+\[)(\w+)(\]:)", tail):
        yield f"{margin}{result[1]}"
        yield f"{margin}    {result[2]}"
        yield f"{margin}{result[3]}"
    else:
        raise UnknownLine(tail)


def _broken_subscript(subscript: re.Match[str], indent: int) -> Iterator[str]:
    """A base class or a parameter whose type is too long for its line."""
    head, body, tail = subscript.groups()
    yield f"{' ' * indent}{head}"
    whole = f"{' ' * (indent + 4)}{body}"
    if columns(whole) <= WIDTH:
        yield whole
    elif len(_split(body)) > 1:
        yield from _items(body, indent + 4)
    else:
        raise UnknownLine(whole)
    yield f"{' ' * indent}{tail}"


def _broken_brackets(code: str, indent: int) -> Iterator[str]:
    """A call or a display at the end of a statement or of an item."""
    comma = "," if code.endswith(",") else ""
    bare = code.removesuffix(",")
    opening = _last_opening(bare)
    head, body = f"{' ' * indent}{bare[: opening + 1]}", bare[opening + 1 : -1]
    before = bare[:opening]
    value = before.partition(" = ")[2]
    if not body or bare[opening] == "[" or value.count("("):
        raise UnknownLine(code)
    if columns(head) > WIDTH:
        yield from _parenthesized(code, indent)
        return
    yield head
    if len(_split(body)) > 1 and not re.search(r"[\w)\]]$", before):
        yield from _items(body, indent + 4)  # displays are never on one line
    else:
        yield from _inside(body.removesuffix(","), indent + 4, alone=True)
    yield f"{' ' * indent}{bare[-1]}{comma}"


def _parenthesized(code: str, indent: int) -> Iterator[str]:
    """An assignment whose value gets a line of its own."""
    start, equals, value = code.partition(" = ")
    head, whole = f"{' ' * indent}{start} = (", f"{' ' * (indent + 4)}{value}"
    if equals and columns(whole) > WIDTH:
        raise UnknownLine(code)
    if equals and columns(head) <= WIDTH:
        yield head
        yield whole
        yield f"{' ' * indent})"
    elif field := _FIELD.fullmatch(code):
        yield from _broken_field(field, indent)
    else:
        raise UnknownLine(code)


def _broken_field(field: re.Match[str], indent: int) -> Iterator[str]:
    """A field whose annotation alone fills a line."""
    name, union, opening, item, value = field.groups()
    lines = (
        f"{' ' * indent}{name}{opening or '('}",
        f"{' ' * (indent + 4)}{union or item}",
        f"{' ' * indent}{']' if opening else ')'}{value}",
    )
    if max(map(columns, lines)) > WIDTH:
        raise UnknownLine("\n".join(lines))
    yield from lines


def _broken_union(union: re.Match[str], indent: int) -> Iterator[str]:
    """A parameter whose type is too long."""
    name, annotation, default = union.groups(default="")
    margin = " " * (indent + 4)
    yield f"{' ' * indent}{name}("
    if columns(f"{margin}{annotation}") <= WIDTH:
        yield f"{margin}{annotation}"
    else:
        first, *others = annotation.split(" | ")
        yield f"{margin}{first}"
        for other in others:
            yield f"{margin}| {other}"
    yield f"{' ' * indent}){default},"


def _broken_constant(line: str, constant: re.Match[str], indent: int) -> Iterator[str]:
    """A text that is too long for the line of its name, but not for one of its own."""
    start, text = constant.groups()
    whole = f"{' ' * (indent + 4)}{text}"
    if columns(whole) > WIDTH:
        yield line
        return
    yield f"{' ' * indent}{start}("
    yield whole
    yield f"{' ' * indent})"


def _split(code: str) -> list[str]:
    """The items of a list, at its commas."""
    found, start, depth = [], 0, 0
    for position, character in _marks(code):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif character == "," and not depth:
            found.append(code[start:position].strip())
            start = position + 1
    return [*found, code[start:].strip()]


def _marks(code: str) -> Iterator[tuple[int, str]]:
    """Brackets and commas, but for those in texts."""
    bare = _TEXT.sub(lambda text: "_" * len(text[0]), code)
    for position, character in enumerate(bare):
        if character in "([{}]),":
            yield position, character


def _closing(code: str, opening: int) -> int:
    """Where the bracket at a position is closed."""
    depth = 0
    for position, character in _marks(code):
        if position >= opening and character != ",":
            depth += 1 if character in _OPENING else -1
            if not depth:
                return position
    raise UnknownLine(code)


def _last_opening(code: str) -> int:
    """Where the bracket that the code ends with was opened."""
    for position, character in _marks(code):
        if character in _OPENING and _closing(code, position) == len(code) - 1:
            return position
    raise UnknownLine(code)
