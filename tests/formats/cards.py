"""Cards that try the formats, and what a citation must say of each.

A person is (family, given, suffix); a string is a name that stays whole."""

LONG = "A very long title about nothing in particular, " * 60 + "which ends here"

CARDS = [
    {"_id": "plain.md", "title_en": "Bias in LLMs and COVID-19 care", "title_zh": "模型的偏誤", "pmid": "38413730",
     "doi": "10.1000/xyz123", "journal": "Nature Medicine", "year": 2024, "score": 8.2,
     "authors": ["Smith J", "Jane A. Smith", "王小明"], "domains": ["門診", "病歷"],
     "abstract": "Common words. A second sentence (with LLMs).", "abstract_zh": "中文摘要 共同 一句話。",
     "people": [("Smith", "J", ""), ("Smith", "Jane A.", ""), "王小明"], "key": "smith2024"},
    {"_id": "same-key.md", "title_en": "The other one", "pmid": "38413731", "journal": "Nature Medicine", "year": 2024,
     "authors": ["Smith, Jane", "Doll, W. J., Jr."], "abstract": "Common words.",
     "people": [("Smith", "Jane", ""), ("Doll", "W. J.", "Jr.")], "key": "smith2024"},
    {"_id": "third-key.md", "title_en": "One more", "pmid": "38413732", "journal": "Lancet", "year": 2024,
     "authors": ["Smith Z"], "abstract": "Common words.", "people": [("Smith", "Z", "")], "key": "smith2024"},
    {"_id": "tex.md", "title_en": r"Braces {in} } { \textbf{x} 100% & $5 #1 a_b ~ ^ \\ end\ ", "pmid": "7",
     "doi": "10.1002/(SICI)1097-4636(199823)43:4<338::AID_JBM8>3.0.CO;2-#", "journal": r"J. & K. {of} 50% \LaTeX",
     "year": 1998, "authors": ["O'Brien-Smith, M.-J.", "{Curly} \\ name", "Team of the A & B Trial"],
     "domains": ["R&D", "a_b"], "abstract": "Common words. 5% {of} \\them\\ were $odd$ # ~ ^ _ & done.",
     "people": [("O'Brien-Smith", "M.-J.", ""), "{Curly} \\ name", "Team of the A & B Trial"], "key": "obriensmith1998"},
    {"_id": "quotes.md", "title_en": 'He said "no", \'never\' <b>bold</b> &amp; “so”', "pmid": "8", "journal": 'The "Q" Journal',
     "year": 2001, "authors": ["van der Berg JA", "Ludwig van Beethoven", "World Health Organization"],
     "domains": ["<script>alert(1)</script>"], "abstract": "Common words. A \"quoted\" part, @article{x, and </article>.",
     "people": [("van der Berg", "JA", ""), ("van Beethoven", "Ludwig", ""), "World Health Organization"],
     "key": "vanderberg2001"},
    {"_id": "lines.md", "title_en": "A title\nTY  - GEN\nER  - \r\nPMID- 999\tTabbed", "pmid": "9", "journal": "Lines\n      and lines",
     "year": 2002, "authors": ["Chen Li", "Plato"], "abstract": "Common words.\nER  - \nPMID- 1\n\nTI  - forged\n@misc{forged,",
     "people": ["Chen Li", "Plato"], "key": "chen2002"},
    {"_id": "long.md", "title_en": LONG, "pmid": "10", "journal": "Long", "year": 2003, "authors": ["Müller-Ørsted, Åsa"],
     "abstract": "Common " + "word " * 3000 + "X" * 500, "people": [("Müller-Ørsted", "Åsa", "")], "key": None},
    {"_id": "papers/中文 卡片.md", "title_zh": "大型語言模型在急診的應用", "pmid": "11", "journal": "台灣醫學", "year": 2023,
     "authors": ["王小明", "陳大文"], "domains": ["急診"], "abstract": "共同的摘要，只有中文。", "people": ["王小明", "陳大文"],
     "key": "pmid-11"},
    {"_id": "沒有號碼.md", "title_zh": "沒有號碼的卡片", "abstract": "共同的摘要。", "people": [], "key": None},
    {"_id": "emoji.md", "title_en": "Smiles 😀👨‍👩‍👧 and e\u0301 accents", "pmid": "12", "journal": "🏥 Care", "year": 2020,
     "authors": ["José García-Márquez", "😀 Team"], "abstract": "Common words 😀.",
     "people": [("García-Márquez", "José", ""), "😀 Team"], "key": "garciamarquez2020"},
    {"_id": "nothing", "text": "Common words and nothing else.", "people": [], "key": None},
    {"_id": "commas.md", "title_en": "Commas, and more", "pmid": "13", "journal": "Commas, Journal of", "year": 2019,
     "authors": ["Department of Health, Taiwan", "Smith, Jr., John", "Gabriel Maria Marquez"], "abstract": "Common words.",
     "people": ["Department of Health, Taiwan", ("Smith", "John", "Jr."), "Gabriel Maria Marquez"], "key": "department2019"},
    {"_id": "no-pmid.md", "title_en": "A", "journal": "NoPmid", "year": 2018, "authors": ["Kim J-H"],
     "abstract": "Common words.", "people": [("Kim", "J-H", "")], "key": "kim2018"},
]

QUERY = "common 共同"
