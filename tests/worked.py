"""The worked tables of docs/calculations, as what the tests are run with."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "calculations"


def worked(page: str, first_column: str) -> list[list[str]]:
    """Return the rows of the one table on a page whose head begins with the column, cells as they are written."""
    lines = (FOLDER / f"{page}.md").read_text().splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith(f"| {first_column} |")]
    assert len(starts) == 1, f"{page}.md: {len(starts)} tables begin with {first_column}"
    rows = []
    for line in lines[starts[0] + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
