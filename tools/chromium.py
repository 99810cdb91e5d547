"""Get a Chromium for the browser tests: the system's packages where we may, else Playwright's own installer."""

import os
import shutil
import subprocess
import sys


def main() -> None:
    """Say what is done, and do it. Exit status 1 when no browser could be had."""
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium from the system's packages", flush=True)
        for step in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
            subprocess.run(
                step, stdout=subprocess.DEVNULL, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
        if shutil.which("chromium"):
            return
    print("Installing Chromium with Playwright's own installer", flush=True)
    sys.exit(subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode)


if __name__ == "__main__":
    main()
