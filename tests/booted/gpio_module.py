"""GPIO lines that behave as a Raspberry Pi's, from Debian's own source of gpio-sim.

Debian ships gpio-sim's source but not the module. Ours differs in two places, both
switched by module parameters:

    persist_outputs   a released output keeps its level, as with Raspberry Pi's kernel
    wired             ``pull`` in sysfs is an outside wire: what bias the program asks for
                      does not move the line
"""

import re
import subprocess
from pathlib import Path

NAME = "gpio_sim_wired"
SOURCES = ("drivers/gpio/gpio-sim.c", "drivers/gpio/gpiolib.h", "kernel/irq/irq_sim.c")

PARAMETERS = """\
static bool persist_outputs, wired;
module_param(persist_outputs, bool, 0644);
module_param(wired, bool, 0644);

"""
KEEP = """\
	if (persist_outputs && !test_bit(offset, chip->direction_map))
		return;

"""
# (file, pattern that must match once, what takes its place)
CHANGES = (
    ("gpio-sim.c", r"(?=static int gpio_sim_apply_pull\()", PARAMETERS),
    ("gpio-sim.c", r"(static void gpio_sim_free\([^{]*\{[^}]*?\n\n)", r"\1" + KEEP),
    ("gpio-sim.c", r"(PULL_UP:\s*return) (?=gpio_sim_apply_pull)", r"\1 wired ? -ENOTSUPP : "),
    (
        "gpio-sim.c",
        r"(PULL_DOWN:\s*return) (?=gpio_sim_apply_pull)",
        r"\1 wired ? -ENOTSUPP : ",
    ),
    # irq_to_desc is not exported to modules; what is exported does the same.
    ("irq_sim.c", r"handle_simple_irq\(irq_to_desc\((\w+)\)\)", r"generic_handle_irq(\1)"),
)


def build(work, version, folder):
    """Build the module for kernel ``version`` from the source package in ``work``.

    Puts the .ko into ``folder``. Raises RuntimeError when Debian's source no longer looks
    as expected or the build fails (its output is in the message).
    """
    tree = work / "module"
    tree.mkdir()
    _take_sources(work, tree)
    for name, pattern, replacement in CHANGES:
        path = tree / name
        text, count = re.subn(pattern, replacement, path.read_text())
        if count != 1:
            raise RuntimeError(f"{name}: {pattern!r} is there {count} times, not once")
        path.write_text(text)
    (tree / "Makefile").write_text(f"obj-m := {NAME}.o\n{NAME}-y := gpio-sim.o irq_sim.o\n")
    made = subprocess.run(
        ["make", "-C", f"/lib/modules/{version}/build", f"M={tree}", "modules"],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise RuntimeError("the simulated lines do not build:\n" + made.stderr[-3000:])
    folder.mkdir()
    subprocess.run(
        ["strip", "-g", "-o", folder / f"{NAME}.ko", tree / f"{NAME}.ko"], check=True
    )


def _take_sources(work, tree):
    """The source files out of the archive inside the package, reading no further."""
    (package,) = work.glob("linux-source-*.deb")
    top = package.name.partition("_")[0]
    whole = subprocess.Popen(
        ["dpkg", "--fsys-tarfile", package],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it complains when nobody reads on
    )
    archive = subprocess.Popen(
        ["tar", "-xO", "--occurrence=1", f"./usr/src/{top}.tar.xz"],
        stdin=whole.stdout,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    taken = subprocess.run(
        ["tar", "-xJ", "--occurrence=1", "--transform=s,.*/,,"]
        + [f"{top}/{name}" for name in SOURCES],
        cwd=tree,
        stdin=archive.stdout,
        capture_output=True,
        text=True,
    )
    for process in (archive, whole):
        process.stdout.close()
        process.wait()
    absent = [name for name in SOURCES if not (tree / Path(name).name).exists()]
    if absent:
        raise RuntimeError(f"the kernel's source lacks {', '.join(absent)}: {taken.stderr}")
