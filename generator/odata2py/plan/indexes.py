"""The ``__init__`` modules of a package: which name is in which module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import wrap

from odata2py.plan.docs import WIDTH, docstring
from odata2py.plan.views import EnumView, IndexView, ModelView, RequestsView

Names = tuple[str, ...]

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
    folders = _folders(classes)
    return {
        f"{folder}/__init__.py": _index(folder, folders) for folder in sorted(folders)
    }


def _index(folder: str, folders: Mapping[str, Mapping[str, Names]]) -> IndexView:
    modules = dict(sorted(folders[folder].items()))
    inner = (each.rpartition("/") for each in folders)
    packages = sorted(name for outer, _, name in inner if outer == folder)
    places = [*modules.items(), *((package, (package,)) for package in packages)]
    return IndexView(
        docstring=docstring(_INDEX_TEXTS[folder.partition("/")[0]]),
        lines=tuple(line for place in places for line in _index_lines(*place)),
        modules=modules,
        packages=tuple(packages),
        root="." * (2 + folder.count("/")),
    )


def _index_lines(module: str, names: Iterable[str]) -> list[str]:
    text = f"{module}: {' '.join(names)}"
    return wrap(text, WIDTH - 4, subsequent_indent="    ", break_long_words=False)


def _folders(classes: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Names]]:
    """The modules of each folder, with their names; outer folders may have none."""
    found: dict[str, dict[str, Names]] = {folder: {} for folder in _INDEX_TEXTS}
    for path, names in classes.items():
        *place, file = path.split("/")
        for depth in range(1, len(place) + 1):
            inside = found.setdefault("/".join(place[:depth]), {})
        inside[file.removesuffix(".py")] = tuple(sorted(names))
    return found
