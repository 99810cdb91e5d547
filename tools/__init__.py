"""What developers run: benchmark, audit, outliers, browser. Not part of the program."""
