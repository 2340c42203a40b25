"""The routes by which people come in: a join link, the form of a sign-in, and leaving a seat.

Every answer that gives a seat sets a cookie that no script can read and leads to an address without the
link. What may come in at all is `door.guarding`; what a link is worth, `door.entering`.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dashboards.door import pages
from dashboards.door.entering import shortened
from dashboards.house import house, now
from dashboards.seat import SEAT
from exercises.errors import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from dashboards.access import Claims

LARGEST_FORM = 4_096
"""Bytes of the form of a sign-in; a longer one is none."""


async def join(request: Request) -> Response:
    """Let the holder of a link in, or show what the seat asks for beside it."""
    token = request.query_params.get("t", "")
    gate = house().gate
    try:
        claims = gate.known(token)
        if not gate.sealed(claims):
            cookie = await run_in_threadpool(house().entering.enter, token, address=address_of(request))
            return seated(request, claims, cookie)
    except Refused as refused:
        gate.refused(refused.reason)
        return pages.no_entry(refused)
    if _sits_already(request, claims):
        return RedirectResponse(f"/?{SEAT}={claims.seat}", status_code=HTTPStatus.SEE_OTHER)
    return _form(claims, token)


async def sign_in(request: Request) -> Response:
    """Take the form of a seat that asks for more than its link."""
    form = await _form_of(request)
    token, password = form.get("t", ""), form.get("password", "")
    of = house()
    try:
        claims = of.gate.known(token)
    except Refused as refused:
        of.gate.refused(refused.reason)
        return pages.no_entry(refused)
    try:
        cookie = await run_in_threadpool(
            of.entering.enter, token, address=address_of(request), password=password
        )
    except Refused as refused:
        return _form(
            claims, token, wrong=f"{pages.sentence(refused.reason)} {pages.sentence(refused.advice)}"
        )
    return seated(request, claims, cookie)


async def leave(request: Request) -> Response:
    """Ask whether somebody means to leave a seat; whoever does, loses its cookie in this browser."""
    seat = request.query_params.get(SEAT, "")
    if request.method != "POST":
        return pages.page(HTTPStatus.OK, f"Leave the seat of the {seat}?", _coming_back(request), leave=seat)
    answer = pages.page(HTTPStatus.OK, "The seat is free", "To take it again, open its link.")
    answer.delete_cookie(house().gate.cookie(seat), httponly=True, samesite="lax")
    return answer


def _coming_back(request: Request) -> str:
    """Return how whoever leaves comes back."""
    gate = house().gate
    try:
        once = gate.admit(request.cookies.get(gate.cookie(request.query_params.get(SEAT, "")), "")).once
    except Refused:
        once = False
    if once:
        return "The link was good for this browser only, and is spent then: ask for another to come back."
    return "Play goes on without you. To take the seat again, open its link."


def seated(request: Request, claims: Claims, cookie: str) -> Response:
    """Return the answer that gives a browser its seat."""
    answer = RedirectResponse(f"/?{SEAT}={claims.seat}", status_code=HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        house().gate.cookie(claims.seat),
        cookie,
        httponly=True,
        samesite="lax",
        expires=int(max(0.0, claims.expires - now())),
        secure=request.url.scheme == "https",
    )
    return answer


def _form(claims: Claims, token: str, *, wrong: str = "") -> Response:
    gate = house().gate
    asked = claims.seat if gate.passwords.asks(claims.role) else ""
    lines = [house().director.setting.script.title]
    if claims.once:
        lines.append("This link is good for one browser: the one in which you take the seat.")
    status = HTTPStatus.FORBIDDEN if wrong else HTTPStatus.OK
    return pages.page(status, f"The seat of the {claims.seat}", *lines, token=token, seat=asked, wrong=wrong)


def _sits_already(request: Request, claims: Claims) -> bool:
    try:
        gate = house().gate
        return gate.admit(request.cookies.get(gate.cookie(claims.seat), "")).jti == claims.jti
    except Refused:
        return False


def address_of(request: Request) -> str:
    """Return from where a request comes, as the journal keeps it."""
    return shortened(request.client.host if request.client else "")


async def _form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form; nothing of one that is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
