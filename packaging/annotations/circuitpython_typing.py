"""Names in annotations; see busio."""

ReadableBuffer = bytes | bytearray | memoryview
WriteableBuffer = bytearray | memoryview
