"""Names in Sorani, in the Kurdish Arabic alphabet, by the English ones. What is not here is lettered in Arabic."""

PLACES = {
    "Damascus": "دیمەشق", "Aleppo": "حەڵەب", "Homs": "حومس", "Hama": "حەما", "Latakia": "لازقییە", "Tartus": "تەرتووس",
    "Idlib": "ئیدلیب", "Daraa": "دەرعا", "al-Suwayda": "سوەیدا", "Quneitra": "قونەیترە", "Raqqa": "ڕەققە",
    "Deir ez-Zor": "دێرەزوور", "al-Hasakah": "حەسەکە", "Qamishli": "قامیشلۆ", "Manbij": "مەنبج", "Tabqa": "تەبقە",
    "Kobani": "کۆبانێ",
    # al-Hasakah
    "Ras al-Ayn": "سەرێکانی", "al-Malikiyah": "دێریک", "Amuda": "عاموودێ", "al-Darbasiyah": "دربێسییێ", "Tell Tamr": "تل تەمر",
    "al-Shaddadi": "شەدادێ", "al-Qahtaniyah": "تربەسپییێ", "al-Yarubiyah": "تل کۆچەر", "al-Jawadiyah": "چلئاغا", "al-Hol": "هۆل",
    "Tell Hamis": "تل حەمیس", "Markada": "مەرکەدە", "al-Arishah": "عەریشە", "Tell Brak": "تل بەراک", "Zarkan": "زرگان",
    "al-Muabbada": "گرکێ لەگێ", "Rumaylan": "ڕمێلان", "al-Hol camp": "کەمپی هۆل", "Roj camp": "کەمپی ڕۆژ",
    "Jabal Abd al-Aziz": "چیای کەزوان", "Qamishli airport": "فڕۆکەخانەی قامیشلۆ", "Semalka crossing": "دەروازەی سێمالکا",
    "Ain Diwar": "عەین دیوار", "South Hasakah Dam": "بەنداوی باشووری حەسەکە", "al-Shaddadi base": "بنکەی شەدادێ",
    "Qasrak base": "بنکەی قەسرەک", "Rumaylan oil fields": "کێڵگە نەوتییەکانی ڕمێلان", "Khazna": "خەزنە",
    # Raqqa
    "Tell Abyad": "گرێ سپی", "Ayn Issa": "عەین عیسا", "Suluk": "سلووک", "Maadan": "مەعدان", "Sabkha": "سەبخە",
    "al-Karamah": "کەرامە", "al-Mansoura": "مەنسوورە", "al-Jarniyah": "جەرنییە", "Rusafa": "ڕوسافە",
    "Tabqa air base": "فڕۆکەخانەی سەربازیی تەبقە", "Euphrates Dam": "بەنداوی فورات", "Freedom Dam": "بەنداوی ئازادی (بەعس)",
    "al-Aqtan prison": "زیندانی ئەقتان", "Jalabiya": "چەلەبییە", "Tell al-Saman": "تل سەمەن", "Hajanah camp": "سەربازگەی هەجانە",
    # Deir ez-Zor
    "Abu Kamal": "بووکەمال", "Mayadin": "مەیادین", "Hajin": "هەجین", "al-Busayrah": "بوسەیرە", "al-Kasrah": "کەسرە",
    "al-Susah": "سووسە", "Dhiban": "زیبان", "Khasham": "خەشام", "Shuhayl": "شوحەیل", "Gharanij": "غەرانیج", "al-Baghuz": "باغووز",
    "al-Suwar": "سوەر", "al-Omar oil field": "کێڵگەی نەوتی عومەر", "Conoco gas field": "کێڵگەی گازی کۆنیکۆ",
    "al-Tanak oil field": "کێڵگەی نەوتی تەنەک", "Deir ez-Zor air base": "فڕۆکەخانەی سەربازیی دێرەزوور",
    # Aleppo
    "Afrin": "عەفرین", "al-Bab": "باب", "Azaz": "عەزاز", "Jarabulus": "جەرابلوس", "al-Safira": "سەفیرە", "Deir Hafir": "دێر حافر",
    "Maskanah": "مەسکەنە", "Tell Rifaat": "تل ڕفعەت", "Sarrin": "سرین", "Shuyukh": "شێخلەر", "al-Khafsah": "خەفسە",
    "Abu Qalqal": "ئەبوو قەلقەل", "al-Arimah": "عەریمە", "Rajo": "ڕاجۆ", "Jindires": "جندرێس", "Bulbul": "بلبلێ", "Sharan": "شەرا",
    "Maabatli": "مابەتا", "Sheikh al-Hadid": "شییێ", "Nubl": "نوبل", "Qabasin": "قەباسین", "Khanasir": "خەناسر",
    "al-Atarib": "ئەتارب", "Sheikh Maqsoud": "شێخ مەقسوود", "Ashrafieh": "ئەشرەفییە", "Tishrin Dam": "بەنداوی تشرین",
    "Qarah Qawzaq": "قەرەقۆزاق", "Kharab Ashk": "خەراب عەشک",
    # elsewhere
    "Palmyra": "تەدمور", "al-Sukhnah": "سوخنە", "Rastan": "ڕەستەن", "al-Qusayr": "قوسەیر", "Salamiyah": "سەلەمییە",
    "Masyaf": "مەسیاف", "Jableh": "جەبلە", "Baniyas": "بانیاس", "Safita": "سافیتا", "Maarat al-Numan": "مەعەڕەت نوعمان",
    "Saraqib": "سەراقب", "Jisr al-Shughur": "جسر شوغوور", "Khan Shaykhun": "خان شەیخوون", "Ariha": "ئەریحا",
    "Kafranbel": "کەفرنبل", "Irbin": "عەربین", "Douma": "دووما", "al-Nabk": "نەبک", "Zabadani": "زەبەدانی",
    "al-Sanamayn": "سەنەمەین", "Nawa": "نەوا", "Bosra": "بوسرا", "Shahba": "شەهبا", "Salkhad": "سەلخەد", "al-Tanf": "تەنف",
    "Hmeimim air base": "بنکەی ئاسمانیی حمێمیم", "Mount Hermon": "چیای حەرموون",
    # outside Syria
    "Gaziantep": "عەنتاب", "Sanliurfa": "ڕوها", "Diyarbakir": "ئامەد", "Adana": "ئەدەنە", "Mardin": "مێردین",
    "Nusaybin": "نسێبین", "Batman": "ئێلح", "Antakya": "ئەنتاکیا", "Kahramanmaras": "مەرەش", "Adiyaman": "سەمسوور",
    "Kilis": "کلیس", "Cizre": "جزیرە", "Suruc": "پرسووس", "Birecik": "بێرەجۆک", "Viransehir": "وێرانشار", "Kiziltepe": "قۆسەر",
    "Mosul": "مووسڵ", "Erbil": "هەولێر", "Dohuk": "دهۆک", "Sinjar": "شنگال", "Tal Afar": "تەلەعفەر", "Zakho": "زاخۆ",
    "al-Qaim": "قائیم", "Ramadi": "ڕومادی", "Rabia (Iraq)": "ڕەبیعە", "Beirut": "بەیرووت", "Tripoli": "تەرابلوس",
    "Amman": "عەممان", "Irbid": "ئیربد", "Haifa": "حەیفا", "Jerusalem": "قودس",
}

# Governorates that are not named after their capital.
REGIONS = {"Rif Dimashq": "ڕیفی دیمەشق"}

COUNTRIES = {
    "Syria": "سووریا", "Turkey": "تورکیا", "Iraq": "عێراق", "Iran": "ئێران", "Jordan": "ئوردن", "Lebanon": "لوبنان",
    "Israel": "ئیسرائیل", "Palestinian territories": "فەلەستین", "Saudi Arabia": "عەرەبستانی سعوودی", "Cyprus": "قوبرس",
    "Egypt": "میسر", "Greece": "یۆنان", "Georgia": "جۆرجیا", "Armenia": "ئەرمینیا", "Azerbaijan": "ئازەربایجان",
    "Russia": "ڕووسیا", "Kuwait": "کوەیت",
}

RIVERS = {
    "Euphrates": "فورات", "Tigris": "دیجلە", "Shatt al-Arab": "شەتولعەرەب", "Khabur": "خابوور", "Orontes": "عاسی",
    "Balikh": "بەلیخ", "Afrin": "عەفرین", "Jaghjagh": "جەغجەغ", "Sajur": "ساجوور", "Quweiq": "قوەیق", "Barada": "بەرەدا",
    "Yarmouk": "یەرمووک", "Jordan": "ئوردن",
}

LAKES = {
    "Lake Assad": "دەریاچەی ئەسەد", "Ataturk Reservoir": "دەریاچەی ئەتاتورک", "Karakaya Reservoir": "دەریاچەی قەرەقایا",
    "Lake Van": "دەریاچەی وان", "Lake Tiberias": "دەریاچەی تەبەریا", "Dead Sea": "دەریای مردوو",
    "Lake Tharthar": "دەریاچەی سەرسار", "Lake Habbaniyah": "دەریاچەی حەبانییە", "Lake Razzaza": "دەریاچەی ڕەزازە",
    "Lake Urmia": "دەریاچەی ورمێ", "Lake Tuz": "دەریاچەی تووز", "Lake Sevan": "دەریاچەی سێڤان",
    "Keban Reservoir": "دەریاچەی کەبان", "Lake Egirdir": "دەریاچەی ئێگیردیر", "Lake Beysehir": "دەریاچەی بەیشەهیر",
    "Mingachevir Reservoir": "دەریاچەی مینگەچەڤیر", "Bitter Lakes": "دەریاچە تاڵەکان", "Lake Hammar": "زەلکاوی حەممار",
    "Jabbul": "جەبوول", "Mosul Reservoir": "دەریاچەی بەنداوی مووسڵ", "Haditha Reservoir": "دەریاچەی حەدیسە",
    "Aslantas Reservoir": "دەریاچەی ئاسلانتاش", "Kartalkaya Reservoir": "دەریاچەی کارتاڵکایا",
    "Lake Qattinah": "دەریاچەی قەتینە", "South Hasakah Reservoir": "دەریاچەی بەنداوی باشووری حەسەکە",
    "Tishrin Reservoir": "دەریاچەی بەنداوی تشرین", "Baath Reservoir": "دەریاچەی بەنداوی ئازادی (بەعس)",
}

ROADS = {
    "M4": "ڕێگای M4", "M5": "ڕێگای M5", "M1": "ڕێگای M1", "M20": "ڕێگای M20", "Raqqa-Hasakah": "ڕێگای ڕەققە - حەسەکە",
    "Hasakah-Qamishli": "ڕێگای حەسەکە - قامیشلۆ", "Qamishli-Malikiyah": "ڕێگای قامیشلۆ - دێریک",
    "Deir ez-Zor-Hasakah": "ڕێگای دێرەزوور - حەسەکە",
}

LINES = {"Line A (1974)": "هێڵی A (1974)", "Line B (1974)": "هێڵی B (1974)"}

# Large cities of the world that are not in PLACES.
CITIES = {
    "Istanbul": "ئیستەنبوڵ", "Ankara": "ئەنقەرە", "Izmir": "ئیزمیر", "Baghdad": "بەغدا", "Basrah": "بەسرە", "Kirkuk": "کەرکووک",
    "Tehran": "تاران", "Tabriz": "تەورێز", "Cairo": "قاهیرە", "Moscow": "مۆسکۆ", "London": "لەندەن", "Paris": "پاریس",
    "Berlin": "بەرلین",
}
