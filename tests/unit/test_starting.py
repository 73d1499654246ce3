"""A first configuration: names for what nobody named, and any text as TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.office import OFFICE

from odata2py.config import PackageSettings, Source, load_config
from odata2py.configuring.starting import (
    Origin,
    Start,
    check_name,
    check_output,
    check_pattern,
    find_origin,
    refuse_present,
    with_profile,
    write_start,
)
from odata2py.configuring.suggestions import (
    beginnings,
    client_name,
    everything,
    output_folder,
    package_name,
    source_name,
)
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("graph", "graph"),
        ("graph/v1.0", "graph"),
        ("graph/beta@china", "graph"),
        ("https://a.example/V4/TripPinServiceRW/$metadata", "trip_pin_service_rw"),
        ("https://a.example/V4/(S(x1))/Trip%20Pin/$metadata", "trip_pin"),
        ("https://shop.example/api/data/v9.2/$metadata?x=1", "data"),
        ("https://shop.example/v4/$metadata", "shop"),
        ("https://www.shop.example", "shop"),
        ("http://127.0.0.1:8766/$metadata", "service"),
        ("http://[::1]/$metadata", "service"),
        ("some/where/shop-v1.0.csdl", "shop_v1_0"),
        ("$metadata.xml", "metadata"),
        ("2nd.csdl", "n2_nd"),
        ("class.csdl", "class_"),
        ("Größe.csdl", "größe"),
        ("---.csdl", "n"),
    ],
)
def test_sources_are_called_after_what_they_are(service: str, name: str) -> None:
    assert source_name(service) == name


@given(st.text())
def test_every_source_has_a_name(text: str) -> None:
    for service in (text, f"https://{text}/", f"https://a.example/{text}"):
        try:
            name = source_name(service)
        except ValueError:  # no address
            continue
        for each in (name, package_name(name), client_name(name)):
            assert check_name(each) == each


def test_packages_are_called_after_their_source() -> None:
    assert (package_name("trip_pin"), client_name("trip_pin")) == (
        "trip_pin_client",
        "TripPinClient",
    )
    assert (package_name("class_"), client_name("class_")) == (
        "class_client",
        "ClassClient",
    )


def test_packages_stand_where_sources_do(tmp_path: Path) -> None:
    assert output_folder(tmp_path, "p") == tmp_path / "p"
    (tmp_path / "src").mkdir()
    assert output_folder(tmp_path, "p") == tmp_path / "src/p"


def test_small_services_are_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "office.csdl"
    path.write_text(OFFICE, "utf-8")
    assert everything(read_model(path)) == "/**"
    assert everything(None) == ""
    many = "".join(f'<ComplexType Name="More{n}"/>' for n in range(50))
    path.write_text(OFFICE.replace("<EntityContainer", f"{many}<EntityContainer"))
    assert everything(read_model(path)) == ""


def test_what_paths_begin_with(tmp_path: Path) -> None:
    path = tmp_path / "office.csdl"
    path.write_text(OFFICE, "utf-8")
    shown = beginnings(read_model(path))
    assert "/me, " in shown
    assert "/users" in shown
    many = "".join(f'<Singleton Name="a{n}" Type="o.User"/>' for n in range(20))
    path.write_text(OFFICE.replace("</EntityContainer", f"{many}</EntityContainer"))
    model = read_model(path)
    assert model.container is not None
    parts = model.container
    count = len(parts.entity_sets) + len(parts.singletons) + len(parts.imports)
    shown = beginnings(model)
    assert shown.endswith(f", and {count - 12} more")
    assert shown.count("/") == 12


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document, and one works in it."""
    (tmp_path / "office.csdl").write_text(OFFICE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_origins(office: Path) -> None:
    found = find_origin("office.csdl", Path())
    assert found.source == Source("office", "office.csdl")
    assert (found.metadata, found.profile) == ("office.csdl", "odata")
    assert found.model is not None
    (office / "below").mkdir()
    found = find_origin("office.csdl", Path("below"))
    assert found.metadata == found.source.metadata == "../office.csdl"
    whole = office / "office.csdl"
    assert find_origin(str(whole), Path("below")).metadata == whole.as_posix()


@pytest.mark.parametrize(
    ("text", "written", "profile"),
    [
        ("graph/beta", "", "graph/beta"),
        ("graph@china", "", "graph"),
        ("https://graph.microsoft.com/beta/$metadata", "graph/beta", "graph/beta"),
        ("https://graph.example/beta/$metadata", "odata", "odata"),
    ],
)
def test_remote_origins(office: Path, text: str, written: str, profile: str) -> None:
    found = find_origin(text, Path())
    name = source_name(text)
    source = Source(name, f"metadata/{name}.csdl", profile=profile, pull=text)
    assert found == Origin(source, text, written)


def test_metadata_that_was_pulled_is_looked_at(office: Path) -> None:
    (office / "metadata").mkdir()
    (office / "office.csdl").rename(office / "metadata/graph.csdl")
    origin = find_origin("graph", Path())
    assert check_pattern(origin, "/users") == ()
    with pytest.raises(InputError, match="there is no 'usrs' below '/'"):
        check_pattern(origin, "/usrs")


def test_chosen_profiles(office: Path) -> None:
    found = with_profile(find_origin("office.csdl", Path()), "odata-segments")
    assert found.profile == found.source.profile == "odata-segments"
    with pytest.raises(InputError, match="no profile is called 'odta'; did you mean"):
        with_profile(found, "odta")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grph", "there is no file or known service 'grph'; did you mean 'graph'"),
        ("", "there is no file or known service ''"),
        ("x" * 300, "there is no file or known service 'xxx"),
        ("\0", "there is no file or known service '.x00'"),
        ("https://", "it names no host; https://host/path is expected"),
        ("https://[", "it is no address; https://host/path is expected"),
        ("https://a.example:99999/", "it is no address; https://host/path is"),
        ("https://me:secret@a.example/", "there is a user or a password in it; leave"),
        ("https://a.example/#x", "what follows '#' is sent to no service; leave it"),
        (".", r"\.: this is a folder"),
        ("empty.csdl", "empty.csdl: the file is empty"),
        ("bare.csdl", "bare.csdl: the metadata has no entity container; there are no"),
    ],
)
def test_no_origins(office: Path, text: str, said: str) -> None:
    (office / "empty.csdl").touch()
    bare, _, rest = OFFICE.partition("<EntityContainer")
    rest = rest.partition("</EntityContainer>")[2]
    (office / "bare.csdl").write_text(bare + rest, "utf-8")
    with pytest.raises(InputError, match=f"^{said}"):
        find_origin(text, Path())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("users", "^path pattern 'users': it does not start with '/'"),
        ("/user", "^the path pattern '/user' matches nothing: .* did you mean 'users'"),
    ],
)
def test_no_patterns(office: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_pattern(find_origin("office.csdl", Path()), text)


def test_accesses_that_there_are_not_are_a_notice(office: Path) -> None:
    [notice] = check_pattern(find_origin("office.csdl", Path()), "/users#list,get")
    assert "finds no get; at items it would be '/users/{id}#get'" in notice


def test_patterns_for_metadata_that_nobody_has_yet(office: Path) -> None:
    assert check_pattern(find_origin("graph", Path()), "/anything/at/all") == ()


@pytest.mark.parametrize(
    ("text", "folder", "written"),
    [("p", ".", "p"), ("./a/../p/", ".", "p"), ("p", "below", "../p")],
)
def test_outputs(office: Path, text: str, folder: str, written: str) -> None:
    origin = find_origin("office.csdl", Path(folder))
    assert check_output(origin, text, Path(folder)) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "^it is empty; a folder is expected"),
        (".", r"^'\.' holds the configuration itself; a package has a folder"),
        ("..", r"^'\.\.' holds the configuration itself"),
        ("a/..", r"^'a/\.\.' holds the configuration itself"),
        ("metadata", "^'metadata' holds the metadata; a package has a folder of its"),
        ("mine", "^mine: the folder was not made by odata2py"),
        ("office.csdl", "^office.csdl: the output is a file; name a folder"),
        ("x" * 300, "the output cannot be read"),
        ("\0", "the output cannot be read"),
    ],
)
def test_no_outputs(office: Path, text: str, said: str) -> None:
    (office / "mine").mkdir()
    (office / "mine/thesis.txt").touch()
    with pytest.raises(InputError, match=said):
        check_output(find_origin("graph", Path()), text, Path())


def test_files_that_are_not_written(office: Path) -> None:
    own = Path("odata2py.toml")
    refuse_present(own)
    with pytest.raises(InputError, match="^pyproject.toml: a new file is written; n"):
        refuse_present(Path("pyproject.toml"))
    with pytest.raises(InputError, match="^no/where: there is no such folder; make"):
        refuse_present(Path("no/where/odata2py.toml"))
    (office / "pyproject.toml").write_text("[tool.odata2py.source.x]")
    with pytest.raises(InputError, match="^pyproject.toml: it has settings already"):
        refuse_present(own)
    refuse_present(Path("other.toml"))
    own.symlink_to("nowhere")
    with pytest.raises(InputError, match="^odata2py.toml: there is one already; add"):
        refuse_present(own)


NAMES = st.from_regex(r"\A[^\W\d]\w{0,9}\Z").filter(
    lambda name: name.isidentifier() and not name[0].isupper()
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(lambda text: "://" not in text)
KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}/#"))


def start(name: str, metadata: str, keys: list[str]) -> Start:
    include = tuple(f"/users/{{{key}}}" for key in keys)
    package = PackageSettings(f"{name}_p", f"{name}_s", f"out/{name}", "C", include)
    return Start(Source(f"{name}_s", metadata), metadata, "odata", package)


@given(NAMES, TEXTS, st.lists(KEYS, min_size=1))
def test_every_text_is_read_back(name: str, metadata: str, keys: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "odata2py.toml")
        meant = start(name, f"./{metadata}", keys)
        write_start(path, meant)
        config = load_config(path)
        assert config.sources == {meant.source.name: meant.source}
        assert config.packages == {meant.package.name: meant.package}


@given(st.text(), st.sampled_from(["https://", "HTTP://", "https://a.example/"]))
def test_every_address_is_refused_or_read_back(text: str, before: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            origin = find_origin(f"{before}{text}", Path(folder))
        except InputError:
            return
        package = PackageSettings("p", origin.source.name, "p", "C", ("/**",))
        meant = Start(origin.source, origin.metadata, origin.profile, package)
        write_start(Path(folder, "odata2py.toml"), meant)


def test_what_is_no_text_is_refused(office: Path) -> None:
    said = r"'.*\\udcff.*' is no UTF-8; a path that is, is expected"
    origin = find_origin("office.csdl", Path())
    for text in ("\udcff.csdl", "https://a.example/\udcff"):
        with pytest.raises(InputError, match=said):
            find_origin(text, Path())
    with pytest.raises(InputError, match=said):
        check_output(origin, "\udcff", Path())
    with pytest.raises(InputError, match=said):
        check_pattern(origin, "/users/{\udcff}")


def test_what_would_be_read_otherwise_is_a_fault_of_our_own(tmp_path: Path) -> None:
    path = tmp_path / "odata2py.toml"
    meant = start("x", "x.csdl", ["id"])
    other = Start(Source("x_s", "y.csdl"), "x.csdl", "", meant.package)
    with pytest.raises(AssertionError):
        write_start(path, other)
    with pytest.raises(AssertionError, match="what was written is wrong: .*no_such"):
        write_start(path, Start(meant.source, "x", "no_such", meant.package))
    assert not path.exists()


def test_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "odata2py.toml"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_start(path, start("x", "x.csdl", ["id"]))
    assert path.read_text() == "mine"


@pytest.mark.parametrize("pull", ["", "graph"])
@pytest.mark.parametrize("profile", ["", "odata-segments"])
def test_comments_say_what_else_there_is(
    tmp_path: Path, pull: str, profile: str
) -> None:
    """What is commented out works where it is not."""
    path = tmp_path / "odata2py.toml"
    source = Source(
        "x",
        "metadata/x.csdl",
        profile=profile or ("graph" if pull else "odata"),
        pull=pull,
    )
    package = PackageSettings("p", "x", "p", "C", ("/**",))
    write_start(path, Start(source, pull or "metadata/x.csdl", profile, package))
    text = path.read_text("utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    path.write_text(
        "\n".join(lines[i] for i, line in enumerate(lines) if _is_toml(line))
    )
    config = load_config(path)
    assert config.packages["p"].exclude
    assert config.packages["p"].derived == "all"
    assert config.sources["x"].overlays
    assert bool(config.sources["x"].token) is bool(pull)


def _is_toml(line: str) -> bool:
    if line.startswith((" ", "include", "]")):
        return True
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False
