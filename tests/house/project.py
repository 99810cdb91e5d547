"""The project's own files, to be judged by the tests of the house."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("finsam", "tests", "docs", "tools")


def files(*endings: str) -> list[Path]:
    """Every file of ours with one of the endings, or every file."""
    own = [path for path in ROOT.iterdir() if path.is_file()]
    nested = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        path for path in own + nested if "__pycache__" not in path.parts and (not endings or path.suffix in endings)
    )


def name(path: Path) -> str:
    """Return the path within the project."""
    return path.relative_to(ROOT).as_posix()


def modules() -> list[Path]:
    """Every module with something in it, but for migrations."""
    return [path for path in files(".py") if "migrations" not in path.parts and path.stat().st_size]


def docstring(module: Path) -> str:
    """Return what a module says of itself."""
    return ast.get_docstring(ast.parse(module.read_text())) or ""
