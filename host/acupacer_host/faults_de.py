"""What is wrong with a routines document in German, by what is said in English.

As in ``words_de``; how it is used: ``fault_language``. Filled in are the same things in
the same order. What begins with ": " is a place, with ", " a word of places: ``line 3, hold``;
what begins with "=" is filled in into others.
"""

from .faults_of_lines_de import FAULTS_OF_LINES

FAULTS = {
    # where
    ": line {}": "Zeile {}",
    ": row {}": "Zeile {}",
    ", column {}": "Spalte {}",
    ": the end": "am Ende",
    ", text {}": "Text {}",
    ", caution {}": "Vorsicht {}",
    ", hold": "Halten",
    ", from": "von",
    ", up to": "bis",
    ", window": "Zeit",
    ", gap": "Abstand",
    ", spots": "Stellen",
    ", rolls": "Rollen",
    ", out": "hin",
    ", stay": "bleiben",
    ", back": "zurück",
    ", arms": "Arme",
    ", how often": "Anzahl",
    ", how long": "Dauer",
    ", rest": "Pause",
    ", change": "Wechsel",
    ", ready": "bereit",
    ", texts": "Texte",
    ", how to find it": "wo es ist",
    ", sides": "Seiten",
    ", alternate": "abwechselnd",
    ", spot": "Stellen",
    ", method": "Methode",
    ", position": "Lage",
    ", short": "kurz",
    ", title": "Titel",
    ", about": "Beschreibung",
    ", id": "Kürzel",
    ", region": "Körperteil",
    ", find": "wo es ist",
    ", caution": "Vorsicht",
    ", avoid when": "meiden",
    ", picture": "Bild",
    ", mark": "Marke",
    ", source": "Quelle",
    ", balls": "Bälle",
    ": document": "Dokument",
    ": byte {}": "Byte {}",
    ", growth": "Zuwachs",
    ", every": "alle",
    # values
    " or ": " oder ",
    " and ": " und ",
    "=a huge number": "eine riesige Zahl",
    "=a decimal number": "eine Kommazahl",
    "=a whole number": "eine ganze Zahl",
    "=true or false": "true oder false",
    "=Windows-1252 (or Latin-1)": "Windows-1252 (oder Latin-1)",
    "=two balls": "zwei Bällen",
    "=a list": "eine Liste",
    "=text": "Text",
    "=an object": "ein Objekt",
    "=a point's code": "der Code eines Punktes",
    "=characters": "Zeichen",
    "=texts": "Texte",
    "=words": "Wörter",
    "=bytes": "Bytes",
    "=bytes without blanks": "Bytes ohne Leerzeichen",
    "=steps": "Schritte",
    "=routines": "Folgen",
    "=places": "Stellen",
    # any field
    "missing": "fehlt",
    "missing; needed with {}": "fehlt; nötig mit {}",
    "unknown key": "unbekannter Schlüssel",
    "{=}; did you mean {}?": "{}; {} gemeint?",
    "did you mean {}?": "{} gemeint?",
    "not with {}, only with {|}": "nicht mit {}, nur mit {}",
    "must be {=}, found {=}": "muss {} sein, nicht {}",
    "is empty; needs {} to {} {=}": "ist leer; nötig: {} bis {} {}",
    "{} {=} exceed {}": "{} {} sind mehr als {}",
    "{=} is not {}": "{} ist nicht {}",
    "{=} is not one of {}": "{} ist keins von {}",
    "{=} exceeds {}": "{} ist mehr als {}",
    "{=} is below {}": "{} ist weniger als {}",
    "character {} is not in the panel's font": "Zeichen {} hat die Anzeige nicht",
    "{} may hold only a-z, 0-9 and -": "{} darf nur a-z, 0-9 und - enthalten",
    "must be [x, y], x 5 to 50 and y 5 to 42, of the left side": (
        "muss [x, y] sein, x 5 bis 50 und y 5 bis 42, auf der linken Seite"
    ),
    "is no language's code, such as en or de": "ist kein Sprachcode wie en oder de",
    "{} exceeds max_s {}": "{} ist mehr als max_s {}",
    "must be true, or left out": "muss true sein oder fehlen",
    "{} is less than {} s above start_s": "{} ist keine {} s über start_s",
    "no field of a step": "kein Feld eines Schritts",
    "and {} more": "und noch {}",
    # places
    "{} is Hunmen, another point (beside T9); did you mean BL52?": (
        "{} ist Hunmen, ein anderer Punkt (neben Th9); BL52 gemeint?"
    ),
    "did you mean BL52? (older Western numbering)": "BL52 gemeint? (ältere westliche Zählung)",
    "may be {|}; write the code": "kann {} sein; den Code schreiben",
    "no known point; acupacer places lists them, one of your own goes into places": (
        "kein bekannter Punkt; acupacer places nennt sie, ein eigener kommt in places"
    ),
    "needs a picture": "braucht ein picture",
    "{} is built in; leave its definition out": "{} ist eingebaut; die Definition weglassen",
    "{} is on {}": "{} liegt auf {}",
    "lacks {}, known of {}": "{} fehlt, bekannt von {}",
    "missing; {} has one": "fehlt; {} hat eine",
    "{} is {}, which is known; use that code": (
        "{} ist {}, ein bekannter Punkt; dessen Code nehmen"
    ),
    "{} may be {|}; call it so that it is clear": "{} kann {} sein; eindeutig benennen",
    "{} is defined already": "{} ist schon definiert",
    "{} is {} already; give each a name of its own": (
        "{} ist schon {}; jeder Stelle einen eigenen Namen geben"
    ),
    '{} is {}: write "point": "{}"': '{} ist {}: "point": "{}" schreiben',
    "not with point, which is short": "nicht mit point, das kurz ist",
    "has {|}; give one of point, place and area": (
        "hat {}; eins von point, place und area angeben"
    ),
    "has none of them; give one of point, place and area": (
        "hat keins davon; eins von point, place und area angeben"
    ),
    '{} is {}, which is pressed as "point": "{}"': ('{} ist {}, zu drücken als "point": "{}"'),
    "{} may be {|}: write it as point": "{} kann {} sein: als point schreiben",
    "{} is not defined in places": "{} ist nicht in places definiert",
    "{} needs a region: define a place in places; an area is pressed by hand only": (
        "{} braucht eine region: in places eine Stelle definieren; area geht nur von Hand"
    ),
    "nothing may press on {}": "hier darf nichts drücken: {}",
    "never with {} on {}, only with {|}": "nie mit {} auf {}, nur mit {}",
    "never with {} on {}, only with {|}; possible with {}: {}": (
        "nie mit {} auf {}, nur mit {}; möglich mit {}: {}"
    ),
    # steps
    "{} s {=} in all exceed {}": "{} s {} sind zusammen mehr als {}",
    "=on the balls": "auf den Bällen",
    "=with the gun": "mit der Pistole",
    "{} s in all with every dose at its max_s exceed {} (45 min)": (
        "zusammen {} s, wenn alles bei max_s ist, sind mehr als {} (45 min)"
    ),
    'must be ["both"] with {=}': 'muss ["both"] sein mit {}',
    "has both of hold and movement; give one of them": ("hat hold und movement; eins angeben"),
    "has neither of hold and movement; give one of them": (
        "hat weder hold noch movement; eins angeben"
    ),
    "not with movement, which has its own": "nicht mit movement, das seine eigenen hat",
    "needs two sides": "braucht zwei Seiten",
    "not with alternate; the change takes switch_side_s": (
        "nicht mit alternate; der Wechsel dauert switch_side_s"
    ),
    "needs a window": "braucht ein window",
    "{} is below {} with gun": "{} ist weniger als {} mit gun",
    "must be {} with {}": "muss {} sein mit {}",
    # the document
    '"{}" is the id of routines[{}] already': "„{}“ ist schon die id von routines[{}]",
    "must hold {} objects only, all in one list": (
        "darf nur {}-Objekte enthalten, alle in einer Liste"
    ),
    "1 has no places; write 2": "1 hat keine places; 2 schreiben",
    "{} bytes without blanks exceed {}, the most a device takes; take routines out": (
        "{} Bytes ohne Leerzeichen sind mehr als {}, die ein Gerät fasst; Folgen herausnehmen"
    ),
    "more than {} bytes": "mehr als {} Bytes",
    "more than {} bytes outside the routines": "mehr als {} Bytes außerhalb der Folgen",
    "more than {} {=}": "mehr als {} {}",
    "{=}; the file is for a later acupacer; install a newer release": (
        "{}; die Datei ist für ein späteres acupacer; ein neueres installieren"
    ),
    "looks like one routine; {=} and then has routines, and ends with ]}": (
        "sieht nach einer Folge aus; {}, hat dann Folgen und endet mit ]}"
    ),
    "looks like the routines alone; {=} and ends with ]}": (
        "sieht nach den Folgen allein aus; {} und endet mit ]}"
    ),
    "a file begins {}": "eine Datei beginnt mit {}",
    "more than {} bytes are no routines file": "mehr als {} Bytes sind keine Folgendatei",
    "cannot be read: {=}": "nicht lesbar: {}",
    # how it is written
    "a byte order mark; save the file without it": "eine Bytefolgemarke; ohne sie speichern",
    "byte {} is not UTF-8": "Byte {} ist kein UTF-8",
    "not JSON ({=})": "kein JSON ({})",
    "=outside the routines": "außerhalb der Folgen",
    "bytes {} to {}": "Bytes {} bis {}",
    "the document holds no object {...}": "das Dokument enthält kein Objekt {...}",
    "the document is cut off here": "das Dokument ist hier abgeschnitten",
    "cut off here, inside {}": "hier abgeschnitten, mitten in {}",
    "{=}; the document is one object {...}": "{}; das Dokument ist ein Objekt {...}",
    "=a second value": "ein zweiter Wert",
    "=not an object": "kein Objekt",
    "nested deeper than {} levels": "tiefer als {} Ebenen verschachtelt",
    "{} closes nothing that is open": "{} schließt nichts, was offen ist",
    "places must come before routines": "places muss vor routines stehen",
    "a comma too many before {}": "ein Komma zu viel vor {}",
    "a number of {} digits": "eine Zahl mit {} Ziffern",
    "a number or the nesting is beyond all bounds": (
        "eine Zahl oder die Verschachtelung ist jenseits aller Grenzen"
    ),
    'not JSON: single quotes; a text stands between "': (
        'kein JSON: einfache Anführungszeichen; ein Text steht zwischen "'
    ),
    "not JSON: {=}": "kein JSON: {}",
    "=expecting value": "hier fehlt ein Wert",
    "expecting {} delimiter": "hier fehlt {}",
    "=expecting property name enclosed in double quotes": (
        "hier fehlt ein Schlüssel in Anführungszeichen"
    ),
    "=unterminated string starting": "hier beginnt ein Text ohne Ende",
    "=invalid control character": "Steuerzeichen in einem Text",
    "invalid {} escape": "ungültige Angabe nach {}",
    "=invalid \\escape": "ungültige Angabe nach \\",
    "=extra data": "dahinter steht noch etwas",
    "the editor has made curly quotes of straight ones; turn that off (smart quotes, "
    'autocorrect) and write " again around every key and text': (
        "der Editor hat aus geraden Anführungszeichen krumme gemacht; das abstellen "
        '(Autokorrektur) und um jeden Schlüssel und Text wieder " schreiben'
    ),
    "the editor has made curly quotes of straight ones; turn that off (smart quotes, "
    'autocorrect) and write " again around every key and text ({} more)': (
        "der Editor hat aus geraden Anführungszeichen krumme gemacht; das abstellen "
        '(Autokorrektur) und um jeden Schlüssel und Text wieder " schreiben ({} weitere)'
    ),
    "key {} is given twice": "Schlüssel {} steht zweimal da",
    "{} is not JSON": "{} ist kein JSON",
    "half a UTF-16 character": "ein halbes UTF-16-Zeichen",
    "byte {} is not UTF-8; save the file as UTF-8": (
        "Byte {} ist kein UTF-8; die Datei als UTF-8 speichern"
    ),
    "byte {} is not UTF-8; in the code page {=} it is {}; save the file as UTF-8": (
        "Byte {} ist kein UTF-8; in der Codepage {} ist es {}; die Datei als UTF-8 speichern"
    ),
    "and {} more like these": "und noch {} solche",
    # notes
    "comments are not sent to the device ({} left out)": (
        "Kommentare werden nicht gesendet ({} weggelassen)"
    ),
    "read as UTF-16; a device gets UTF-8": "als UTF-16 gelesen; ein Gerät bekommt UTF-8",
    "the byte order mark at its beginning is left out": (
        "die Bytefolgemarke am Anfang ist weggelassen"
    ),
    "letters and their marks, which were apart, are put together": (
        "Buchstaben und ihre Zeichen, die getrennt waren, sind zusammengesetzt"
    ),
    "no-break blanks and hyphens are made plain ones": (
        "geschützte Leerzeichen und Bindestriche sind einfache geworden"
    ),
    "{=} (in {})": "{} (in {})",
    "{=} (in {} and {} more)": "{} (in {} und noch {})",
    "version {} of the format, which has places": "Version {} des Formats, die places hat",
    "places are put before the routines": "places steht jetzt vor routines",
    # what stays in JSON
    "{=} cannot say {}: keep this in JSON (--json)": (
        "{} kann {} nicht sagen: das in JSON lassen (--json)"
    ),
    "=the short form": "die Kurzform",
    "=a table": "eine Tabelle",
    "only JSON can say {} of place {} in several languages: keep this in JSON (--json)": (
        "nur JSON kann {} der Stelle {} in mehreren Sprachen sagen: das in JSON lassen (--json)"
    ),
    **FAULTS_OF_LINES,
}
