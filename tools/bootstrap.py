"""Make .venv from the locked requirements; only the standard library, and old Pythons can read it.

Usage: python tools/bootstrap.py run|dev

Does nothing when the lock files have not changed since last time. Says in one line what is missing
when Python or git is too old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

MIN_PYTHON = (3, 11)
MIN_GIT = (2, 38)  # git merge-tree --write-tree
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(HERE, ".venv")


def stop(text):
    sys.stderr.write(text + "\n")
    raise SystemExit(1)


def newer_python():
    """Start again with a newer Python when this one is too old and another is on PATH."""
    if sys.version_info[:2] >= MIN_PYTHON:
        return
    for minor in range(20, MIN_PYTHON[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""]) == 0:
            os.execv(found, [found] + sys.argv)
    stop(
        "Python %d.%d eller senare saknas: den här är %d.%d. Installera en nyare och kör igen."
        % (MIN_PYTHON + tuple(sys.version_info[:2]))
    )


def need_git():
    try:
        out = subprocess.check_output(["git", "--version"]).decode("ascii", "replace")
    except (OSError, subprocess.CalledProcessError):
        stop("git saknas. Installera git %d.%d eller senare och kör igen." % MIN_GIT)
    found = re.search(r"(\d+)\.(\d+)", out)
    if not found or tuple(int(n) for n in found.groups()) < MIN_GIT:
        stop("git %d.%d eller senare behövs: den här är %s." % (MIN_GIT + (out.strip(),)))


def digest(names):
    h = hashlib.sha256(("%r %s" % (sys.version_info[:3], HERE)).encode("utf-8"))
    for name in names:
        with open(os.path.join(HERE, name), "rb") as f:
            h.update(f.read())
    return h.hexdigest()


def main(kind):
    newer_python()
    need_git()
    lock = "requirements/%s.txt" % kind
    stamp = os.path.join(VENV, "fyr-%s.stamp" % kind)
    want = digest([lock, "requirements/build.txt", "pyproject.toml"])
    if os.path.exists(stamp):
        with open(stamp) as f:
            if f.read() == want:
                return
    python = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
    if not os.path.exists(python):
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            stop("Pythons modul venv saknas. På Debian och Ubuntu: apt install python3-venv. Kör sedan igen.")
        subprocess.check_call([sys.executable, "-m", "venv", VENV])
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for requirements in (lock, "requirements/build.txt"):
        subprocess.check_call(pip + ["--require-hashes", "-r", os.path.join(HERE, *requirements.split("/"))])
    subprocess.check_call(pip + ["--no-deps", "--no-build-isolation", "--editable", HERE])
    with open(stamp, "w") as f:
        f.write(want)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
