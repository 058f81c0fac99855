"""Breaks the core in one small place at a time and sees whether a test notices.

    python tools/mutants.py [--seed N] [--count N]

The mutants are cosmic-ray's: a number one larger, another comparison, ``and`` for ``or``, a
loop that never runs. A seeded sample of all places is drawn, one mutant for each. Everything
happens on copies of the tree in build/mutants, never on the tree itself.

A mutant in a function is tried with the tests that run its statement (a first run without
any mutant tells which those are) and with the golden traces; one at the level of a module, or
in a function that runs while modules are read, which every test may depend on, with all tests
of the core. The first test that fails kills it.
What was killed stays on record in build/mutants: a run that was broken off, or repeated after
tests were added, tries the rest only. ``mutants_explained.txt`` beside this file lists
mutants that no test can tell from the real thing, with the reason.
"""

import argparse
import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue

from mutant_sample import draw
from mutant_tests import Choice, environment, run_tests

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
RESULTS = WORK / "killed.txt"
REPORT = WORK / "report.txt"
EXPLAINED = Path(__file__).with_name("mutants_explained.txt")
COUNT, WORKERS = 400, 2
DETECTED_PCT = 92  # of those not explained, at least


def copy_tree(target):
    """The tree as it is, without what git ignores; times are kept, for Python's cache."""
    shutil.rmtree(target, ignore_errors=True)
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def traced(tree):
    """Run the tests once, unbroken, in ``tree``; which of them runs what. Kept on record."""
    sources = sorted(
        path for name in ("firmware", "tests") for path in (tree / name).rglob("*.py")
    )
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    out = WORK / f"traced-{digest[:16]}.json"
    if not out.exists():
        command = [sys.executable, "tools/mutant_tests.py", out]
        if subprocess.run(command, cwd=tree, env=environment(tree)).returncode:
            sys.exit("the tests fail as they are: nothing to find out")
    return json.loads(out.read_text())


def try_out(mutant, clean, copies, choice):
    """What the tests of ``choice`` say of the mutant, on one of ``copies``."""
    copy = copies.get()
    path = copy / mutant["module"]
    try:
        path.write_text(mutant["code"])
        tests = choice.tests(mutant)
        return run_tests(copy, tests, choice.limit_s(tests))
    finally:
        shutil.copy2(clean / mutant["module"], path)
        copies.put(copy)


def try_all(mutants, clean, choice):
    """Yields each with its verdict, as they come; after an interrupt none is begun."""
    copies = Queue()
    for number in range(WORKERS):
        copy = WORK / f"copy-{number}"
        shutil.rmtree(copy, ignore_errors=True)
        copies.put(shutil.copytree(clean, copy))
    with ThreadPoolExecutor(WORKERS) as pool:
        futures = {pool.submit(try_out, m, clean, copies, choice): m for m in mutants}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def explained():
    """{(module's name, line as mutated): reason}."""
    rows = [line.split(" | ") for line in EXPLAINED.read_text().splitlines() if " | " in line]
    return {(module, after): reason for module, after, reason in rows}


def report(mutants, verdicts, head):
    """The result, module by module, and every survivor; whether it is good enough."""
    reasons = explained()
    lines, killed, total, known = [], Counter(), Counter(), 0
    for mutant in sorted(mutants, key=lambda mutant: (mutant["module"], mutant["line"])):
        verdict = verdicts[mutant["key"]]
        reason = reasons.get((Path(mutant["module"]).name, mutant["after"]))
        if verdict == "survived" and reason:
            known += 1
            continue
        total[mutant["module"]] += 1
        killed[mutant["module"]] += verdict != "survived"
        if verdict == "survived":
            place = f"{mutant['module']}:{mutant['line']}"
            lines.append(f"{place}\n    - {mutant['before']}\n    + {mutant['after']}")
    table = [f"{killed[name]:4} of {total[name]:3}  {name}" for name in sorted(total)]
    rate = 100 * killed.total() / max(total.total(), 1)
    end = f"{killed.total()} of {total.total()} killed: {rate:.1f} %; {known} more explained"
    text = "\n".join([head, "", *table, "", "Survivors:", *lines, "", end])
    REPORT.write_text(text + "\n")
    print(text)
    return rate >= DETECTED_PCT


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the same as Ctrl-C
    began_s = time.monotonic()
    clean = copy_tree(WORK / "clean")
    mutants, places = draw(clean, options.seed, options.count)
    head = f"seed {options.seed}: {len(mutants)} mutants of {places} places"
    print(head, flush=True)
    choice = Choice(traced(clean))
    RESULTS.touch()
    killed = set(RESULTS.read_text().split())
    verdicts = {mutant["key"]: "killed" for mutant in mutants if mutant["key"] in killed}
    waiting = [mutant for mutant in mutants if mutant["key"] not in verdicts]
    with RESULTS.open("a") as record:
        for mutant, verdict in try_all(waiting, clean, choice):
            verdicts[mutant["key"]] = verdict
            if verdict != "survived":
                print(mutant["key"], file=record, flush=True)
            minutes = (time.monotonic() - began_s) / 60
            print(
                f"{len(verdicts):4} {minutes:5.1f} min {verdict}: {mutant['after']}", flush=True
            )
    sys.exit(not report(mutants, verdicts, head))


if __name__ == "__main__":
    main()
