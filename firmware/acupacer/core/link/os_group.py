"""The standard OS group of SMP: echo, date and time, reset, params, info."""

from .. import events
from ..clock import iso_time
from ..errors import LinkError
from . import smp
from .job import bad_field, end_by, int_field, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .link import Link
    from .port import Pairs

NORMAL, LOADER = 0, 1  # boot modes of the reset request


def echo(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{d} -> {r}: the same text back."""
    return (("r", text_field(fields, "d")),)


def params(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {buf_size, buf_count}: how long a message may be. A new host asks this first."""
    link.forget_last_reply()
    return (("buf_size", link.limits.buf_size), ("buf_count", 1))


def reset(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{boot_mode?, force?} -> {}: restart after this reply, with boot_mode 1 into the loader.

    Busy while a session runs, forced or not.
    """
    boot_mode = int_field(fields, "boot_mode", NORMAL)
    if boot_mode not in (NORMAL, LOADER):
        raise bad_field("boot_mode", "0 (normal) or 1 (into the loader)")
    if boot_mode == LOADER and not link.port.has_loader():
        raise LinkError(smp.NOT_SUPPORTED, "no_loader", "this device has no loader to enter")
    link.refuse_when_busy()
    link.reset_due = events.Reset(boot_mode == LOADER)
    return ()


def info(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{format?} -> {output}: names and versions, as ``uname`` would print them.

    Formats: s product, n device id, r and v firmware version, m and p and i model,
    o system, a all; the fields appear in this order.
    """
    wanted = text_field(fields, "format") if "format" in fields else "s"
    if not wanted or wanted.strip("snrvmpioa"):
        raise bad_field("format", "some of s n r v m p i o a")
    found = dict(link.port.hello())
    dev_id, model, version = found["dev_id"], found["model"], found["fw"]
    known = ("acupacer", dev_id, version, version, model, model, model, "acupacer")
    words = [
        word for letter, word in zip("snrvmpio", known) if letter in wanted or "a" in wanted
    ]
    return (("output", " ".join(words)),)


def get_datetime(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """-> {datetime}: local time with zone. Refused while the clock is not set."""
    epoch_s, offset_min, is_trusted = link.port.clock()
    if not is_trusted:
        text = "the device does not know the time; set it first"
        raise LinkError(smp.BAD_STATE, "clock_not_set", text)
    return (("datetime", iso_time.format_time(epoch_s, offset_min)),)


def set_datetime(link: "Link", fields: "dict[Any, Any]") -> "Pairs":
    """{datetime} -> {}: set clock and zone; without a zone in the text it stays."""
    made = _parse(text_field(fields, "datetime"), link.port.clock()[1])
    if made is None:
        raise bad_field("datetime", "YYYY-MM-DDThh:mm:ss with an optional zone, 2000-2099")
    end_by(link.port.set_clock(made[0], made[1]), smp.BAD_STATE)
    return ()


def _parse(text: str, offset_min: int) -> "tuple[int, int] | None":
    try:
        return iso_time.parse_time(text, offset_min)
    except ValueError:
        return None
