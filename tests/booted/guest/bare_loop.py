"""How late a loop is woken that does nothing else: half of the times and at most, in ms."""

import time

PERIOD_NS, TURNS = 10_000_000, 200


def main():
    late_ns = []
    due_ns = time.monotonic_ns()
    for _ in range(TURNS):
        due_ns += PERIOD_NS
        time.sleep(max(0, due_ns - time.monotonic_ns()) / 1e9)
        late_ns.append(time.monotonic_ns() - due_ns)
    late_ns.sort()
    print(f"{late_ns[TURNS // 2] / 1e6:.1f}, {late_ns[-1] / 1e6:.1f} at most")


if __name__ == "__main__":
    main()
