"""What can happen outside a session besides a gesture: events of the table ``transitions``.

An event is a past fact. Some are told by other parts (the store was read, a button is
stuck), some follow at the same instant from an act (a routine was chosen and is refused).
"""

# --- told by other parts ----------------------------------------------------------------

SETTINGS_READ = "settings_read"  # from now on cues are felt as the user wants them
LOADED = "loaded"  # everything the store keeps has been read
UNANSWERED = "unanswered"  # nobody answered the offer in time
STUCK = "stuck"  # a button has been down for ten seconds
FREED = "freed"  # it was let go
PULSE_CAPPED = "pulse_capped"  # an output was on for too long, and a board cut it
CONFIGURED = "configured"  # a host changed settings or answered questions
RECEIVING = "receiving"  # more of an upload came in
RECEIVED = "received"  # the upload is over, whatever became of it
ROUTINES_REPLACED = "routines_replaced"  # by those of an upload
ASKED_FOR = "asked_for"  # a host wants a routine opened

# --- what follows from an act -----------------------------------------------------------

GO_ON = "go_on"  # nothing is asked any more: what is due next?

# What opening a routine comes to: at once, or when its bytes have been read.
FAILED = "failed"  # something is broken
REFUSED = "refused"  # it may not be opened now
UNASKED = "unasked"  # something has to be answered before
UNSAID = "unsaid"  # nobody said whether it was too much the last time
NEW_DAY = "new_day"  # no clock knows whether a day has passed
CAUTIONED = "cautioned"  # its cautions have to be accepted
READY = "ready"  # here is its session
