"""Reads out all that a made file holds: every part of an archive, every object and every word drawn of a PDF."""

import io
import zipfile

import pikepdf


def all_bytes(content: bytes) -> bytes:
    """Return a file with everything in it unpacked, archives within archives too."""
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            parts = [str(one.unparse() if hasattr(one, "unparse") else one).encode() for one in document.objects]
            parts += [one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream)]
            parts += [repr(dict(one.items())).encode() for one in document.objects if isinstance(one, pikepdf.Stream)]
            return b"\n".join([content, *parts])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [all_bytes(archive.read(name)) for name in archive.namelist()]
            return b"\n".join([content, *(name.encode() for name in archive.namelist()), *inside])
    return content


def drawn(page: pikepdf.Page) -> str:
    """Return the words that are drawn on a page of a PDF, letter by letter, by the tables of its fonts."""
    fonts = {str(name): _letters(font) for name, font in page.obj.Resources.Font.items()}
    text, letters = "", {}
    for one in pikepdf.parse_content_stream(page):
        if str(one.operator) == "Tf":
            letters = fonts[str(one.operands[0])]
        for operand in one.operands if str(one.operator) in ("Tj", "TJ") else ():
            for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    text += "".join(letters.get(raw[at : at + 2], "") for at in range(0, len(raw), 2))
    return text.replace("\u200b", "")  # where a line may break within a word


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    found, lines = {}, font.ToUnicode.read_bytes().decode().splitlines()
    for line in lines:
        parts = line.replace("<", " ").replace(">", " ").split()
        if len(parts) == 2 and all(len(one) % 4 == 0 and _is_hex(one) for one in parts):
            found[bytes.fromhex(parts[0])] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return found


def _is_hex(word: str) -> bool:
    return all(letter in "0123456789abcdefABCDEF" for letter in word)


def words_in(content: bytes) -> str:
    """Return all that a file holds as text, the drawn words of the PDFs within it too."""
    found = [all_bytes(content).decode("utf-8", "replace")]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            found += [drawn(page) for page in document.pages]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [words_in(archive.read(name)) for name in archive.namelist()]
    return "\n".join(found)
