"""Doors: `serve`, `token create`."""

import errno
import socket
import sys
from typing import Annotated

import typer
import uvicorn

from tisserand.bootstrap import Workspace, build_app
from tisserand.cli.calls import Call, add_command, add_group
from tisserand.cli.options import Role, option
from tisserand.cli.output import print_json, say
from tisserand.cli.overdue import tell_overdue
from tisserand.errors import InputError, RefusedError
from tisserand.graph_api.tokens import TokenRegister

LOOPBACK = "127.0.0.1"
PORT = 8000

HostOption = Annotated[str, option("--host", metavar="address")]
BearerOption = Annotated[str, option("--bearer", metavar="name")]
PortOption = Annotated[int, option("--port", metavar="port", min=1, max=65535)]


def serve(call: Call, host: HostOption = LOOPBACK, port: PortOption = PORT) -> None:
    with call.existing() as work:
        tell_overdue(work)
        run_server(work, host, port, call.as_json)


def run_server(work: Workspace, host: str, port: int, as_json: bool = False) -> None:
    """Serve the explorer, the API and SPARQL until Ctrl-C.

    Raises:
        RefusedError: another program listens there, or the system forbids it.
        InputError: this machine has no such address.
    """
    with listen(host, port) as door:
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        if as_json:
            print_json({"address": address})
            sys.stdout.flush()
        say("serving", address=address)
        uvicorn.Server(uvicorn.Config(build_app(work), log_level="warning")).run(sockets=[door])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, before anything is announced."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise RefusedError("cli.port_taken", port=port, other=port % 65535 + 1) from None
        if error.errno in (errno.EACCES, errno.EPERM):
            raise RefusedError("cli.port_forbidden", port=port) from None
        raise InputError("cli.bad_address", host=host) from None


def create_token(call: Call, bearer: BearerOption = "") -> None:
    token = TokenRegister(call.settings.workspace).create(call.visibility, bearer.strip())
    if call.as_json:
        print_json({"role": call.role.value, "name": bearer.strip(), "token": token})
        return
    say("token_created", role=call.role.value)
    print(token)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    add_command(app, "serve", serve, role=Role.public)
    add_command(add_group(app, "token"), "create", create_token, "token_create", Role.partner)
