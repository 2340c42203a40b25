"""Signing in with an organisation: a provider on loopback vouches, the role table gives the seat."""

import asyncio
import json
import threading
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from dashboards.door import oidc
from dashboards.door.role_table import RoleTable, Seat
from exercises.errors import Refused
from exercises.roles import Role

pytest.importorskip("authlib", reason="needs the extra `oidc`")
pytest.importorskip("httpx", reason="needs the extra `oidc`")
CLIENT, SECRET = "scrs", "secret of the client"
BACK = "http://127.0.0.1:8501/oauth2callback"
TABLE = RoleTable({"dana@example.org": Seat(Role.DIRECTOR)}, {"players": Seat(Role.CELL, "embassy")})


class Idp:
    """A provider that vouches for whoever it is told to; nobody asks for a password there."""

    def __init__(self):
        from joserfc.jwk import RSAKey

        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.claims = {}
        self.nonces = {}
        self.issuer = ""
        self.audience = CLIENT

    def answers(self):
        """Return its pages as an application."""
        from starlette.applications import Starlette
        from starlette.responses import JSONResponse
        from starlette.routing import Route

        async def known(request):
            return JSONResponse(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )

        async def keys(request):
            return JSONResponse({"keys": [self.key.as_dict(private=False)]})

        async def token(request):
            form = parse_qs((await request.body()).decode())
            signed = self.signed(self.nonces[form["code"][0]])
            return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": signed})

        pages = {"/.well-known/openid-configuration": known, "/keys": keys}
        routes = [Route(path, page) for path, page in pages.items()]
        return Starlette(routes=[*routes, Route("/token", token, methods=["POST"])])

    def signed(self, nonce):
        """Return a token about whoever is told."""
        from joserfc import jwt

        now = int(time.time())  # noqa: TID251  a provider looks at the real clock
        said = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
        }
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**said, **self.claims}, self.key)


@pytest.fixture(scope="module")
def idp():
    """Return a provider that answers on loopback."""
    import uvicorn

    made = Idp()
    server = uvicorn.Server(uvicorn.Config(made.answers(), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    made.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield made
    server.should_exit = True
    thread.join(10)


class Browser:
    """Follows the way to the provider and back, with its cookies."""

    def __init__(self, door, idp):
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.sessions import SessionMiddleware

        told = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uri": BACK}
        told["server_metadata_url"] = f"{idp.issuer}/.well-known/openid-configuration"
        provider = oidc.provider_of(told, TABLE)
        self.idp, self.cookies = idp, {}
        session = Middleware(SessionMiddleware, secret_key=SECRET)
        self.app = Starlette(routes=oidc.routes(provider), middleware=[session])

    def get(self, address):
        """Ask for an address of the panel."""
        from knocking import Answer, passed, scope_of

        parts = urlsplit(address)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = scope_of(f"{parts.path}?{parts.query}", cookie, {}) | {"type": "http", "method": "GET"}
        answer = Answer(*asyncio.run(passed(self.app, scope)))
        for line in answer.headers.get("set-cookie", "").splitlines():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def sign_in(self, **claims):
        """Go to the provider, be somebody there, come back."""
        away = self.get("/sign-in/oidc")
        asked = {name: each[0] for name, each in parse_qs(urlsplit(away.headers["location"]).query).items()}
        assert asked["redirect_uri"] == BACK
        assert asked["code_challenge_method"] == "S256"
        self.idp.claims = claims
        self.idp.nonces["code"] = asked["nonce"]
        return self.get(f"/oauth2callback?{urlencode({'code': 'code', 'state': asked['state']})}")


@pytest.fixture
def browser(door, idp):
    return Browser(door, idp)


def test_somebody_of_the_table_gets_the_seat_without_a_link_or_a_password(door, browser):
    """By address the director's, by group a cell's; the journal says who."""
    answer = browser.sign_in(email="Dana@Example.org", email_verified=True)
    assert (answer.status, answer.headers["location"]) == (303, "/?seat=director")
    name = door.table.gate.cookie("director")
    assert door.get("/", f"{name}={browser.cookies[name]}").body == "inside"
    answer = browser.sign_in(email="paul@example.org", groups=["players", "others"])
    assert answer.headers["location"] == "/?seat=embassy"
    issued = [each for each in door.table.director.since(0) if each.kind == "link.issued"]
    assert [each.payload["name"] for each in issued] == ["Dana@Example.org", "paul@example.org"]
    assert {each.actor for each in issued} == {"sign-in"}


@pytest.mark.parametrize(
    "claims",
    [{"email": "eve@example.org"}, {"email": "dana@example.org", "email_verified": False}, {},
     {"email": "dana@example.org.evil.example"}, {"groups": "player"}, {"groups": {"players": 1}}],
)  # fmt: skip
def test_nobody_else_gets_one(door, browser, claims):
    """Also not with an address that the provider does not vouch for."""
    answer = browser.sign_in(**claims)
    assert answer.status == 403
    assert "no seat" in answer.body
    assert not [each for each in door.table.director.since(0) if each.kind == "link.issued"]


def test_what_the_provider_did_not_sign_for_us_is_not_believed(door, browser, idp, caplog):
    """A foreign audience, a state of another browser, a nonce of another sign-in; nothing of it is logged."""
    idp.audience = "somebody else"
    assert browser.sign_in(email="dana@example.org").status == 403
    idp.audience = CLIENT
    assert browser.get("/oauth2callback?code=code&state=forged").status == 403
    away = browser.get("/sign-in/oidc")
    state = parse_qs(urlsplit(away.headers["location"]).query)["state"][0]
    idp.claims, idp.nonces["code"] = {"email": "dana@example.org"}, "another"
    assert browser.get(f"/oauth2callback?{urlencode({'code': 'code', 'state': state})}").status == 403
    assert not [each for each in door.table.director.since(0) if each.kind == "link.issued"]
    assert "dana@" not in caplog.text
    assert SECRET not in caplog.text


def test_a_provider_that_is_not_there_is_said_so(door, idp):
    """The join link still works."""
    from types import SimpleNamespace

    lost = Browser(door, SimpleNamespace(issuer="http://127.0.0.1:1"))
    answer = lost.get("/sign-in/oidc")
    assert answer.status == 403
    assert "cannot be reached" in answer.body


@pytest.mark.parametrize("missing", oidc.WANTED)
def test_a_section_that_lacks_something_is_refused_by_name(missing):
    """Before the server starts."""
    whole = dict.fromkeys(oidc.WANTED, "something")
    with pytest.raises(Refused, match=missing):
        oidc.provider_of({**whole, missing: ""}, TABLE)
    assert json.dumps(whole)
