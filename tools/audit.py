"""Ask the vulnerability database about every locked dependency; where it cannot be reached, say so and go on."""

import subprocess
import sys

UNREACHABLE = ("ConnectionError", "NameResolution", "Max retries", "timed out", "ProxyError", "403", "SSLError")

UNASKED = "could not be audited"


def main() -> None:
    """Exit status 1 on a known vulnerability, 0 when there is none or nobody could be asked."""
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off", "--timeout", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode and any(sign in said for sign in UNREACHABLE):
        print("Dependency audit: the vulnerability database could not be reached; not audited.")
        return
    unasked = [line for line in said.splitlines() if UNASKED in line]
    if unasked and not done.returncode:
        print(f"Dependency audit: {len(unasked)} packages could not be asked about, so not audited; of the others:")
    print("\n".join(line for line in said.splitlines() if UNASKED not in line).strip())
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
