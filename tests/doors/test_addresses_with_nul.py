"""An address that holds a NUL is refused as one, on either database, and never by an error of the database."""

import pytest
from northmoor_whole import northmoor
from people import client_for, member

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    "address", ["tests-of-assurance/open/?proposal=%00", "reports/?q=a%00b", "registers/visits/entry%00/"]
)
def test_an_address_with_a_nul_is_a_bad_request(address: str) -> None:
    authority = northmoor()
    response = client_for(member(authority, "governance-officer")).get(f"/northmoor/{address}")
    assert response.status_code == 400
    assert "Northmoor" not in response.content.decode()
