"""What is on a computer, in lists that can be compared."""

FOLDERS = "/boot /etc /opt /usr/local /var/lib"
# What other programs keep of themselves: apt, dpkg, systemd, and the users' tables.
OTHERS = (
    r"dpkg|apt/|systemd/(timers|catalog|random|deb-)"
    r"|/(passwd|group|g?shadow|subuid|subgid)-? "
)
FILES = (
    f"find {FOLDERS} -xdev \\( -type d -printf '%p/ %m\\n' -o -printf '%p %m %s %l\\n' \\) "
    f"| grep -v -E '{OTHERS}' | sort"
)


def lines(pi, command):
    """The different lines a command says."""
    return set(pi.sh(command).splitlines())
