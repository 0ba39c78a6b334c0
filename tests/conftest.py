"""What all tests share: for the check of how long ago a source was seen, it is a day of 2026."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def sources_were_seen_lately():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xinyong.scheme.lint.today", lambda: 20_700)
        yield
