"""What time is it, which day is it, and did a day pass since?

The wall clock as far as the device knows it, its ISO text, and the rules by which what
was done still belongs to today. May import no other room.
"""
