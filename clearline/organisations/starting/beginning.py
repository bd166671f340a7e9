"""An organisation from answers and a pasted structure, for an authority that is here already."""

import json
from collections.abc import Mapping
from typing import Any

from clearline.kit.reading import convert
from clearline.organisations.organisation import Organisation
from clearline.organisations.starting.answers import picture_from
from clearline.organisations.starting.pasting import read_pasted, with_posts


def organisation_from(answers: Mapping[str, Any], structure: str, *, key: str, name: str) -> Organisation:
    """Return the organisation of an authority as answers and pasted posts state it.

    Its id and its name are the authority's own, whatever was answered. Raises ``BadInput`` with the line of a post that
    cannot be read, and for what does not fit together.
    """
    named = {**answers, "name": name}
    picture = with_posts(picture_from(named, key), read_pasted(structure))
    plain = json.loads(json.dumps(picture, default=str))  # words that a file writes in quotes are plain text here
    return convert(plain, Organisation, {})
