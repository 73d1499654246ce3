"""The ``__init__`` modules of a package: which name is in which module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import wrap

from odata2py.plan.docs import WIDTH, docstring
from odata2py.plan.views import EnumView, IndexView, ModelView, RequestsView

_INDEX_TEXTS = {
    "entities": "Entity and complex types; a name imports its module when first used.",
    "enums": "Enumerations; a name imports its module when first used.",
    "requests": "Request builders; a name imports its module when first used.",
}


def plan_indexes(
    enums: Mapping[str, EnumView],
    models: Mapping[str, ModelView],
    requests: Mapping[str, RequestsView],
) -> dict[str, IndexView]:
    """The ``__init__`` modules: which name of a folder is in which module."""
    classes: dict[str, list[str]] = {path: [v.class_name] for path, v in enums.items()}
    for path, model in models.items():
        classes[path] = [
            model.class_name,
            *(body.class_name for body in model.bodies),
            *(constants.class_name for constants in model.constants),
        ]
    for path, module in requests.items():
        classes[path] = [builder.class_name for builder in module.builders]
    return {
        f"{folder}/__init__.py": _index(folder, classes)
        for folder in sorted({*_INDEX_TEXTS, *_folders(classes)})
    }


def _index(folder: str, classes: Mapping[str, list[str]]) -> IndexView:
    modules = dict(sorted(_modules(folder, classes)))
    packages = tuple(sorted(_packages(folder, classes)))
    places = [*modules.items(), *((package, (package,)) for package in packages)]
    return IndexView(
        docstring=docstring(_INDEX_TEXTS[folder.partition("/")[0]]),
        lines=tuple(line for place in places for line in _index_lines(*place)),
        modules=modules,
        packages=packages,
        root="." * (2 + folder.count("/")),
    )


def _index_lines(module: str, names: Iterable[str]) -> list[str]:
    text = f"{module}: {' '.join(names)}"
    return wrap(text, WIDTH - 4, subsequent_indent="    ", break_long_words=False)


def _folders(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        parts = path.split("/")[:-1]
        yield from ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _modules(
    folder: str, classes: Mapping[str, list[str]]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for path, names in classes.items():
        place, _, file = path.rpartition("/")
        if place == folder:
            yield file.removesuffix(".py"), tuple(sorted(names))


def _packages(folder: str, paths: Iterable[str]) -> Iterable[str]:
    inner = (f for f in _folders(paths) if f.startswith(f"{folder}/"))
    return {path.removeprefix(f"{folder}/").split("/")[0] for path in inner}
