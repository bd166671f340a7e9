"""Runs in trestle's own environment: reads and validates the catalogs named, takes one through Markdown and back.

Usage: validate.py WORKSPACE CATALOG... The last catalog makes the journey. Exit status 1 and the reason if one fails.
"""

import sys
from argparse import Namespace
from pathlib import Path

from trestle.common.const import VAL_MODE_ALL
from trestle.core.commands.author.catalog import CatalogAssemble, CatalogGenerate
from trestle.core.commands.init import InitCmd
from trestle.core.models.file_content_type import FileContentType
from trestle.core.validator_factory import validator_factory
from trestle.oscal.catalog import Catalog


def validate(path: Path, workspace: Path) -> None:
    """Read a catalog and hold it against every validator that trestle has."""
    catalog = Catalog.oscal_read(path)
    validator = validator_factory.get(Namespace(mode=VAL_MODE_ALL))
    if not validator.model_is_valid(catalog, True, workspace):
        sys.exit(f"{path.name}: {validator.error_msg()}")


def journey(path: Path, workspace: Path) -> None:
    """Write a catalog as Markdown, as trestle's users edit it, and assemble it again as ``back``."""
    InitCmd()._run(Namespace(trestle_root=workspace, full=False, local=True, govdocs=False, verbose=0))
    home = workspace / "catalogs" / "there"
    home.mkdir()
    Catalog.oscal_read(path).oscal_write(home / f"catalog{FileContentType.to_file_extension(FileContentType.JSON)}")
    CatalogGenerate.generate_markdown(CatalogGenerate(), workspace, home / "catalog.json", workspace / "md", {}, False)
    CatalogAssemble.assemble_catalog(workspace, "md", "back", "there", False, False, None)


if __name__ == "__main__":
    root, *catalogs = (Path(argument) for argument in sys.argv[1:])
    for catalog in catalogs:
        validate(catalog, root)
    journey(catalogs[-1], root)
