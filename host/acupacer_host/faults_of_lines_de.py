"""What is wrong with the short form and with tables in German; a part of ``faults_de``."""

FAULTS_OF_LINES = {
    # the short form
    "{} is less than {} s above the first; as open 20–90 s": (
        "{} ist keine {} s über der ersten; wie offen 20–90 s"
    ),
    "never grows; as 12 × 3 s": "wächst nie; wie 12 × 3 s",
    "both sides at once; leave the side out": "beide Seiten zugleich; die Seite weglassen",
    "{} may be {|}: write the one you mean": "{} kann {} sein: den gemeinten schreiben",
    "not with alternate; write change 10 s for that": (
        "nicht mit abwechselnd; dafür Wechsel 10 s schreiben"
    ),
    "{} s with all at its longest exceed {}; shorten holds, or make two routines of it": (
        "{} s, wenn alles am längsten ist, sind mehr als {}; kürzer halten oder zwei Folgen "
        "daraus machen"
    ),
    "{} characters, {} fit on the panel": "{} Zeichen, {} passen auf die Anzeige",
    "{=} exceeds the longest {}": "{} ist mehr als das Längste, {}",
    "{} is {}: write {}": "{} ist {}: {} schreiben",
    "{=}; by hand it may be pressed: {} 3 × 10–40 s": "{}; von Hand geht es: {} 3 × 10–40 s",
    "a {} needs to know the part of the body: define the place in a line of its own, as “@ {}: "
    "upper back”; by hand it may be pressed: {} 3 × 10–40 s": (
        "für {} muss das Körperteil bekannt sein: die Stelle in einer eigenen Zeile "
        "definieren, wie „@ {}: oberer Rücken“; von Hand geht es: {} 3 × 10–40 s"
    ),
    '"{}" is the id of line {} already': "„{}“ ist schon das Kürzel von Zeile {}",
    "{=}; possible: sides (left, right, both, alternate), a method (by hand, ball, two balls, "
    "balls, roller, gun, move), 3 × 10–40 s, hold 15 s, open 20–90 s, 5 rolls, spots 20 s, "
    'rest 10 s, and a "text" in quotes': (
        "{}; möglich: Seiten (links, rechts, beide, abwechselnd), womit (von Hand, Ball, "
        "zwei Bälle, Bälle, Rolle, Pistole, Übung), 3 × 10–40 s, halten 15 s, offen 20–90 s, "
        '5 Rollen, Stellen 20 s, Pause 10 s und ein "Text" in Anführungszeichen'
    ),
    "“{}” says nothing here": "„{}“ sagt hier nichts",
    "“{}” begins a quote that has no end": "„{}“ öffnet Anführungszeichen, die nie enden",
    "{,}: {}: give one number": "{}: {}: eine einzige Zahl angeben",
    "{,} is told twice: {} too": "{} steht zweimal da: auch {}",
    "{,} is told twice": "{} steht zweimal da",
    "a movement has three parts: out, stay and back, as 4+2+4 s": (
        "eine Bewegung hat drei Teile: hin, bleiben und zurück, wie 4+2+4 s"
    ),
    "write a field and its source, as [text article]": (
        "ein Feld und seine Quelle schreiben, wie [text article]"
    ),
    "a whole number, please, as 3": "bitte eine ganze Zahl, wie 3",
    "whole seconds, please, as 3 s": "bitte ganze Sekunden, wie 3 s",
    "whole seconds, please": "bitte ganze Sekunden",
    "a number is below {} everywhere": "eine Zahl ist überall kleiner als {}",
    "“{}” may mean {|}: write the one you mean": "„{}“ kann {} heißen: den gemeinten schreiben",
    '“{}” names {} and says “{}” besides{=}: write {} alone, with the rest as a "text", or '
    "call the place something else": (
        '„{}“ nennt {} und dazu „{}“{}: {} allein schreiben, den Rest als "Text", oder die '
        "Stelle anders nennen"
    ),
    "a place is called something, then a colon; for example: {=}": (
        "zuerst der Name der Stelle, dann ein Doppelpunkt; zum Beispiel: {}"
    ),
    "=LI4   left, right   3 × 10–40 s, rest 10 s": (
        "LI4   links, rechts   3 × 10–40 s, Pause 10 s"
    ),
    "=# Evening neck   evening-neck": "# Nacken am Abend   nacken-am-abend",
    '=@ upper back: upper_back, "between the shoulder blades"': (
        '@ oberer Rücken: oberer Rücken, "zwischen den Schulterblättern"'
    ),
    '{=}; possible: a region (upper_back, calf ...), a "text" on how to find it, label "...", '
    'caution "...", avoid pregnancy, picture hip at 20/24, left, right or both, source '
    "selfcare": (
        '{}; möglich: ein Körperteil (oberer Rücken, Wade ...), ein "Text", wo es ist, label '
        '"...", Vorsicht "...", meiden pregnancy, Bild hip at 20/24, links, rechts oder '
        "beide, Quelle selfcare"
    ),
    "there is no routine; one begins with its title: {=}": (
        "hier ist keine Folge; eine beginnt mit ihrem Titel: {}"
    ),
    "it belongs to no routine; one begins with its title: {=}": (
        "das gehört zu keiner Folge; eine beginnt mit ihrem Titel: {}"
    ),
    "a title is missing; for example: {=}": "ein Titel fehlt; zum Beispiel: {}",
    "a line, with the texts below it, has {} characters at most": (
        "eine Zeile hat mit den Texten darunter höchstens {} Zeichen"
    ),
    "about is told twice; one line with > is enough": (
        "die Beschreibung steht zweimal da; eine Zeile mit > genügt"
    ),
    "“{}” is no place: a line begins with one (a place that has such a word in its name goes "
    'in "quotes"); for example: {=}': (
        "„{}“ ist keine Stelle: mit einer beginnt jede Zeile (eine mit so einem Wort im "
        'Namen steht in "Anführungszeichen"); zum Beispiel: {}'
    ),
    "how often is not told; for example: 5 rolls": "die Anzahl fehlt; zum Beispiel: 5 Rollen",
    "it moves and holds nothing; for example: 2 min, or 5 rolls 4+2+4 s": (
        "bewegt sich und hält nichts; zum Beispiel: 2 min oder 5 Rollen 4+2+4 s"
    ),
    "how long is not told; for example: {=}": "die Dauer fehlt; zum Beispiel: {}",
    "=5–10 min, spots 15–30 s": "5–10 min, Stellen 15–30 s",
    "=12 × 3 s, loose 2 s": "12 × 3 s, locker 2 s",
    "still holds, for example 2 × 30 s; moving rolls, for example 5 rolls": (
        "ruhend hält, zum Beispiel 2 × 30 s; rollend rollt, zum Beispiel 5 Rollen"
    ),
    "how long a spot is pressed is not told; for example: spots 15–30 s": (
        "wie lange eine Stelle gedrückt wird, fehlt; zum Beispiel: Stellen 15–30 s"
    ),
    "its time is told once, as 5–10 min; how often is up to you": (
        "die Zeit steht einmal da, wie 5–10 min; wie oft, ist frei"
    ),
    "ends when its time is over; write 5–10 min without open": (
        "endet, wenn die Zeit um ist; 5–10 min ohne offen schreiben"
    ),
    "has no window; only a roller has": "hat keine freie Zeit; nur die Rolle hat sie",
    "has no gap; rest 10 s is between two holds": (
        "hat keinen Abstand; Pause 10 s ist zwischen zweimal Halten"
    ),
    'standing and lying are for a ball; say it in a "text"': (
        'stehend und liegend gilt für den Ball; in einem "Text" sagen'
    ),
    "arms lift with balls only; as balls 5 rolls, arms left, right": (
        "Arme hebt man nur mit Bällen; wie Bälle 5 Rollen, Arme links, rechts"
    ),
    # tables
    "no table: {=}; save it as CSV once more": "keine Tabelle: {}; neu als CSV speichern",
    "=unexpected end of data": "vorzeitiges Ende",
    "{} expected after {}": "{} fehlt nach {}",
    "field larger than field limit ({})": "eine Zelle ist zu groß ({})",
    "“{}” is no column known here; {=}": "„{}“ ist hier als Spalte nicht bekannt; {}",
    "“{}” is there twice": "„{}“ gibt es zweimal",
    "there is no column for the place; {=}": "es gibt keine Spalte für die Stelle; {}",
    "=possible: routine, id, about, caution, place, region, method, side, reps, hold, hold "
    "from, hold to, rest, more, note": (
        "möglich: Programm, Kürzel, Beschreibung, Vorsicht, Ort, Körperteil, Methode, Seite, "
        "Wdh, Halten, Halten von, Halten bis, Pause, weiteres, Hinweis"
    ),
    "“{}” stands in a column without a heading": "„{}“ steht in einer Spalte ohne Überschrift",
    "a cell has {} characters at most": "eine Zelle hat höchstens {} Zeichen",
    "there is no row with a step": "es gibt keine Zeile mit einem Schritt",
    "“{}” has the id of “{}”: {}": "„{}“ hat das Kürzel von „{}“: {}",
    "what is it called? The first row of a routine says it": (
        "wie heißt sie? Das sagt die erste Zeile einer Folge"
    ),
    "“{}” was above, and another one between: keep its rows together": (
        "„{}“ war schon oben, und eine andere dazwischen: die Zeilen zusammenhalten"
    ),
    "where? A known point (LI4, Di 4, Hegu) or words of your own": (
        "wo? Ein bekannter Punkt (LI4, Di 4, Hegu) oder eigene Worte"
    ),
    "“{}” is “{}” in a row above": "„{}“ ist in einer Zeile darüber „{}“",
    "{} is on {}; leave the cell empty": "{} liegt auf {}; die Zelle leer lassen",
    "“{}” is no number of times, such as 3": "„{}“ ist keine Anzahl, wie 3",
    "from how many seconds on? A hold of one length has it here": (
        "ab wie vielen Sekunden? Was immer gleich lang ist, steht hier"
    ),
    "“{}” is no time in seconds, such as 10 or 1,5 min": (
        "„{}“ ist keine Zeit in Sekunden, wie 10 oder 1,5 min"
    ),
    "a {} needs to know the part of the body: define the place in a line of its own, as “@ {}: "
    "lower back”; by hand it may be pressed: {} 3 × 10–40 s": (
        "für {} muss das Körperteil bekannt sein: die Stelle in einer eigenen Zeile "
        "definieren, wie „@ {}: unterer Rücken“; von Hand geht es: {} 3 × 10–40 s"
    ),
    "“{}” lacks its number; for example: {=}": "„{}“ fehlt die Zahl; zum Beispiel: {}",
    # what places are called
    "“{}” looks like a point's code, but is none; name your own place in words": (
        "„{}“ sieht nach einem Punkt aus, ist aber keiner; die eigene Stelle in Worten nennen"
    ),
    "“{}” is nearly a point's name; a place of your own needs another": (
        "„{}“ heißt fast wie ein Punkt; eine eigene Stelle braucht einen anderen Namen"
    ),
    "not known here, so by hand only; no point's precautions apply": (
        "hier nicht bekannt, also nur von Hand; ohne die Vorsicht, die für Punkte gilt"
    ),
    # what is read otherwise
    "“{}” is read as left, then right; at the same time is “both at once”": (
        "„{}“ heißt hier links, dann rechts; zugleich ist „gleichzeitig“"
    ),
    "{} s are read as {} rolls of {} s": "{} s heißen hier {} Rollen von {} s",
    "is pressed by hand; for an exercise without pressure, add “move”": (
        "wird von Hand gedrückt; für eine Übung ohne Druck „Übung“ dazuschreiben"
    ),
    "no text: export a spreadsheet as CSV, a text as UTF-8": (
        "kein Text: eine Tabelle als CSV exportieren, Text als UTF-8"
    ),
}
