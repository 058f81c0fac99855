"""How is text written so that it is the same bytes on every interpreter?

Which characters there are, words without their marks, texts in several languages, UTF-8 with
the place of the first fault, compact JSON without dicts or floats, CRCs as hex digits. May
import no other room.
"""
