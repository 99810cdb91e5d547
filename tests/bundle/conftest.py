"""A bundle to edit: the invented neighbour's, copied."""

import shutil
from pathlib import Path

import pytest
from world import BUNDLES, Edited


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Copy the neighbour's bundle with one thing changed in one file; in bytes, as anybody's program may write."""

    def edit(file: str, old: str | bytes, new: str | bytes) -> Path:
        folder = tmp_path / "bundle"
        if not folder.exists():
            shutil.copytree(BUNDLES["grannforbundet"], folder)
        old, new = (part.encode() if isinstance(part, str) else part for part in (old, new))
        content = (folder / file).read_bytes()
        assert old in content
        (folder / file).write_bytes(content.replace(old, new))
        return folder

    return edit
