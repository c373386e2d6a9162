"""How the documentation is built: MyST pages, the reference from docstrings, tables from the data themselves."""

import sys
from pathlib import Path
from typing import Any, Final

import attrs
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject
from sphinx.ext.napoleon import Config, GoogleDocstring

import cqcoop
from cqcoop.queries import Collection
from cqcoop.vocabulary import VOCABULARIES

sys.path.insert(0, str(Path(__file__).parent))

project = "cqcoop"
author = "The cqcoop maintainers"
project_copyright = "2026, The cqcoop maintainers; code MIT, data CC BY 4.0"
release = cqcoop.__version__

extensions = ["generated", "myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
default_role = "literal"

html_theme = "furo"
html_title = "cqcoop"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["wide.css"]

autodoc_member_order = "bysource"
python_maximum_signature_line_length = 90

NAPOLEON: Final = Config(napoleon_use_ivar=True)


def read_sections(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Turn the sections of a docstring into reStructuredText, as sphinx.ext.napoleon does.

    That extension takes what stands before a colon in the first line of a property for its type.
    """
    plain = "method" if what in {"attribute", "property", "data"} else what
    lines[:] = map(name_vocabularies, GoogleDocstring(lines, NAPOLEON, app, plain, name, obj, options).lines())


def shorten(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None
) -> Any:
    """Leave out how classes are made that list their fields or that users never make; name vocabularies."""
    if what == "class" and (attrs.has(obj) or issubclass(obj, Collection | cqcoop.Dataset | cqcoop.Brief)):
        return "", ""
    return signature and name_vocabularies(signature), returns


def name_vocabularies(text: str) -> str:
    """Put the name of a vocabulary where all of its terms stand."""
    for vocabulary, terms in VOCABULARIES.items():
        text = text.replace(str(terms).removeprefix("typing."), vocabulary)
    return text


def setup(app: Sphinx) -> None:
    """Connect what this file adds to Sphinx."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Fields"
    app.connect("autodoc-process-docstring", read_sections)
    app.connect("autodoc-process-signature", shorten)
