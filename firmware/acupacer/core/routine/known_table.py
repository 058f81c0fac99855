"""What no routines file may weaken, and how people spell it.

Made by tools/make_known_places.py from shared/points.json; do not edit.
"""

# Of each known point: its code, region, the flags that exclude it, the methods where they are
# fewer than its region's, and "c" when there is a caution.
POINTS = (
    ("LU7", "wrist", "pregnancy", "", ""),
    ("LI4", "hand", "pregnancy", "", ""),
    ("LI10", "forearm", "", "", ""),
    ("LI11", "elbow", "", "", ""),
    ("LI20", "face", "", "", ""),
    ("ST3", "face", "", "", ""),
    ("ST34", "thigh_front", "", "", ""),
    ("ST36", "shin", "", "", ""),
    ("ST44", "foot", "", "", ""),
    ("SP6", "shin", "pregnancy", "", ""),
    ("SP9", "shin", "pregnancy", "", ""),
    ("SP10", "thigh_inner", "pregnancy", "", ""),
    ("HT7", "wrist", "", "", ""),
    ("SI3", "hand", "", "", ""),
    ("BL2", "face", "", "", "c"),
    ("BL10", "neck", "", "", "c"),
    ("BL23", "lower_back", "pregnancy", "", "c"),
    ("BL32", "sacrum", "pregnancy", "", ""),
    ("BL40", "knee_back", "pregnancy", "", "c"),
    ("BL52", "lower_back", "pregnancy", "hands balls ball roller", "c"),
    ("BL57", "calf", "pregnancy", "", "c"),
    ("BL60", "ankle", "pregnancy", "", ""),
    ("BL67", "foot", "pregnancy", "", ""),
    ("KI1", "sole", "", "", ""),
    ("KI3", "ankle", "", "", "c"),
    ("PC6", "wrist", "", "", ""),
    ("PC8", "hand", "", "", ""),
    ("TE3", "hand", "pregnancy", "", ""),
    ("TE5", "wrist", "", "", ""),
    ("GB20", "neck", "", "", "c"),
    ("GB21", "shoulder", "pregnancy", "hands balls ball roller", "c"),
    ("GB30", "hip", "hip_replacement", "", "c"),
    ("GB31", "thigh_outer", "", "", ""),
    ("GB34", "shin", "", "", ""),
    ("GB39", "shin", "", "", ""),
    ("LR3", "foot", "pregnancy", "", "c"),
    ("GV20", "head", "", "", ""),
    ("EX-HN3", "face", "", "", ""),
    ("EX-HN5", "head", "", "", "c"),
)
# A channel, then what is written for it before a number.
CHANNELS = (
    " LU lu po lung lunge pulmon \n"
    " LI li di gi largeintestine dickdarm intestinogrueso ig \n"
    " ST st ma m e es stomach magen estomago s \n"
    " SP sp mp mi bp rp rte rt ra spleen milz bazo \n"
    " HT ht he hz heart herz corazon \n"
    " SI si due id smallintestine duenndarm intestinodelgado \n"
    " BL bl ub v ve bladder urinarybladder blase vejiga b \n"
    " KI ki ni n r rn re k kid kd kidney niere rinon \n"
    " PC pc ks pe mc cs hc mh pericardium perikard pericardio \n"
    " TE te 3e tw tb sj tr tf tripleenergizer triplewarmer sanjiao dreifachererwaermer"
    " triplecalentador \n"
    " GB gb g ga vb gallbladder gallenblase galle vesiculabiliar \n"
    " LR lr le liv lv fo liver leber higado \n"
    " GV gv lg du vg dm tm governingvessel lenkergefaess vasogobernador \n"
)
# A code, then its other spellings.
SPELLINGS = (
    " LU7 lieque brokensequence unterbrochenereihe \n"
    " LI4 hegu joiningvalley vereintetaeler l14 hoku joiningthevalley unionvalley"
    " foldedvalley \n"
    " LI10 shousanli armthreemiles dreimeilenamarm l110 arm3miles \n"
    " LI11 quchi poolatthebend teichanderbiegung l111 crookedpond \n"
    " LI20 yingxiang welcomefragrance duefteempfangen l120 receivingfragrance \n"
    " ST3 greatbonehole grosserknochenspalt facialbeauty \n"
    " ST34 liangqiu beamhill balkenhuegel \n"
    " ST36 zusanli legthreemiles dreimeilenambein threemilepoint derdritteweileramfuss \n"
    " ST44 neiting innercourtyard innererhof \n"
    " SP6 sanyinjiao threeyinintersection treffpunktderdreiyin \n"
    " SP9 yinlingquan yinmoundspring quelleamyinhuegel \n"
    " SP10 xuehai seaofblood meerdesblutes \n"
    " HT7 spiritgate tordesgeistes \n"
    " SI3 houxi backstream hintererbach hintererfluss \n"
    " BL2 cuanzhu gatheredbamboo gesammelterbambus zanzhu drillingbamboo \n"
    " BL10 tianzhu celestialpillar himmelssaeule heavenlypillar \n"
    " BL23 shenshu kidneyshu transportpunktdernieren \n"
    " BL32 ciliao secondbonehole zweitesknochenloch \n"
    " BL40 weizhong middleofthecrook mitteninderbiegung commandingmiddle bendmiddle"
    " supportingmiddle \n"
    " BL52 zhishi willchamber \n"
    " BL57 chengshan mountainsupport denbergstuetzen supportingmountain \n"
    " BL60 kunlun kunlunmountains kunlungebirge \n"
    " BL67 zhiyin reachingyin zumyingelangen \n"
    " KI1 yongquan gushingspring emporsprudelndequelle bubblingspring bubblingsprings"
    " sprudelndequelle \n"
    " KI3 taixi greatravine grosserbach supremestream \n"
    " PC6 neiguan innerpass passtordesinneren innergate innerfrontiergate \n"
    " PC8 laogong palaceoftoil palastdermuehe laborpalace palaceoflabour \n"
    " TE3 centralislet mittlereinsel \n"
    " TE5 waiguan outerpass passtordesaeusseren outergate \n"
    " GB20 fengchi windpool windteich gatesofconsciousness \n"
    " GB21 jianjing shoulderwell schulterbrunnen \n"
    " GB30 huantiao jumpingcircle imkreisspringen \n"
    " GB31 fengshi windmarket marktdeswindes \n"
    " GB34 yanglingquan yangmoundspring quelleamyanghuegel \n"
    " GB39 xuanzhong hangingbell haengendeglocke suspendedbell \n"
    " LR3 taichong greatsurge grossewoge biggerrushing greatrushing \n"
    " GV20 baihui hundredmeetings hundertzusammenkuenfte onehundredmeetingpoint"
    " 100zusammenkuenfte \n"
    " EX-HN3 exhn3 yintang hallofimpression siegelhalle gv245 gv29 du29 mhn3 thirdeye"
    " sealhall \n"
    " EX-HN5 exhn5 taiyang supremeyang hoechstesyang mhn9 \n"
)
# What means several points, or none, and their codes.
AMBIGUOUS = (
    " p7 LU7 PC7\n"
    " p6 PC6 LU6\n"
    " p8 PC8 LU8\n"
    " l7 LU7 LR7\n"
    " l3 \n"
    " l4 \n"
    " ig4 LI4 SI4\n"
    " ig10 LI10 SI10\n"
    " ig11 LI11 SI11\n"
    " ig3 SI3 LI3\n"
    " co4 LI4 HT4\n"
    " co7 HT7 LI7\n"
    " s3 \n"
    " b6 SP6 BL6\n"
    " b9 SP9 BL9\n"
    " b10 BL10 SP10\n"
    " b2 BL2 SP2\n"
    " h7 HT7 LR7\n"
    " h3 LR3 HT3\n"
    " c7 \n"
    " du3 GV3 SI3\n"
    " b47 BL52 BL47\n"
    " ub47 BL52 BL47\n"
    " b54 BL40 BL54\n"
    " ub54 BL40 BL54\n"
    " th5 \n"
    " th3 \n"
    " f3 LR3 GB3\n"
    " seaofvitality BL23 BL52\n"
    " meerderlebenskraft BL23 BL52\n"
    " zhongzhu TE3 KI15\n"
    " juliao ST3 GB29\n"
    " shenmen \n"
)
