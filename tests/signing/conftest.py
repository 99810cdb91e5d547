"""A round of approvals in Sydnärke, for the tests of signing; they stay within the association until they end."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from rounds import Round, asked, people

from finsam.core.models import Association
from finsam.core.tenancy import within


@pytest.fixture(autouse=True)
def fast_passwords(settings: LazySettings) -> None:
    """Hash passwords the fast way; that the right way is slow has its own test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Let no test be refused for what others have asked."""
    cache.clear()


@pytest.fixture
def opened(sydnarke: Association) -> Iterator[Round]:
    """A round just opened: secretary, chair, adjuster."""
    with within(sydnarke):
        yield asked(sydnarke, people())
