"""A bundle: a folder with everything of one association, read whole or not at all, and written back."""
