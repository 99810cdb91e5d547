"""List what has grown past what we aim at: functions of 40 lines, views of 25, files of 400."""

import ast
from pathlib import Path

FUNCTION, VIEW, FILE = 40, 25, 400


def main() -> None:
    """Print the outliers, longest first, and the medians."""
    lengths: list[tuple[int, str]] = []
    files: list[tuple[int, str]] = []
    for path in sorted(Path("finsam").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        files.append((source.count("\n"), str(path)))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                lengths.append((lines, f"{path}:{node.lineno} {node.name}"))
    _print("Functions", lengths, lambda name: VIEW if "views.py" in name else FUNCTION)
    _print("Files", files, lambda _: FILE)


def _print(title: str, measured: list[tuple[int, str]], bound: object) -> None:
    ordered = sorted(measured, reverse=True)
    middle, tenth = ordered[len(ordered) // 2][0], ordered[len(ordered) // 10][0]
    print(f"{title}: {len(ordered)}, median {middle} lines, p90 {tenth}")
    for lines, name in ordered:
        if callable(bound) and lines > bound(name):
            print(f"  {lines:5} {name}")


if __name__ == "__main__":
    main()
