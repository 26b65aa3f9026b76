"""Who asks: the role and the name that a request's token gives, public without one.

The token comes in the Authorization header, or in the cookie that the sign-in page sets; a stale
cookie is no error, so that its bearer can sign in again.
"""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from tisserand.graph_api.services import Services
from tisserand.messages import text
from tisserand.ontology.records import Visibility

COOKIE = "tisserand-token"

bearer = HTTPBearer(auto_error=False, description="`tisserand token create --role R`")


def services_of(request: Request) -> Services:
    """The workspace that this application serves."""
    services: Services = request.app.state.services
    return services


def role_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Visibility:
    """Role of the request.

    Raises:
        HTTPException: 401, the token is unknown.
    """
    token = credentials.credentials if credentials else request.cookies.get(COOKIE)
    if token is None:
        return Visibility.PUBLIC
    role = services_of(request).role_of(token)
    if role is None and credentials is None:
        return Visibility.PUBLIC
    if role is None:
        raise HTTPException(
            status_code=401,
            detail={language: text("api.unknown_token", language) for language in ("fr", "en")},
            headers={"WWW-Authenticate": "Bearer"},
        )
    return role


def name_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> str:
    """Name of who asks, which signs what they decide; empty when their token bears none."""
    token = credentials.credentials if credentials else request.cookies.get(COOKIE)
    return "" if token is None else services_of(request).name_of(token)


ServicesOf = Annotated[Services, Depends(services_of)]
RoleOf = Annotated[Visibility, Depends(role_of)]
