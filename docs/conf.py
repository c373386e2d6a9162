"""How the documentation is built: MyST pages, the reference from docstrings, tables from the data themselves."""

import inspect
import sys
from pathlib import Path
from typing import Any

import attrs
from sphinx.application import Sphinx

import cqcoop

sys.path.insert(0, str(Path(__file__).parent))

project = "cqcoop"
author = "The cqcoop maintainers"
project_copyright = "2026, The cqcoop maintainers; code MIT, data CC BY 4.0"
release = cqcoop.__version__

extensions = ["generated", "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

html_theme = "furo"
html_title = "cqcoop"
html_copy_source = False

autodoc_member_order = "bysource"
napoleon_use_ivar = True
python_maximum_signature_line_length = 90
python_display_short_literal_types = True


def name_only_fields(app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str, returns: str) -> Any:
    """Return the signature of a record or value class with names and defaults; types would fill half a page."""
    if what != "class" or not attrs.has(obj):
        return None
    parameters = inspect.signature(obj).parameters.values()
    return str(inspect.Signature([each.replace(annotation=inspect.Parameter.empty) for each in parameters])), ""


def setup(app: Sphinx) -> None:
    """Connect what this file adds to Sphinx."""
    app.connect("autodoc-process-signature", name_only_fields)
