"""What did the hands do?

Three contacts become gestures (pressed, short, long, stuck), gestures get their names.
May import no other room.
"""
