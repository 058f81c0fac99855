"""The wires of the header: what a button or an output is called, and its line."""

BUTTONS = ("START", "NEXT", "STOP")


def pins(config):
    """The line of each button and output by name."""
    buttons = config.buttons
    lines = (buttons.start_pin, buttons.next_pin, buttons.stop_pin)
    return {
        **dict(zip(BUTTONS, lines, strict=True)),
        "motor": config.motor.pin,
        "buzzer": config.buzzer.pin,
    }


def wiring(config, held=()):
    """The wires as guest/bench.py wants them; ``held``: buttons closed from power-on."""
    lines = pins(config)
    is_open, is_closed = (0, 1) if config.buttons.active_high else (1, 0)
    return {
        "idle": {lines[name]: is_open for name in BUTTONS},
        "held": {lines[name]: is_closed for name in held},
        "traced": [lines["motor"]],
    }
