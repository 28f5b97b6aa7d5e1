"""Settings that the program refuses to start with."""

import pytest

from app.settings import UnsafeSettings, load

SOUND = {
    "SECRET_KEY": "only-for-tests-0123456789abcdefghijklmnop",
    "PUBLIC_ADDRESS": "https://muras.example.kg",
}


@pytest.mark.parametrize(
    ("demonstration", "said", "demanded"),
    [("0", None, True), ("0", "required", True), ("1", None, False), ("1", "off", False), ("1", "required", True)],
)  # fmt: skip
def test_whether_a_second_factor_is_demanded(demonstration, said, demanded):
    given = SOUND | {"MURAS_DEMONSTRATION": demonstration}
    given |= {"SECOND_FACTOR": said} if said else {}
    assert load(given)["SECOND_FACTOR_REQUIRED"] is demanded


@pytest.mark.parametrize("said", ["off", "no", "Required", "0"])
def test_production_does_not_start_without_the_demand(said):
    with pytest.raises(UnsafeSettings, match="SECOND_FACTOR"):
        load(SOUND | {"SECOND_FACTOR": said})


def test_a_misspelt_demand_is_refused_in_the_demonstration_too():
    with pytest.raises(UnsafeSettings, match="SECOND_FACTOR"):
        load(SOUND | {"MURAS_DEMONSTRATION": "1", "SECOND_FACTOR": "of"})
