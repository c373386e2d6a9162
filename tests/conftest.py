import pytest
from worlds import small_world

from cqcoop.dataset import Dataset


@pytest.fixture(scope="session")
def world() -> Dataset:
    """A small dataset with everything in it that questions turn on; nobody can change it."""
    return small_world()
