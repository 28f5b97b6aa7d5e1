"""Whose request it is, as counted and journalled."""

import pytest

from app.accounts import visitor


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("212.112.100.7", "212.112.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::2", "2001:db8::/64"),
        ("::ffff:212.112.100.7", "212.112.100.7"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_the_network_of_an_address(app, address, network):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert visitor.network() == network
