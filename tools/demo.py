"""Run the main job on the real action plan and show it step by step.

Copies portfolio-data into a new git repository in demo/, checks it, shows the board, asks a gate what is
missing, records a decision, shows the risks and who must act, what the municipalities want and have answered, writes a
status report, and says where all lies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
DEMO = HERE / "demo"
PORTFOLIO = DEMO / "portfolj"
REPORTS = DEMO / "rapporter"
FYR = Path(sys.executable).parent / "fyr"
BLOCKED = "exempel-gemensam-sakerhetsovervakning"
REPORTED = "exempel-digital-samhallsbyggnad"
RANKED = "exempel-val-infor-2027"
CONSULTED = "exempel-remiss-av-handlingsplan-2024"
DECISION = (
    "gemensam-trygghetscentral",
    *("--organ", "ledningsgrupp"),
    *("--datum", "2026-11-18"),
    *("--paragraf", "§ 42"),
    *("--motivering", "Kommunerna har satt trygghetscentralen först."),
)
IDENTITY = {
    "GIT_AUTHOR_NAME": "Demo",
    "GIT_AUTHOR_EMAIL": "demo@example.org",
    "GIT_COMMITTER_NAME": "Demo",
    "GIT_COMMITTER_EMAIL": "demo@example.org",
}


def say(text: str) -> None:
    """Print a heading."""
    print(f"\n── {text} ".ljust(78, "─"), flush=True)


def fyr(*args: str, expect: tuple[int, ...] = (0,)) -> None:
    """Show a command and run it; stop when it does not end as expected."""
    shown = (f'"{a}"' if " " in a else a.replace(f"{DEMO}{os.sep}", "") for a in args)
    print(f"$ fyr {' '.join(shown)}", flush=True)
    done = subprocess.run([FYR, "--portfolio", PORTFOLIO, *args], check=False)
    if done.returncode not in expect:
        sys.exit(f"Demonstrationen stannade: fyr {args[0]} slutade med {done.returncode}.")


def git(*args: str) -> None:
    """Run git in the demo's repository."""
    subprocess.run(
        ["git", "-C", PORTFOLIO, *args], check=True, stdout=subprocess.DEVNULL, env={**os.environ, **IDENTITY}
    )


def main() -> None:
    """Run the whole story."""
    if DEMO.exists():
        shutil.rmtree(DEMO)
    shutil.copytree(HERE / "portfolio-data", PORTFOLIO)
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.name", "Demo")
    git("config", "user.email", "demo@example.org")
    git("add", ".")
    git("commit", "--quiet", "--message", "Börja med handlingsplanen")

    say("Portföljen är hel: fyr check är tyst")
    fyr("check")
    say("Tavlan: var initiativen och programmen står")
    fyr("status")
    say("Vad saknas innan grinden kan passeras?")
    fyr("gate", "check", BLOCKED, expect=(1,))
    say("Ett beslut: först visas ändringen, sedan görs den")
    fyr("gate", "advance", *DECISION, "--dry-run")
    fyr("gate", "advance", *DECISION)
    fyr("gate", "log", DECISION[0])
    say("Riskmatrisen och vem som ska agera")
    fyr("risk", "matrix")
    fyr("risk", "escalate")
    say("Vad kommunerna vill starta, räknat på fyra sätt")
    fyr("priority", "rank", RANKED)
    say("Remissen av handlingsplanen: vem som svarat")
    fyr("remiss", "status", CONSULTED)
    say("En statusrapport som Markdown och PDF")
    fyr("report", "statusrapport", REPORTED, "--to", "md,pdf", "--out", str(REPORTS))
    say("Allt ligger här")
    print(f"Portföljen (ett git-arkiv):  {PORTFOLIO}")
    for path in sorted(REPORTS.rglob("*.*")):
        print(f"Rapport:                      {path}")
    print("Gå vidare: cd till portföljen och kör fyr --help, eller läs docs/tutorial/forsta-portfoljen.md.")


if __name__ == "__main__":
    main()
