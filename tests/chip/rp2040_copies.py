"""Work done in a copy of this process, chips and all, which then ends: a cheap snapshot."""

import os
import pickle

DIED = "the copy of the process died"


def in_a_copy(work):
    """What ``work()`` returns there (it has to go through pickle); its error fails here."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    assert told, DIED
    result, complaint = pickle.loads(told)
    assert complaint == "", complaint
    return result


def _work(work, writer):
    result, complaint = None, ""
    try:
        result = work()
    except BaseException as error:
        complaint = f"{type(error).__name__}: {error}"
    with os.fdopen(writer, "wb") as pipe:
        pickle.dump((result, complaint), pipe)
    os._exit(0)
