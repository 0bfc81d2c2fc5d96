"""What the tests of runs and of reading back share."""

from __future__ import annotations

import pytest
from towns import Printed, print_town, town


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The town of twelve, printed in files of two documents; not to be changed."""
    return print_town(tmp_path_factory.mktemp("clean"), town(), per_file=2)
