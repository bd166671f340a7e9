"""What tests of statements share."""

import pytest
from people import make_authority

from clearline.accounts.models import Authority


@pytest.fixture
def authority() -> Authority:
    return make_authority()
