import pytest

from cqcoop.dataset import Dataset
from worlds import small_world


@pytest.fixture(scope="session")
def world() -> Dataset:
    """A small dataset with everything in it that questions turn on; nobody can change it."""
    return small_world()
