"""What a trim asks of the store, and the file it leaves: with a host, and with none."""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from cases import picked
from store_rig import StoreRig, lived, stored


def show(made, since):
    for effect in made.done[since:]:
        words = [type(effect).__name__]
        if hasattr(effect, "offset"):
            words.append("at {}".format(effect.offset))
        if hasattr(effect, "data"):
            words.append("{} bytes".format(len(effect.data)))
        print(" ".join(words))
    for line in made.history():
        print(line.decode())


def acknowledged():
    story = lived(4)
    made = StoreRig(stored(story))
    made.wait(5000)
    since = len(made.done)
    made.ask(smp.WRITE, 100, 6, Map([("id", story.next_id - 8)]))
    made.wait(1000)
    show(made, since)


def unattended():
    made = StoreRig(stored(lived(8)), history_bytes=8000)
    since = len(made.done)
    made.wait(5000)
    show(made, since)


for tell in picked((acknowledged, unattended)):
    tell()
