"""One boot in QEMU: run guest/ inside, pass on what it prints, return its exit code.

The machine has no disk. Its root is this computer's file system, read only, under a
memory file system that takes what is written; only the control folder is shared for
writing. Plain emulation (TCG): runs where there is no /dev/kvm, and at a speed not far
from a small Pi's.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
TIMEOUT_S = 600
COMMAND_LINE = (
    "console=ttyS0 loglevel=4 panic=-1 mitigations=off nokaslr random.trust_cpu=on tsc=reliable"
)
NOT_FINISHED = 1


def boot(kernel, part="__main__.py"):
    """Boot ``kernel`` and run a ``part`` of guest/: the scenarios, unless told otherwise.

    Blocks: minutes, ``TIMEOUT_S`` at most.

    Returns 0 when all passed. Prints what the guest prints as it comes, and the kernel's
    last words when the guest never finished.
    """
    control = Path(tempfile.mkdtemp(prefix="kernel-test-"))
    try:
        _write_orders(control, kernel, part)
        _run(_command(kernel, control))
        return _result(control)
    finally:
        shutil.rmtree(control)


def _write_orders(control, kernel, part):
    """Files that guest/init and guest/start.sh read."""
    visible = (PROJECT, Path(sys.prefix), kernel.modules, Path(sys.executable).parent)
    hidden = [path for path in visible if path.is_relative_to("/tmp")]
    (control / "keep").write_text("".join(f"{path}\n" for path in hidden))
    orders = {
        "PYTHON": sys.executable,
        "PATH": f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin",
        "GUEST": HERE / "guest",
        "PART": part,
        "MODULES": kernel.modules,
    }
    lines = (f"export {name}={shlex.quote(str(value))}\n" for name, value in orders.items())
    (control / "orders.sh").write_text("".join(lines))
    shutil.copy(HERE / "guest/start.sh", control)


def _command(kernel, control):
    return [
        *("nice", "-n", "-10"),  # where it may: cues are timed inside
        "qemu-system-x86_64",
        *("-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max,-avx,-avx2"),
        *("-smp", "2", "-m", "1024"),
        *("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"),
        *("-kernel", kernel.image, "-initrd", kernel.initramfs, "-append", COMMAND_LINE),
        *("-serial", f"file:{control}/console", "-serial", "stdio"),
        *("-device", "virtio-rng-pci"),
        *_shared("host", Path("/"), ",readonly=on"),
        *_shared("control", control, ""),
    ]


def _shared(tag, path, more):
    """QEMU's options for a folder of this computer, mounted inside by ``tag``."""
    where = f"local,id={tag},path={path},security_model=none,multidevs=remap{more}"
    return ("-fsdev", where, "-device", f"virtio-9p-pci,fsdev={tag},mount_tag={tag}")


def _run(command):
    machine = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    reader = threading.Thread(target=_pass_on, args=(machine.stdout,), daemon=True)
    reader.start()
    try:
        machine.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired:
        print(f"the machine did not finish within {TIMEOUT_S} s", flush=True)
    finally:
        machine.kill()
        machine.wait()
    reader.join(5)


def _pass_on(stream):
    while data := os.read(stream.fileno(), 65536):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _result(control):
    try:
        return int((control / "result").read_text())
    except (OSError, ValueError):
        console = control / "console"
        print(console.read_text(errors="replace")[-6000:] if console.exists() else "no boot")
        return NOT_FINISHED
