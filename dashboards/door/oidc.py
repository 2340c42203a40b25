"""Signing in with an organisation: OpenID Connect by Authlib, and the seat that the role table gives.

Who signs in so gets a link like everybody else, issued for a day and noted; from there on nothing is special.
The provider is the `[auth]` section of `.streamlit/secrets.toml`, as Streamlit writes it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from dashboards.door import joining, pages
from dashboards.house import house
from exercises.errors import Refused
from exercises.roles import Actor, Role

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dashboards.door.role_table import RoleTable

LOG = logging.getLogger(__name__)
WANTED = ("redirect_uri", "client_id", "client_secret", "server_metadata_url")
GOOD_FOR_DAYS = 1.0
SCOPE = "openid email profile"
ISSUER = Actor("sign-in", Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Provider:
    """Who vouches for people. `told`: the section `[auth]`; `groups`: the claim with somebody's groups."""

    told: Mapping[str, Any]
    table: RoleTable
    groups: str = "groups"

    @property
    def back(self) -> str:
        """The path to which the provider sends people back."""
        return urlsplit(str(self.told["redirect_uri"])).path


def provider_of(section: Mapping[str, Any], table: RoleTable) -> Provider:
    """Return the provider of a section `[auth]`.

    Raises: `Refused` where something is missing in it, or the libraries are.
    """
    missing = [each for each in WANTED if not section.get(each)]
    if missing:
        message = f"[auth] in .streamlit/secrets.toml lacks {', '.join(missing)}"
        raise Refused(message, advice="see docs/panel.md")
    if find_spec("authlib") is None or find_spec("httpx") is None:
        message = "signing in with an organisation needs Authlib"
        raise Refused(message, advice="pip install 'scrs[oidc]'")
    return Provider(section, table, str(section.get("groups_claim", "groups")))


def routes(provider: Provider) -> list[Route]:
    """Return the routes to the provider and back."""
    from authlib.integrations.starlette_client import OAuth  # noqa: PLC0415  an extra

    client = OAuth().register(
        "organisation",
        client_id=provider.told["client_id"],
        client_secret=provider.told["client_secret"],
        server_metadata_url=provider.told["server_metadata_url"],
        client_kwargs={
            "scope": SCOPE,
            "code_challenge_method": "S256",
            **provider.told.get("client_kwargs", {}),
        },
    )

    async def away(request: Request) -> Response:
        try:
            found: Response = await client.authorize_redirect(request, provider.told["redirect_uri"])
        except Exception:
            LOG.exception("the provider of identities cannot be reached")
            return pages.no_entry(_unreached())
        return found

    async def back(request: Request) -> Response:
        try:
            token = await client.authorize_access_token(request)
        except Exception as error:  # noqa: BLE001  whatever it is, nobody comes in
            LOG.warning("a sign-in was not accepted: %s", type(error).__name__)  # never what it carries
            return _turned_away(_not_proved())
        return await _seat(request, provider, token.get("userinfo") or {})

    return [Route("/sign-in/oidc", away), Route(provider.back, back)]


async def _seat(request: Request, provider: Provider, claims: Mapping[str, Any]) -> Response:
    """Give somebody who is known the seat of the table."""
    email = str(claims.get("email") or "")
    try:
        if claims.get("email_verified") is False:
            email = ""  # an address that the provider does not vouch for is nobody's
        seat = provider.table.seat_of(email, _groups(claims.get(provider.groups)))
        gate = house().gate
        link = await run_in_threadpool(
            gate.issue,
            seat.role,
            cell=seat.cell,
            name=email or str(claims.get("name") or claims.get("sub")),
            by=ISSUER,
            days=GOOD_FOR_DAYS,
        )
        address = joining.address_of(request)
        cookie = await run_in_threadpool(house().entering.vouched, link.token, address=address)
    except Refused as refused:
        return _turned_away(refused)
    return joining.seated(request, link.claims, cookie)


def _groups(told: object) -> list[str]:
    """Return somebody's groups: a list of names, or one."""
    return [str(each) for each in told] if isinstance(told, list) else [str(told)] if told else []


def _turned_away(refused: Refused) -> Response:
    house().gate.refused(refused.reason)
    return pages.no_entry(refused, elsewhere=True)


def _not_proved() -> Refused:
    return Refused("the sign-in was not completed", advice="try again")


def _unreached() -> Refused:
    return Refused("your organisation's sign-in cannot be reached", advice="use your join link, or try later")
