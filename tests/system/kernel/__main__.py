"""``make test-kernel``: the device program on a real kernel, with everything but the parts.

Prepares a Debian kernel once, boots it in QEMU and runs guest/ inside. Exit code: 0 all
scenarios passed, or skipped (the last line says why); 1 one failed. See docs/kernel-test.md.
"""

import sys
import time

from boot import boot
from needs import NotPossible, check
from prepare import prepare


def main():
    try:
        check()
        kernel = prepare(lambda text: print(text, flush=True))
    except NotPossible as error:
        print(f"skipped: {error}")
        return 0
    began_s = time.monotonic()
    code = boot(kernel)
    print(f"{'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began_s:.0f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
