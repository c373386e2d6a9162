import pytest
from hypothesis import HealthCheck, settings

from cqcoop.dataset import Dataset
from worlds import small_world

# Examples may take as long as they take on a busy machine; what must be quick is timed by tests of its own.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def world() -> Dataset:
    """A small dataset with everything in it that questions turn on; nobody can change it."""
    return small_world()
