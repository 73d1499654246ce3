"""Long lines are broken as black would break them, or are left to it."""

from __future__ import annotations

import black
import pytest
from black.mode import TargetVersion

from odata2py.render.breaking import UnknownLine, break_lines

LONG = "a_name_that_takes_a_lot_of_room"
OTHER = "another_name_that_takes_even_more_room"

FORMS = {
    "an import": f"from .{LONG} import {LONG} as {LONG}\n",
    "several imports": f"from .{LONG} import {LONG}, {OTHER}, {LONG}_too\n",
    "bases on one line": f'class {LONG}({OTHER}[A, "b"], {OTHER}):\n    x: int\n',
    "bases on several": f"class {LONG}({OTHER}[A], {OTHER}, {LONG}):\n    x: int\n",
    "a base": f"class {LONG}({LONG}_that_is_the_base, total=False):\n    x: int\n",
    "a method": f"def {LONG}(self) -> {OTHER}[{LONG}]:\n    pass\n",
    "parameters": f"def {LONG}(self, *, a: int = 1) -> {OTHER}[{LONG}]:\n    pass\n",
    "many parameters": (
        f"def {LONG}(self, *, {LONG}: int, {OTHER}: {LONG} | None = None) -> X:\n"
        "    pass\n"
    ),
    "long types": (
        "def create(\n"
        "    self,\n"
        f"    body: {LONG} | {OTHER} | {LONG} | None = None,\n"
        f"    text: {LONG} | {OTHER} | None = None,\n"
        "    /,\n"
        ") -> X:\n"
        "    pass\n"
    ),
    "a call": f'{LONG}: str | None = {OTHER}("{LONG}")\n',
    "arguments": f'{LONG}: str = {OTHER}("{LONG}", "{LONG}", "{OTHER}", key=True)\n',
    "a result": f'def f():\n    return {LONG}(*self._below("{OTHER}", "a"))\n',
    "a display": (
        f'X = Y(\n    a={{"a": {{"{LONG}": "{LONG}"}}, "b": {{"{OTHER}": 1}}}},\n)\n'
    ),
    "a call in it": f'X = {{\n    "a": Y("{LONG}", ("{LONG}", "{OTHER}")),\n}}\n',
    "a text": f'class E:\n    {LONG.upper()} = "{LONG}_{OTHER}"\n',
    "a text for which there is no room": f'{LONG} = "{OTHER * 3}"\n',
    "texts of a dictionary": f'X = {{\n    "{LONG}": "{OTHER} {OTHER}",\n}}\n',
    "a display in a call": f'X = Y(\n    a=("{LONG}", "{LONG}", "{OTHER}"),\n)\n',
    "a text alone": f'@a("{LONG} {LONG} {LONG} {OTHER}")\ndef f():\n    pass\n',
    "a keyword": f'X = Y(\n    {OTHER}="{LONG} {LONG} {LONG}",\n)\n',
    "a value of its own": f'{LONG}: {OTHER}_too | None = Property("{LONG}")\n',
    "a long annotation": f'{LONG}_too: {OTHER}_too | None = Property("{LONG}", a=1)\n',
    "a long item": f'{LONG}_too: list[{OTHER}_and_more] = Property("{LONG}", a=1)\n',
    "a long result": f"def {LONG}(self) -> {LONG}.{OTHER}.{LONG}[T]:\n    pass\n",
    "a long base": f'class A(B["{OTHER} {OTHER}", {LONG}], C):\n    x: int\n',
    "a keyword's type": (
        f"def f(\n    self,\n    **values: Unpack[{OTHER}.{OTHER}],\n):\n    pass\n"
    ),
    "quotes in a text": (
        f'@deprecated(\'three """ of them\')\nclass {LONG}({OTHER}[A], {OTHER}):\n'
        "    x: int\n"
    ),
    "brackets in a text": f"@f('\"({{, {LONG}, {LONG} {OTHER}')\ndef f():\n    pass\n",
    "a docstring": f'class A:\n    """{LONG} {LONG} {LONG} {LONG}"""\n',
    "a line of one": f'class A:\n    """A.\n\n    {LONG} {LONG} {OTHER}(\n    """\n',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_lines_are_broken_as_black_breaks_them(text: str) -> None:
    assert max(map(len, text.splitlines())) > 88
    mode = black.Mode(target_versions={TargetVersion.PY311})
    assert black.format_str(text, mode=mode) == break_lines(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}: {OTHER} | {OTHER}_too\n",
        f'{LONG * 2}: {OTHER} = Property("a")\n',
        f"def {LONG}(self) -> {OTHER}[{LONG}[{OTHER}, {LONG}]]:\n    pass\n",
        f"x = {LONG} + {LONG} + {OTHER}\n",
        f'x = {LONG}({OTHER}).{LONG}("a")({LONG})\n',
    ],
)
def test_other_lines_are_left_to_black(text: str) -> None:
    with pytest.raises(UnknownLine):
        break_lines(text)


def test_short_lines_stay() -> None:
    text = "class A(B):\n    x: int = 1\n"
    assert break_lines(text) == text
