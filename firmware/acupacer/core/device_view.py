"""What the panel says of the device: dark, a session, its summary, or the menu."""

from .menu.view import menu_view
from .screen.ending_screens import DoneView
from .screen.menu_screens import DarkView
from .session.view import session_view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .device import Device
    from .screen.views import View


def device_view(device: "Device") -> "View":
    """The view of ``device`` at its present instant."""
    session, record = device.session, device.record
    if device.is_dark:
        return DarkView()
    if session is None:
        return menu_view(device.menu, device.now_ms)
    if session.state == "done" and record:
        return DoneView(**record.summary(session))
    return session_view(session, device.now_ms)
