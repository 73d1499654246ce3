"""``odata2py inspect`` as its users run it: text, words, paths, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.shops import SHOP, Look, Run, data, looking, names, paths, set_up

from odata2py.csdl.reader import read_model
from odata2py.slicing.slicer import slice_model

COUNTS = (
    "1 schema, 1 entity set, 1 singleton, 1 import, 3 entity types, 1 enumeration, "
)
COUNTS += "1 type definition, 1 action, 2 functions, 1 term"
WHOLE = "#get,update,replace,upsert,delete"
LINKED = f"{WHOLE},link,unlink"
CHAIR_BELOW = f"""\
    /{{id}}  {WHOLE}
      /paint  action(color)
      /$value  Stream  #get,update,delete
      /legs  Collection(leg)  #list,create
        /{{id}}  {WHOLE}
      /table  chair  {LINKED}  (reference)  -> /chairs/{{id}}
        /paint  action(color)
"""
TREE = f"""\
shop.Door

/
  /find  function() -> Collection(leg)
  /best  chair  #get,update,replace  -> /chairs/{{id}}
    /paint  action(color)
  /chairs  Collection(chair)  #list,create
    /count  function() -> Int32
{CHAIR_BELOW}
{COUNTS}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def look(shop: Path, odata2py: Run) -> Look:
    return looking(odata2py, shop)


def test_the_tree_of_all_paths(look: Look) -> None:
    assert look() == TREE


@pytest.mark.parametrize("folder", [".", "sub"])
def test_a_file_is_a_source_as_well(
    folder: str, shop: Path, look: Look, odata2py: Run
) -> None:
    (shop / "sub").mkdir()
    file = "shop.csdl" if folder == "." else "../shop.csdl"
    ran = odata2py("inspect", file, cwd=shop / folder)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, TREE, "")
    assert "an hour" in look("paint")
    assert "an hour" not in look("paint", source="shop.csdl")


def test_a_file_has_the_profile_that_is_given(shop: Path, odata2py: Run) -> None:
    def accesses(*profile: str) -> str:
        ran = odata2py("inspect", "shop.csdl", "/best", *profile, cwd=shop)
        return ran.stdout.splitlines()[2]

    assert accesses() == "/best  chair  #get,update,replace"
    assert accesses("--profile", "graph/beta") == "/best  chair  #get,update"


CHAIRS = ["/chairs", "/chairs/{id}"]
BYTES = "/chairs/{id}/$value"
LEGS = ["/chairs/{id}/legs", "/chairs/{id}/legs/{id}"]
TABLE = "/chairs/{id}/table"
# What words find: paths, types with how many members, operations, terms.
WORDS: dict[str, tuple[list[str], dict[str, int], list[str], list[str]]] = {
    "leg": (
        ["/", "/best", *CHAIRS, *LEGS, TABLE],
        {"shop.chair": 1, "shop.leg": 0},
        [],
        [],
    ),
    "LEG": (
        ["/", "/best", *CHAIRS, *LEGS, TABLE],
        {"shop.chair": 1, "shop.leg": 0},
        [],
        [],
    ),
    "table": (["/", "/best", *CHAIRS, TABLE], {"shop.chair": 1}, [], []),
    "größe": (["/"], {"shop.color": 1}, [], []),
    "椅": (["/"], {"shop.color": 1}, [], []),
    "shelf": (["/"], {}, [], ["shop.Shelf"]),
    "best": (["/", "/best"], {}, [], []),
    "count": (["/", "/chairs"], {}, ["shop.count"], []),
    "find": (["/"], {}, ["shop.find"], []),
    "paint": (["/", "/best", *CHAIRS, TABLE], {}, ["shop.paint"], []),
    "hour": (["/", "/best", *CHAIRS, TABLE], {}, ["shop.paint"], []),
    "hour paint": (["/", "/best", *CHAIRS, TABLE], {}, ["shop.paint"], []),
    "shop. air": (["/", "/best", *CHAIRS, TABLE], {"shop.chair": 3}, [], []),
    "air shop.": (["/", "/best", *CHAIRS, TABLE], {"shop.chair": 3}, [], []),
    "wide grö": (["/"], {"shop.color": 1}, [], []),
    "/best paint": (["/best", "/best/table"], {}, ["shop.paint"], []),
    "paint /best": (["/best", "/best/table"], {}, ["shop.paint"], []),
    "/chairs/{id}/legs": (LEGS, {}, [], []),
    "/chairs/{id}/legs/**": (LEGS, {}, [], []),
    "/chairs/**": ([*CHAIRS, BYTES, *LEGS, TABLE], {}, [], []),
    "/chairs/{id}/**": (["/chairs/{id}", BYTES, *LEGS, TABLE], {}, [], []),
    "/chairs/{id}/legs/{leg-id}/": (["/chairs/{id}/legs/{id}"], {}, [], []),
    "/best/legs": (["/best/legs", "/best/legs/{id}"], {}, [], []),
    "/best/table/table": (
        [
            *("/best/table/table", "/best/table/table/$value"),
            *("/best/table/table/legs", "/best/table/table/legs/{id}"),
            "/best/table/table/table",
        ],
        {},
        [],
        [],
    ),
}


@pytest.mark.parametrize("words", WORDS)
def test_words_and_paths(look: Look, words: str) -> None:
    found = data(look, *words.split())
    types = {each["name"]: len(each["members"]) for each in found["types"]}
    assert (paths(found), types, names(found["operations"]), names(found["terms"])) == (
        WORDS[words]
    )
    assert found["counts"] == data(look)["counts"]


NOTHING = {
    "nonsense": "",
    "wide best": "",
    ".*": "",
    "/best nonsense": "",
    "tabel": "; did you mean 'table'?",
    "chairs/{id}": "; did you mean the path '/chairs/{id}'?",
}


@pytest.mark.parametrize("words", NOTHING)
def test_words_that_nothing_has(odata2py: Run, shop: Path, words: str) -> None:
    ran = odata2py("inspect", "shop", *words.split(), cwd=shop)
    texts = [repr(word) for word in words.split() if not word.startswith("/")]
    said = f"nothing has {' and '.join(texts)} in it{NOTHING[words]}"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"error: {said}\n")


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_word_is_none(look: Look, word: str) -> None:
    assert look(word) == TREE


def test_a_namespace_is_looked_for_with_a_dot(
    look: Look, odata2py: Run, shop: Path
) -> None:
    assert odata2py("inspect", "shop", "hop", cwd=shop).returncode == 2
    assert "shop.leg" in look("shop.")


def test_the_path_that_was_given_is_found(shop: Path, look: Look) -> None:
    more = '<Singleton Name="knee" Type="shop.leg"/><Singleton'
    (shop / "shop.csdl").write_text(SHOP.replace("<Singleton", more), "utf-8")
    assert "\n  /knee  leg  #get,update,replace\n" in look("knee")
    assert "\n/knee  leg  #get,update,replace\n" in look("/knee")
    assert look("/knee", "knee") == look("/knee")


def test_types_and_operations_that_words_name(look: Look) -> None:
    assert look("paint") == f"""\
shop.Door

/
  /best  chair  #get,update,replace  -> /chairs/{{id}}
    /paint  action(color)
  /chairs  Collection(chair)  #list,create
    /{{id}}  {WHOLE}
      /paint  action(color)
      /table  chair  {LINKED}  (reference)  -> /chairs/{{id}}
        /paint  action(color)

shop.paint(color: shop.color)  action  bound to shop.chair
    Takes an hour.

{COUNTS}
"""
    assert look("grö") == f"""\
shop.Door

/

shop.color  enumeration, flags
  größe = 1
      Wide — 椅子.

{COUNTS}
"""


def test_the_description_of_an_operation_leads_to_its_paths(look: Look) -> None:
    assert "/{id}" in look("hour")
    assert look("hour") == look("paint")


def test_a_path_word_is_written_as_a_pattern_may_be(look: Look) -> None:
    assert look("/**") == look("/") == look()
    assert look("/chairs/**") == look("/chairs/") == look("/chairs")
    assert look("/best/**", "paint") == look("/best", "paint")


@pytest.mark.parametrize("words", [[], ["search"]])
def test_imports_have_the_names_that_paths_have(
    words: list[str], shop: Path, look: Look
) -> None:
    text = SHOP.replace('<FunctionImport Name="find"', '<FunctionImport Name="search"')
    (shop / "shop.csdl").write_text(text, "utf-8")
    assert "\n  /search  function() -> Collection(leg)\n" in look(*words)
    assert "/find" not in look(*words)
    (found,) = data(look, *words)["paths"][0]["operations"]
    assert (found["segment"], found["name"]) == ("search", "shop.find")


def test_every_path_that_is_shown_can_be_included(shop: Path, look: Look) -> None:
    model = read_model(shop / "shop.csdl")
    found = data(look)
    assert found["paths"][0]["path"] == "/"
    assert not found["paths"][0]["accesses"]
    for each in found["paths"]:
        assert each["continues_at"] in paths(found)
        if each["path"] != "/":
            assert each["accesses"]
            accesses = ",".join(each["accesses"])
            assert slice_model(model, [f"{each['path']}#{accesses}"]).roots
        for operation in each["operations"]:
            path = f"{each['path'].rstrip('/')}/{operation['segment']}"
            found_slice = slice_model(model, [path])
            at_root = each["path"] == "/"
            assert found_slice.imports if at_root else found_slice.roots
    segments = [o["segment"] for each in found["paths"] for o in each["operations"]]
    assert segments == ["find", "paint", "count", "paint", "paint"]


BELOW = "/best /paint /chairs /count /{id} /paint"
CHAIR = f"{BELOW} /$value /legs /{{id}}"
DEPTHS = {
    "0": "...",
    "1": f"{BELOW} ...",
    "2": f"{CHAIR} ... /table /paint",
    "3": f"{CHAIR} /toe ... /table /paint",
    "4": f"{CHAIR} /toe /shop.chair /paint /shop.leg /table /paint",
}
LEG = '<EntityType Name="leg" BaseType="shop.thing" OpenType="true"'
TOE = '<NavigationProperty Name="toe" Type="shop.thing" ContainsTarget="true"/>'


@pytest.mark.parametrize("depth", DEPTHS)
def test_depth(shop: Path, look: Look, depth: str) -> None:
    text = SHOP.replace(f"{LEG}/>", f"{LEG}>{TOE}</EntityType>")
    (shop / "shop.csdl").write_text(text, "utf-8")
    tree = look("--depth", depth).split("\n\n")[1].splitlines()
    assert [line.split()[0] for line in tree] == ["/", "/find", *DEPTHS[depth].split()]
    assert json.loads(look("--depth", depth, "--json")) == data(look)


def big(folder: Path) -> None:
    """A shop with so many sets that their ways are too many for a screen."""
    more = "".join(
        f'<EntitySet Name="legs{i}" EntityType="shop.chair"/>' for i in range(40)
    )
    text = SHOP.replace("<Singleton", f"{more}<Singleton")
    (folder / "shop.csdl").write_text(text, "utf-8")


def test_a_tree_is_no_longer_than_a_screen_if_it_can_be(shop: Path, look: Look) -> None:
    big(shop)
    assert "/table" not in look()
    assert "\n      ...\n" in look()
    assert "/table" in look("table")
    assert "..." not in look("table")


def test_words_search_all_of_it_wherever_the_path_stands(
    shop: Path, look: Look
) -> None:
    big(shop)
    assert look("/", "leg") == look("leg", "/")


FLAWED = SHOP.replace('Name="best"', 'Name="best" Color="red"')
FLAWED = FLAWED.replace("</Schema>", '<Annotations Target="shop.no"/></Schema>')


def test_notices_are_on_stderr_and_in_json(shop: Path, odata2py: Run) -> None:
    (shop / "shop.csdl").write_text(FLAWED, "utf-8")
    ran = odata2py("inspect", "shop", cwd=shop)
    assert ran.stderr.startswith("notice: shop.csdl:28: Singleton 'best' has the attr")
    assert ran.stderr.count("\n") == 1
    found = json.loads(odata2py("inspect", "shop", "--json", cwd=shop).stdout)
    assert [f"notice: {notice}\n" for notice in found["notices"]] == [ran.stderr]
    assert len(found["remarks"]) == 1
    assert found["remarks"][0].startswith("shop.csdl:31: the target 'shop.no'")


def test_one_remark_is_no_remarks(shop: Path, odata2py: Run) -> None:
    (shop / "shop.csdl").write_text(FLAWED, "utf-8")
    last = odata2py("inspect", "shop", cwd=shop).stdout.splitlines()[-1]
    assert last == "1 remark on the metadata, in --json"


def test_all_remarks_are_counted(shop: Path, odata2py: Run) -> None:
    more = "".join(f'<Annotations Target="shop.no{i}"/>\n' for i in range(30))
    (shop / "shop.csdl").write_text(SHOP.replace("</Schema>", f"{more}</Schema>"))
    last = odata2py("inspect", "shop", cwd=shop).stdout.splitlines()[-1]
    assert last == "30 remarks on the metadata, in --json"


BAD = {
    "an unknown source": (["shpo"], "there is no source or file 'shpo'; did you mean"),
    "an unknown path": (
        ["shop", "/char"],
        "path '/char': nothing is called 'char' at '/'; did you mean 'chairs'?",
    ),
    "a path without its key": (
        ["shop", "/chairs/legs"],
        "path '/chairs/legs': nothing is called 'legs' at '/chairs'; a key comes next: "
        "'/chairs/{id}'",
    ),
    "a path beyond the end": (
        ["shop", "/best/legs/{id}/toes"],
        "path '/best/legs/{id}/toes': nothing is called 'toes' at '/best/legs/{id}'; "
        "there is nothing",
    ),
    "two paths": (
        ["shop", "/best", "leg", "/chairs"],
        "error: there are two paths, '/best' and '/chairs'; name one",
    ),
    "an operation": (
        ["shop", "/find"],
        "path '/find': 'find' is an operation; it is shown at '/'",
    ),
    "a pattern in the middle": (
        ["shop", "/**/legs"],
        "path '/**/legs': nothing is called '**' at '/'; there is best, chairs",
    ),
    "a folder": (["."], "this is a folder; name the CSDL file in it"),
    "a file that is none": (["odata2py.toml"], "odata2py.toml:1: not well-formed XML"),
    "a broken configuration": (["--config", "shop.csdl", "shop"], "this is not TOML"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str, shop: Path, odata2py: Run) -> None:
    arguments, said = BAD[name]
    ran = odata2py("inspect", *arguments, cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: ")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_faults_of_the_metadata_have_a_line_each(shop: Path, odata2py: Run) -> None:
    (shop / "shop.csdl").write_text(SHOP.replace("shop.color", "shop.colour"), "utf-8")
    ran = odata2py("inspect", "shop", cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    places = [line.split(": ")[:2] for line in ran.stderr.splitlines()]
    assert places == [["error", "shop.csdl:9"], ["error", "shop.csdl:19"]]


@pytest.mark.parametrize("arguments", [[], ["--json"], ["e"]])
def test_a_closed_pipe_is_no_fault(arguments: list[str], shop: Path) -> None:
    big(shop)
    program = Path(sys.executable).with_name("odata2py")
    command = [str(program), "inspect", "shop", *arguments]
    with subprocess.Popen(
        command, cwd=shop, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
