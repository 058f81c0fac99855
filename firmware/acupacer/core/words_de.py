"""The interface in German; see words_en.py for the rules."""

TEXT = """
left LINKS
right RECHTS
both BEIDE
yes ja
no nein
method_hands Von Hand
method_balls Zwei Bälle
method_roller Rolle
method_gun Massagepistole
region_BL23 unterer Rücken
region_BL52 Rücken, außen
region_GB30 Hüfte
region_LI4 Hand
region_BL60 Knöchel
region_GB21 Schulter
find_BL23 Taille, 2-3 Finger neben dem Rückgrat
find_BL52 Taille, 4 Finger neben dem Rückgrat
find_GB30 halb: Mitte Gesäß bis Hüfte
find_LI4 höchste Stelle beim Daumen
find_BL60 Mulde hinter dem äußeren Knöchel
find_GB21 halb vom Hals zum Rand der Schulter
starting Startet
stop_check Bitte STOP drücken
stop_check_why damit STOP sicher geht
stop_doubt STOP geht nicht?
stop_doubt_why Bitte STOP selbst drücken. Geschieht nichts: Kabel prüfen.
question Sicherheitsfrage
key_yes ja
key_no nein
key_no_back nein  lang: zurück
key_back zurück
key_home Menü
key_more mehr
key_next weiter
key_none nichts davon
key_accept verstanden
key_go los
key_open öffnen
key_end Ende
paused_start weiter
paused_restart weiter, lang: nochmal
paused_next wo?  lang: auslassen
key_change ändern
key_off ausschalten
red_now Notfall
red_now_if sofort Hilfe bei:
red_doctor Zuerst Arzt
red_doctor_if zum Arzt gehen bei:
red_bladder Blase oder Darm neu gestört
red_saddle taub im Schritt
red_leg Bein wird schwächer
red_fever Fieber
red_fall schwerer Sturz, Unfall
red_weight Gewichtsverlust ohne Grund
red_cancer Krebs, jetzt oder früher
red_night Nachtschmerz ohne Nachlassen
refused Jetzt nicht
refused_excluded Ihre Antworten schließen diese Folge aus.
refused_acute Mit frischer Verletzung keine Sitzung. Zuerst ärztlicher Rat.
refused_limit_day Genug für heute: fünfmal an diesem Tag.
refused_limit_point genug für heute. Mehr als fünf Sitzungen sind zu viel.
refused_gap braucht nach einer Sitzung 30 Minuten Ruhe.
refused_rested war zu viel. Es ruht bis morgen.
refused_unanswered Bitte zuerst die Sicherheitsfragen beantworten.
refused_red_flags Bitte zuerst die Warnzeichen lesen.
refused_stuck_stop STOP klemmt wohl. Keine Sitzung ohne STOP, das geht.
refused_broken Diese Folge ist nicht lesbar. Bitte neu senden.
refused_busy_store Es wird noch gespeichert. Bitte gleich nochmal.
refused_step Schritt {}, {}.
refused_wait Wieder in {} min.
why_pregnancy Schwanger gemieden (Tradition): Hebamme oder Arzt fragen.
why_hip_replacement Nicht auf einer Hüftprothese.
why_anticoagulants Nicht mit Blutverdünnern.
why_osteoporosis Nicht bei brüchigen Knochen.
why_reduced_sensation Nicht, wo Sie weniger spüren.
why_acute_injury Nicht mit frischer Verletzung.
ask_pregnancy Sind Sie schwanger, oder könnten Sie es sein?
ask_hip_replacement Haben Sie eine Hüftprothese?
ask_anticoagulants Nehmen Sie Blutverdünner?
ask_osteoporosis Haben Sie brüchige Knochen (Osteoporose)?
ask_reduced_sensation Spüren Sie irgendwo Berührung oder Schmerz weniger als sonst?
ask_acute_injury Haben Sie eine frische Verletzung?
ask_new_day Die Uhr ist nicht gestellt. Ist seit der letzten Sitzung ein neuer Tag?
error Eine Störung
error_store Speichern ging nicht. Sitzungen gehen, werden aber nicht notiert.
error_history Verlauf nicht lesbar, Grenzen unbekannt. Karte prüfen.
error_internal Ein innerer Fehler. Motor und Ton sind aus. Das Gerät startet neu.
notice_builtin eingebaute Folgen
notice_no_history Verlauf nicht gelesen
notice_not_stored nicht notiert: Karte?
notice_professional ärztlichen Rat holen
minutes {} min
never noch nie
unknown_day ohne Uhr
today heute gemacht
yesterday gestern gemacht
days_ago vor {} Tagen
left_today heute noch {}
excluded nichts für Sie
kind_trainer Signale üben
kind_settings Optionen
kind_help Hilfe
kind_about Gerät
kind_power_off Ausschalten
cautions Vor dem Beginn
caution_not_advice Das Gerät gibt nur den Takt. Kein ärztlicher Rat, kein Ersatz für Behandlung.
caution_ask_first Krank oder im Zweifel? Zuerst Arzt oder Therapeutin fragen.
caution_see_doctor Deutliche Rückenschmerzen: zum Arzt gehen.
caution_start_gentle Sanft beginnen. Nur nach und nach länger oder fester drücken.
caution_stop Bei jedem Unbehagen aufhören. STOP geht immer; weniger ist immer gut.
caution_results Die Wirkung ist verschieden. Regelmäßig und sanft zählt mehr als lang und fest.
caution_hands Von Hand: mit der Fingerkuppe, fest, aber angenehm, nie schmerzhaft.
caution_balls Bälle: neben dem Rückgrat, nie darauf. Schmerzt es: zur Seite abrollen.
caution_roller Rolle: nur oberer und mittlerer Rücken. Kopf stützen; nie der Hals.
caution_gun Pistole: kleinste Stufe zuerst. Nie auf Rückgrat, Rippen, Flanken oder Hals.
caution_BL23 BL23: den Muskel drücken, nie das Rückgrat oder die freien Rippen.
caution_BL52 BL52: mäßiger Druck, darunter liegt die Niere. Nie mit der Massagepistole.
caution_GB30 GB30: Stopp bei Stromgefühl, Stechen, Taubheit. Nicht auf einer Hüftprothese.
caution_LI4 LI4: in der Schwangerschaft gemieden (Tradition). Hebamme oder Arzt fragen.
caution_BL60 BL60: in der Schwangerschaft gemieden (Tradition). Hebamme oder Arzt fragen.
caution_GB21 GB21: sanft. Schwanger gemieden (Tradition): Hebamme oder Arzt fragen.
of {} von {}
dose {}×{} s
dose_start {} s: so fängt jeder an. Länger wird es nach so vielen Tagen: {}.
dose_grown {} s: mit Ihren Tagen gewachsen. Länger wird es nach so vielen Tagen: {}.
dose_top {} s: länger wird es hier nicht.
dose_too_much {} s: es war zu viel, darum weniger. Mehr nach so vielen Tagen: {}.
dose_stepped_back {} s: ein Schritt zurück nach zwei Wochen Pause. Mehr nach Tagen: {}.
times {} ×
ready Bereit machen
press Drücken
gently sanft
firmly fest
rest Ruhe
next_is dann:
change jetzt nach
arm_left linker Arm
arm_right rechter Arm
out_balls Arm hoch
stay_balls Bleiben
back_balls Zurück
out_roller Hoch
stay_roller Bleiben
back_roller Zurück
spots Stellen: {}
spot_in nächste in
spot_key Stelle
spot Stelle
window_left noch {} min Zeit
paused Pause
at_hold Druck
at_spot Stelle
at_rest Ruhe
at_switch_side Wechsel
at_movement Bewegung
at_window Zeit
time_left noch {}
stopped Gestoppt
too_much Zu viel?
ended_finished Geschafft
ended_ended_early Verkürzt
ended_stopped Gestoppt
ended_too_much Jetzt Ruhe
pressed_of von {} Druck
again_in wieder in {} min
again_now jederzeit wieder
left_none heute genug
power_loss Strom war weg
go_on Weiter mit “{}” bei Schritt {}?
setting_sound Ton
setting_vibration Vibration
setting_strength Stärke
setting_motor Motorart
setting_ticks 10-s-Ticks
setting_long_press Langer Druck
setting_language Sprache
setting_inverted Dunkel auf hell
setting_large Große Schrift
setting_profile Fragen
value_on an
value_off aus
value_low schwach
value_high stark
value_fast schnell
value_typical üblich
value_slow langsam
value_800 0,8 s
value_1500 1,5 s
value_en English
value_de Deutsch
value_change neu beantworten
trainer_right Richtig!
trainer_wrong Nein, anders
trainer_ask War es das?
known_title Ihre Signale
known_none noch nichts gefühlt
known_sum {}/{} richtig
known_mixed oft verwechselt:
known_clear keins verwechselt
cue_countdown Countdown
cue_press drücken
cue_release loslassen
cue_turn umkehren
cue_out hinaus
cue_switch_side Seite wechseln
cue_next_point nächster Punkt
cue_paused Pause
cue_ask eine Frage
cue_session_done alles fertig
cue_fault eine Störung
cue_tick zehn Sekunden
cue_rejected jetzt nicht
cue_where_am_i wo bin ich
help_title_0 START
help_title_1 NEXT, kurz
help_title_2 NEXT, lang
help_title_3 STOP
help_title_4 Was Sie spüren
help_title_5 Sicherheit
help_0 Beginnt, pausiert, macht weiter. Im Menü wiederholt START START die letzte Folge.
help_1 Früher zum Nächsten. Beim Drücken: wo bin ich? Kein Druck geht verloren.
help_2 Eine Sekunde halten: genug davon, weiter.
help_3 Weniger. Es endet sofort, immer, und fragt dann, ob es zu viel war.
help_4 Ein langer Puls: drücken. Kurz kurz lang: loslassen. Drei kurze zählen an.
help_5 Es gibt nur den Takt. Bei jedem Unbehagen aufhören. Kein ärztlicher Rat.
linked verbunden
unlinked nicht verbunden
clock_set Uhr gestellt
clock_unset Uhr nicht gestellt
receiving Folgen kommen an
power_off Ausschalten?
powering_off Geht aus
powering_off_why Wenn der Schirm dunkel ist, darf der Stecker heraus.
stuck {} ist gedrückt
stuck_why Zählt erst, wenn losgelassen. Klemmt es?
"""
