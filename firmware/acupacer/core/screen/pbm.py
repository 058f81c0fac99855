"""The panel's contents as a picture file."""

WIDTH = 128
HEIGHT = 64


def as_pbm(page: bytes) -> bytes:
    """A binary PBM (P4) picture of a page buffer: lit pixels white, the others black.

    ``page``: 1024 bytes as the SSD1306 holds them: eight pages of 128 columns, the top
    pixel in bit 0. Returns 1034 bytes. Blocks: some 8,000 additions (60 ms on a Pico).
    """
    rows = bytearray(b"\xff" * (WIDTH // 8 * HEIGHT))  # in PBM a set bit is black
    for at, column in enumerate(page):
        x, top = at % WIDTH, at // WIDTH * 8
        place = top * (WIDTH // 8) + x // 8
        bit = 0x80 >> (x % 8)
        while column:
            if column & 1:
                rows[place] ^= bit
            column >>= 1
            place += WIDTH // 8
    return b"P4\n128 64\n" + bytes(rows)
