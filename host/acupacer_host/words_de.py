"""What this program says in German, by what it says in English ("{}" is filled in).

The device's own words are its own file, ``acupacer/core/screen/words_de.py``.
"""

WORDS = {
    # sessions
    "left": "links",
    "right": "rechts",
    "both": "beide",
    " then ": ", dann ",
    "finished": "beendet",
    "ended early": "früher beendet",
    "stopped": "mit STOP beendet",
    "too much": "zu viel",
    "power was lost": "Strom war weg",
    "not ended": "nicht beendet",
    "better": "besser",
    "the same": "gleich",
    "worse": "schlechter",
    "clock not set": "Uhr nicht gestellt",
    "began": "Beginn",
    "routine": "Folge",
    "delivered": "geleistet",
    "prescribed": "verlangt",
    "pauses": "Pausen",
    "ended": "Ende",
    "helped?": "besser?",
    "{} of {} s": "{} von {} s",
    "1 session": "1 Sitzung",
    "{} sessions": "{} Sitzungen",
    "{}, {} delivered of {} prescribed ({} %)": "{}, {} geleistet von {} verlangten ({} %)",
    "did it help? (the newest last)": "hat es geholfen? (das Neueste zuletzt)",
    # files that cannot be read, as systems say it
    "No such file or directory": "gibt es nicht",
    "Is a directory": "ist ein Ordner",
    "Permission denied": "keine Berechtigung",
    # pocket card
    "START goes, NEXT moves on, STOP is less, always.": (
        "START beginnt, NEXT geht weiter, STOP ist weniger, immer."
    ),
    "It keeps time and feels nothing. Stop at any discomfort. Not medical advice.": (
        "Es misst Zeit und fühlt nichts. Bei Unbehagen aufhören. Kein ärztlicher Rat."
    ),
    "START held": "START lang",
    "NEXT held": "NEXT lang",
    "home": "Start",
    "prompt: “press START”": "Ansage: »START«",
    "pressing, getting ready": "Drücken, gleich geht’s los",
    "rest, change of sides": "Pause, Seitenwechsel",
    "free time (roller, gun)": "freie Zeit (Rolle, Pistole)",
    "paused": "angehalten",
    "“too much?”": "»zu viel?«",
    "done": "fertig",
    "“did it help?”": "»besser?«",
    "open": "öffnen",
    "next entry": "nächste",
    "previous entry": "vorige",
    "first entry": "erste",
    "I am in place": "ich bin da",
    "previous prompt": "vorige Ansage",
    "more text": "mehr Text",
    "skip this step": "Schritt auslassen",
    "STOP, at once": "STOP, sofort",
    "pause": "anhalten",
    "(pause)": "(anhalten)",
    "where am I?": "wo bin ich?",
    "enough, go on": "genug, weiter",
    "ready now": "jetzt bereit",
    "skip the next": "nächste auslassen",
    "start a spot": "Stelle beginnen",
    "finish": "beenden",
    "go on": "weiter",
    "this one again": "noch einmal",
    "skip this one": "auslassen",
    "no": "nein",
    "YES": "JA",
    "YES, too much": "JA, zu viel",
    "did it help?": "besser?",
    "too much?": "zu viel?",
    "press now": "jetzt drücken",
    "let go": "loslassen",
    "halfway, enough, back": "Hälfte, genug, zurück",
    "move out": "los",
    "change sides": "Seite wechseln",
    "next point": "nächster Punkt",
    "free time": "freie Zeit",
    "a question waits": "eine Frage wartet",
    "screen on again": "Anzeige wieder an",
    "3, 2, 1 s to go": "noch 3, 2, 1 s",
    "fault: see screen": "Störung: siehe Anzeige",
    "key not used now": "Taste gilt gerade nicht",
    "where: left; 2 right, 3 both": "wo: links; 2 rechts, 3 beide",
    # report
    "Acupressure sessions": "Akupressur-Sitzungen",
    "Where": "Wo",
    "When": "Wann",
    "Did it help?": "Hat es geholfen?",
    "How long one hold is": "Wie lang ein Halten ist",
    "Worth knowing": "Was auffällt",
    "Every session": "Alle Sitzungen",
    "How to read this": "Wie das zu lesen ist",
    "Delivered means paced: the device counts the time it asked for pressure. It does not "
    "sense the pressure itself.": (
        "Geleistet heißt angeleitet: Das Gerät zählt die Zeit, in der es um Druck bat. Den "
        "Druck selbst spürt es nicht."
    ),
    "A hold starts short and grows after finished sessions on different days, up to its "
    "limit; it steps back after a long break and after “too much”.": (
        "Ein Halten beginnt kurz und wächst nach beendeten Sitzungen an verschiedenen Tagen "
        "bis zu seiner Grenze; nach langer Pause und nach „zu viel“ geht es zurück."
    ),
    "Better, the same or worse is what one person said right after pressing. It does not show "
    "what made the difference: pain comes and goes by itself, too.": (
        "Besser, gleich oder schlechter hat ein Mensch gleich nach dem Drücken gesagt. Woran "
        "es lag, zeigt das nicht: Schmerz kommt und geht auch von selbst."
    ),
    "Nothing here is medical advice, and no clinician has reviewed the device.": (
        "Nichts davon ist ärztlicher Rat, und niemand aus der Medizin hat das Gerät geprüft."
    ),
    "pressed, as paced": "gedrückt, wie angeleitet",
    "of {} asked for": "von {} verlangten",
    "session": "Sitzung",
    "sessions": "Sitzungen",
    "day": "Tag",
    "different days": "verschiedene Tage",
    "{} to {}": "{} bis {}",
    "the clock was not set": "die Uhr war nicht gestellt",
    "Device {}, {}. Made on {}.": "Gerät {}, {}. Erstellt am {}.",
    "{} without a date: the clock was not set.": "{} ohne Datum: Die Uhr war nicht gestellt.",
    "each column is {}": "jede Säule ist {}",
    "a day": "ein Tag",
    "a week": "eine Woche",
    "four weeks": "vier Wochen",
    "a year of 52 weeks": "ein Jahr von 52 Wochen",
    "Delivered and prescribed minutes over time": "Geleistete und verlangte Minuten im Verlauf",
    "Length of one hold, session by session": "Länge eines Haltens, Sitzung für Sitzung",
    "the newest last": "die neueste zuletzt",
    "after a routine": "nach einer Folge",
    "after pressing here": "nach Druck hier",
    "of the last {}, {} better and {} worse": "von den letzten {}: {} besser, {} schlechter",
    "In all {}, not said {}.": "Insgesamt {}, nicht gesagt {}.",
    "A session asked for {}.": "Eine Sitzung verlangte {}.",
    "{} to {}, lately {}": "{} bis {}, zuletzt {}",
    "answered yes: “{}”": "mit Ja beantwortet: „{}“",
    "cues came up to {} s off their time": "Zeichen kamen bis zu {} s neben ihrer Zeit",
    "Every session was finished, and no safety question applies.": (
        "Jede Sitzung wurde zu Ende geführt, und keine Sicherheitsfrage trifft zu."
    ),
    "places": "Stellen",
    "asked for": "verlangt",
}
