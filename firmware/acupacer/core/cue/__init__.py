"""What is felt and heard, and which cues does this person mix up?

The vocabulary (every cue with its pattern, rank, tone and occasion), the player that
turns cues into edges of motor and buzzer, and the trainer's count of confusions. May
import no other room.
"""
