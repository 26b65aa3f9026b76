"""Doors: `serve`, `token create`."""

from typing import Annotated

import typer
import uvicorn

from tisserand.bootstrap import Workspace, build_app
from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    help_of,
    opened,
)
from tisserand.cli.output import print_json, say
from tisserand.graph_api.tokens import TokenRegister
from tisserand.settings import Settings

LOOPBACK = "127.0.0.1"
PORT = 8000

HostOption = Annotated[str, typer.Option("--host", help=help_of("option_host"))]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help=help_of("option_port"))]

tokens = typer.Typer(no_args_is_help=True, help=help_of("command_token"))


def serve(
    host: HostOption = LOOPBACK,
    port: PortOption = PORT,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.public,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        run_server(work, host, port)


def run_server(work: Workspace, host: str, port: int) -> None:
    """Serve the explorer, the API and SPARQL until Ctrl-C."""
    say("serving", address=f"http://{host}:{port}")
    uvicorn.run(build_app(work), host=host, port=port, log_level="warning")


@tokens.command("create", help=help_of("command_token_create"))
def create_token(
    role: RoleOption = Role.partner,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    settings = Settings.from_environment(workspace, store)
    token = TokenRegister(settings.workspace).create(role.visibility)
    if as_json:
        print_json({"role": role.value, "token": token})
        return
    say("token_created", role=role.value)
    print(token)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command(help=help_of("command_serve"))(serve)
    app.add_typer(tokens, name="token")
