"""Every member of the closed lists has a name of its own."""

from app.accounts import kinds

LISTS = (kinds.Profession, kinds.Sex, kinds.Region, kinds.PostKind, kinds.AbsenceKind)


def test_no_value_stands_in_two_lists():
    """Members of two lists with the same value would be one key, and so bear one name."""
    members = [member for members in LISTS for member in members]
    assert len({str(member) for member in members}) == len(members)
    assert set(kinds.NAMES) == set(members)
