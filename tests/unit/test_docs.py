"""Docstrings: text from the metadata as Python literals."""

from __future__ import annotations

import ast
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.csdl.meaning import (
    Capabilities,
    Documentation,
    Link,
    Permission,
    Revision,
)
from odata2py.plan.docs import (
    WIDTH,
    docstring,
    documentation_text,
    permissions_text,
)

CHINESE = (
    "用户的手机是多重身份验证和自助密码重置的默认方式，可以接收短信和语音电话；"
    "备用手机和办公电话只能接听语音电话。"
) * 3


def meaning(literal: str) -> str:
    value = ast.literal_eval(literal)
    assert isinstance(value, str)
    return value


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_a_short_text_stands_on_one_line() -> None:
    assert docstring("Says it.", 4) == '"""Says it."""'


def test_no_text_is_no_docstring() -> None:
    assert docstring("") == ""


def test_paragraphs_stay_apart() -> None:
    assert docstring("One.\n\nTwo.", 4) == '"""One.\n\n    Two.\n    """'


@pytest.mark.parametrize(
    "text", ["word " * 60, CHINESE, f"{CHINESE}\n\n{'word ' * 40}"]
)
@pytest.mark.parametrize("indent", [0, 4, 8])
def test_lines_fit_the_page(text: str, indent: int) -> None:
    first, *rest = docstring(text, indent).split("\n")
    assert rest
    assert columns(" " * indent + first) <= WIDTH
    assert all(columns(line) <= WIDTH for line in rest)


def test_chinese_lines_do_not_begin_with_punctuation() -> None:
    lines = [line.strip() for line in docstring(CHINESE, 4).split("\n")]
    assert not any(line.startswith(("，", "。", "；")) for line in lines)
    assert "".join(lines).strip('"') == CHINESE


@given(st.text(min_size=1, max_size=200))
def test_any_text_means_itself(text: str) -> None:
    literal = docstring(text, 4)
    said = meaning(literal or '""')
    visible = ("".join(filter(str.isprintable, word)) for word in text.split())
    assert said.split() == [word for word in visible if word]


def test_an_element_without_a_description_has_the_fallback() -> None:
    assert documentation_text(Documentation("\u200b"), "A door.") == "A door."
    assert documentation_text(Documentation("Wide."), "A door.") == "Wide."
    assert documentation_text(Documentation("", "Wide.")) == "Wide."
    assert documentation_text(Documentation()) == ""


def test_what_is_deprecated_is_said_after_the_descriptions() -> None:
    said = Documentation(
        "Short.",
        "Long.",
        (Revision("Deprecated", date="2024-04-10", description="use Base"),),
        (Link("help", "https://a.test"),),
    )
    assert documentation_text(said) == (
        "Short.\n\nLong.\n\nDeprecated since 2024-04-10: use Base.\n\n"
        "See https://a.test"
    )


def test_a_few_links_in_the_order_of_their_relations() -> None:
    links = tuple(
        Link(rel, f"https://a.test/{href}")
        for rel, href in (("d", "4"), ("c", "1"), ("b", "2"), ("a", "1"), ("e", "3"))
    )
    text = documentation_text(Documentation(links=links))
    assert text.split("\n\n") == [f"See https://a.test/{n}" for n in (1, 2, 4)]


def test_permissions_by_access() -> None:
    said = Capabilities(
        permissions=(
            Permission("update", "delegated", ("Room.Write", "All.Write")),
            Permission("read", "delegated", ("Room.Read",)),
            Permission("update", "application", ("All.Write",)),
            Permission("call", "application", tuple("abcdefgh")),
        )
    )
    assert permissions_text(said).split("\n\n") == [
        "Permissions to read: Room.Read (delegated)",
        "Permissions to update: Room.Write, All.Write (delegated); "
        "All.Write (application)",
        "Permissions: a, b, c, d, e, f, and 2 more (application)",
    ]
    assert permissions_text(Capabilities()) == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_scopes_and_addresses_of_any_text_stay_in_their_paragraph(
    one: str, other: str
) -> None:
    said = Capabilities(permissions=(Permission("read", one, (other, one)),))
    links = Documentation(links=(Link(one, f"https://{other}"),))
    for text in (permissions_text(said), documentation_text(links)):
        assert "\n" not in text
        # Wide characters may be parted anywhere.
        assert "".join(meaning(docstring(text, 4)).split()) == "".join(text.split())
