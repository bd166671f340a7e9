"""Makes small CIN census returns for tests, from nested mappings whose keys are the names of elements."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from clearline.measures.returns.cin.reading import read
from clearline.measures.returns.reading import Return
from clearline.measures.returns.recognising import Given

NORTHMOOR = "E06000999"


def elements(tree: dict[str, Any]) -> Iterator[str]:
    """Yield a mapping as XML: a list is the same element again and again, and so is each thing in it."""
    for name, inside in tree.items():
        for one in inside if isinstance(inside, list) else [inside]:
            text = "".join(elements(one)) if isinstance(one, dict) else escape(str(one))
            yield f"<{name}>{text}</{name}>"


def child(tree: dict[str, Any], number: int) -> str:
    """Return a child as XML. Its ``id``, and what every child has, are given when it does not say them."""
    name = tree.get("id", f"SYN{number}")
    who = {"LAchildID": name, "PersonBirthDate": "2015-06-01", "Sex": "F"} | tree.get("ChildIdentifiers", {})
    rest = {key: inside for key, inside in tree.items() if key not in ("id", "ChildIdentifiers")}
    return "".join(elements({"Child": {"ChildIdentifiers": who, "ChildCharacteristics": {"Ethnicity": "WBRI"}} | rest}))


def message(children: str, year: int = 2025, lea: str = "999", head: str = '<?xml version="1.0"?>') -> str:
    """Return a return that holds some children, already XML."""
    collection = {"Collection": "CIN", "Year": year, "ReferenceDate": f"{year}-03-31"}
    header = "".join(elements({"Header": {"CollectionDetails": collection, "Source": {"LEA": lea}}}))
    return f"{head}<Message>{header}<Children>{children}</Children></Message>"


def made(children: Sequence[dict[str, Any]], year: int = 2025) -> str:
    """Return a return of children given as mappings."""
    return message("".join(child(tree, number) for number, tree in enumerate(children)), year)


def given(*paths: Path, authority: str = NORTHMOOR) -> list[Given]:
    """Return files as a folder of an authority's returns would."""
    return [Given(path=path, kind="cin", authority=authority, size=path.stat().st_size) for path in paths]


def read_made(folder: Path, **years: str) -> Return:
    """Write returns, each under its year as ``y2025=...``, and read them as Northmoor's."""
    paths = []
    for year, text in years.items():
        path = folder / f"{year}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    (returned,) = read(given(*paths))
    return returned
