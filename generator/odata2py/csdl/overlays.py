"""Overlays: documents that annotate what another document declares."""

from __future__ import annotations

import difflib
from pathlib import Path

from odata2py.csdl.build.annotations import TERMS
from odata2py.csdl.check.annotations import check_annotations
from odata2py.csdl.check.rules import check_forms
from odata2py.csdl.check.targets import Targeting
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.document import Document, read_document
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.survey import survey_envelope
from odata2py.csdl.tags import ANNOTATION, ANNOTATIONS, EDM


def read_overlay(path: Path, declared: Declarations) -> tuple[Document, list[Element]]:
    """An overlay and its Annotations, every target of which exists."""
    faults = Faults(strict=True)
    document = read_document(path, str(path), faults, overlay=True)
    survey = survey_envelope(document.root)
    check_annotations(document.root, document.scope, faults)
    targeting = Targeting(declared, faults)
    found: list[Element] = []
    for schema in document.schemas.values():
        for element in schema:
            if element.tag == ANNOTATIONS:
                targeting.check(element, document.scope)
                _check_terms(element, document.scope, faults)
                found.append(element)
            elif element.tag != ANNOTATION and element.tag.startswith(EDM):
                faults.add(
                    element,
                    f"{describe(element)} is declared in an overlay",
                    "an overlay only annotates what its service declares",
                )
    check_forms(survey, faults)
    faults.settle()
    return document, found


def _check_terms(element: Element, scope: Scope, faults: Faults) -> None:
    for annotation in element:
        term = annotation.get("Term") or ""
        prefix = term.rpartition(".")[0]
        if annotation.tag == ANNOTATION and prefix not in scope.namespaces:
            faults.add(
                annotation,
                f"the namespace or alias of the term {quote(term)} is not declared",
                "an edmx:Include declares it",
            )
        elif right := _misspelt(scope.resolve(term)):
            faults.add(annotation, f"nothing is made of the term {quote(term)}", right)


def _misspelt(term: str) -> str:
    """What a term is nearly spelt as, of which something would be made.

    Others may be there for other tools.
    """
    near = difflib.get_close_matches(term, TERMS, n=1, cutoff=0.95)
    return f"did you mean {near[0]!r}?" if near and term not in TERMS else ""
