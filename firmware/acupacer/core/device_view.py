"""What the panel says of the device: dark, a session, its summary, or the menu."""

from .screen.views import view
from .session.view import session_view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .device import Device


def device_view(device: "Device") -> "dict[str, Any]":
    """The view of ``device`` at its present instant (see ``views.FIELDS``)."""
    session, record = device.session, device.record
    if device.is_dark:
        return view("dark", {})
    if session is None:
        return device.menu.view()
    if session.state == "done" and record:
        return view("done", record.summary(session))
    return session_view(session, device.now_ms)
