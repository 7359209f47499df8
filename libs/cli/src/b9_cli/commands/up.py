"""Start servers, services and simulator; Ctrl-C stops them."""

import argparse
import os
import subprocess
import sys
import time

from b9_cli.screen import Screen
from b9_devstack.process import ProcessError
from b9_devstack.supervisor.attach import follow
from b9_devstack.supervisor.files import StackFolder, StackState, stack_folder
from b9_devstack.supervisor.lock import StackBusyError
from b9_devstack.supervisor.options import SERVICES, StackOptions, Upstream
from b9_devstack.supervisor.runner import run_stack
from b9_devstack.workspace import ROOT

GATEWAY_PORT = 10_000
OF_DETACHED = "--of-detached"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--detach", action="store_true", help="return once it is ready")
    parser.add_argument("--ingests", type=int, default=1, metavar="N")
    parser.add_argument("--reddit-ingests", type=int, default=1, metavar="N")
    parser.add_argument("--persisters", type=int, default=1, metavar="N")
    parser.add_argument("--uploaders", type=int, default=1, metavar="N")
    parser.add_argument("--seed", type=int, default=1, help="of the simulated world")
    parser.add_argument("--services", default=",".join(SERVICES), help="start only these")
    parser.add_argument(
        "--port", type=int, default=GATEWAY_PORT, help="of the gateway; 0 picks one"
    )
    # Its output goes to a log, which is no place for a key.
    parser.add_argument(OF_DETACHED, action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Start the stack of this clone, or attach to the one that runs."""
    screen = Screen()
    folder = stack_folder(ROOT)
    try:
        options = options_from(args)
    except ValueError as error:
        screen.say(f"b9 up: {error}")
        return 2
    first = is_first(folder)
    if args.detach:
        return detach(folder, screen, first=first)
    shown = first and not args.of_detached
    try:
        run_stack(folder.path, options, screen.report, lambda: ready(folder, screen, first=shown))
    except StackBusyError:
        screen.say("This clone's stack is already running.")
        return attach(folder, screen)
    except ProcessError as error:
        screen.say(f"\nThe stack did not start. {error}\nLogs: {folder.logs}")
        return 1
    screen.say("Stopped.")
    return 0


def options_from(args: argparse.Namespace) -> StackOptions:
    """What was asked for, by argument and by ``B9_UPSTREAM``."""
    upstream = os.environ.get("B9_UPSTREAM", "simulator")
    if upstream not in {"simulator", "live"}:
        raise ValueError("B9_UPSTREAM is either `simulator` or `live`")
    key = os.environ.get("RAPIDAPI_KEY", "")
    if upstream == "live" and not key:
        raise ValueError("B9_UPSTREAM=live needs RAPIDAPI_KEY: calls to the provider are paid for")
    application = {
        name: os.environ.get(f"REDDIT_{name}", "") if upstream == "live" else "simulator"
        for name in ("CLIENT_ID", "CLIENT_SECRET")
    }
    unknown = set(args.services.split(",")) - set(SERVICES)
    if unknown:
        raise ValueError(f"no such service: {', '.join(sorted(unknown))}")
    chosen: Upstream = "live" if upstream == "live" else "simulator"
    return StackOptions(
        upstream=chosen,
        provider_key=key if chosen == "live" else "simulator",
        seed=args.seed,
        reddit_client_id=application["CLIENT_ID"],
        reddit_client_secret=application["CLIENT_SECRET"],
        ingests=args.ingests,
        reddit_ingests=args.reddit_ingests,
        persisters=args.persisters,
        uploaders=args.uploaders,
        gateway_port=args.port or None,
        services=tuple(args.services.split(",")),
    )


def is_first(folder: StackFolder) -> bool:
    """Whether no administrator's key was ever made here."""
    return "API_TOKEN" not in folder.read_secrets()


def detach(folder: StackFolder, screen: Screen, *, first: bool) -> int:
    """Run the same command in a session of its own, and tell how its start goes."""
    folder.logs.mkdir(parents=True, exist_ok=True)
    again = [argument for argument in sys.argv[1:] if argument != "--detach"]
    with (folder.logs / "supervisor.log").open("ab") as log:
        supervisor = subprocess.Popen(  # noqa: S603  # this very program again
            [sys.executable, "-m", "b9_cli", *again, OF_DETACHED],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    return attach(folder, screen, supervisor, first=first)


def attach(
    folder: StackFolder,
    screen: Screen,
    supervisor: subprocess.Popen[bytes] | None = None,
    *,
    first: bool = False,
) -> int:
    """Tell how a stack that another process runs comes up; 0 once it is ready."""
    for state in follow(folder, supervisor):
        screen.show(state)
        if state.status == "ready":
            ready(folder, screen, first=first)
            return 0
    screen.say(f"\nThe stack is not running. {reason(folder)}\nLogs: {folder.logs}")
    return 1


def ready(folder: StackFolder, screen: Screen, *, first: bool = False) -> None:
    """Say where it is and what to do next; the administrator's key the *first* time alone."""
    state = folder.read_state() or StackState()
    took = (state.ready_at or time.time()) - state.started_at
    screen.say(f"""
B9 is ready ({took:.1f} s, upstream: {state.upstream}).

  gateway   {state.gateway_url}
  key       API_TOKEN in {folder.path / "secrets.env"} (./b9 finds it by itself)
{first_key(folder) if first else ""}
Next:
  ./b9 add instagram nasa spacex --wait
  ./b9 add reddit pics --wait
  ./b9 status
  ./b9 smoke
""")


def first_key(folder: StackFolder) -> str:
    """The key that was made for this stack, with what to know of it."""
    return f"""
  An administrator's key was made. It is shown this once; make others with ./b9 keys create:

    {folder.read_secrets()["API_TOKEN"]}
"""


def reason(folder: StackFolder) -> str:
    """Why it did not start, as far as is known."""
    state = folder.read_state()
    if state is not None and state.status == "stopping":
        return "It is being stopped."
    return (state.reason if state else None) or "See logs/supervisor.log."
