"""The flash of the emulated chip: its file system, and what a power cut leaves of it."""

from littlefs import LittleFS

# Where MicroPython's stock image for the Pico keeps its files.
FS_START, FS_BLOCKS, BLOCK_BYTES = 0xA0000, 352, 4096
FS_BYTES = FS_BLOCKS * BLOCK_BYTES
PAGE_BYTES = 256  # what one program operation writes


def make_file_system(files):
    """A littlefs image with ``files`` (path -> bytes)."""
    made = LittleFS(
        block_size=BLOCK_BYTES,
        block_count=FS_BLOCKS,
        prog_size=PAGE_BYTES,
        disk_version=0x00020000,
    )
    for path, data in files.items():
        folder = path.rpartition("/")[0]
        if folder:
            made.makedirs(folder, exist_ok=True)
        with made.open(path, "wb") as file:
            file.write(data)
    return bytes(made.context.buffer)


def read_file(image, path):
    """One file of a littlefs image; None when it is not there."""
    mounted = _mount(image)  # has to outlive its files
    try:
        with mounted.open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def files_of(image):
    """The paths of all files of a littlefs image."""
    mounted = _mount(image)
    return [
        f"{folder}/{name}".lstrip("/")
        for folder, _, names in mounted.walk("/")
        for name in names
    ]


def _mount(image):
    found = LittleFS(
        block_size=BLOCK_BYTES, block_count=FS_BLOCKS, prog_size=PAGE_BYTES, mount=False
    )
    found.context.buffer = bytearray(image)
    found.mount()
    return found


class FlashLog:
    """Every erase and program operation on the file system of ``mcu``'s flash from now on.

    ``cuts`` plays them again: the images a power cut could have left.
    """

    def __init__(self, mcu):
        self.operations = []  # (offset, the bytes there before, those after)
        self._flash = mcu.flash
        self._start = self._now()
        apply = mcu.ssi._apply_command

        def logged():
            before = self._now()
            apply()
            self._note(before, self._now())

        mcu.ssi._apply_command = logged

    def cuts(self):
        """(what, image): in the middle of each operation, then after it.

        In the middle the first half of the pages, or of the page's bytes, is done.
        """
        image = bytearray(self._start)
        for number, (at, before, after) in enumerate(self.operations):
            half = len(after) // 2
            assert image[at : at + len(before)] == before
            image[at : at + half] = after[:half]
            yield f"in operation {number}", bytes(image)
            image[at : at + len(after)] = after
            yield f"after operation {number}", bytes(image)

    def _now(self):
        return bytes(self._flash[FS_START : FS_START + FS_BYTES])

    def _note(self, before, after):
        if before == after:
            return
        changed = [
            at
            for at in range(0, FS_BYTES, PAGE_BYTES)
            if before[at : at + PAGE_BYTES] != after[at : at + PAGE_BYTES]
        ]
        first, end = changed[0], changed[-1] + PAGE_BYTES
        self.operations.append((first, before[first:end], after[first:end]))
