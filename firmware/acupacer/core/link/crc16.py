"""CRC-16/XMODEM for interpreters without ``binascii.crc_hqx`` (MicroPython)."""

from array import array


def _make_table() -> "array[int]":
    """The CRC of every single byte; polynomial 0x1021. 512 bytes of memory."""
    table = array("H")
    for byte in range(256):
        crc = byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
        table.append(crc & 0xFFFF)
    return table


_TABLE = _make_table()


def crc16(data: bytes, crc: int) -> int:
    """Continue ``crc`` (0 to start) over ``data``. Same as ``binascii.crc_hqx``."""
    table = _TABLE
    for byte in data:
        crc = ((crc << 8) & 0xFF00) ^ table[(crc >> 8) ^ byte]
    return crc
