"""The page's end of the bell's line: says what was drawn, and has the page look when it rings.

It shows nothing. The other end is `dashboards.bell`.
"""

from __future__ import annotations

import streamlit as st

AGAIN_MS = (1000, 8000)
"""Milliseconds until a line that broke is tried again: at first, and at most."""
LINE = """
const lines = new WeakMap();

function call(line) {
  const address = location.origin.replace(/^http/, "ws") + "/bell?seat=" + encodeURIComponent(line.seat);
  const socket = line.socket = new WebSocket(address);
  socket.onopen = () => { line.wait = FIRST; socket.send(line.mark); };
  socket.onmessage = () => line.ring("rang", Date.now());
  socket.onclose = (event) => {
    if (line.over || event.code >= 4400) return;
    setTimeout(() => line.over || call(line), line.wait);
    line.wait = Math.min(line.wait * 2, MOST);
  };
}

export default function ({ data, setTriggerValue, parentElement }) {
  const known = lines.get(parentElement);
  const seat = new URLSearchParams(location.search).get("seat") || "";
  const line = known || { seat, wait: FIRST, over: false };
  const mine = line.latest = {};
  line.mark = data;
  line.ring = setTriggerValue;
  if (!known) {
    lines.set(parentElement, line);
    call(line);
  } else if (line.socket.readyState === WebSocket.OPEN) {
    line.socket.send(line.mark);
  }
  return () => {
    if (line.latest !== mine) return;  // of a call that a later one has overtaken
    line.over = true;
    line.socket.close();
    lines.delete(parentElement);
  };
}
""".replace("FIRST", str(AGAIN_MS[0])).replace("MOST", str(AGAIN_MS[1]))

_line = st.components.v2.component("scrs_bell", js=LINE)


def listen(mark: str) -> None:
    """Call the part around it again once anything is new.

    Put it into a fragment: a ring then waits until a run that is under way has ended. Else it would cut that
    run off, and with it what somebody pressed in this very moment.

    Parameters: `mark`: what the page shows, as `dashboards.bell` would say it.
    """
    _line(key="bell", data=mark, on_rang_change=_nothing)


def _nothing() -> None:
    """Take the ring: the run that it sets off looks what is new."""
