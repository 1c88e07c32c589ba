"""Does what litsearch writes say, to readers that others wrote, what the cards
say?  usage: read_back.py LITSEARCH LITSEARCH-INDEX BIBUTILS_MODS FOLDER
Prints "STATUS<tab>NAME<tab>DETAIL" for each check."""
import json
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as xml

import pybtex.database
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from cards import CARDS, QUERY

litsearch, indexer, bibutils_mods, folder = sys.argv[1:5]
index = folder + "/read-back"
MODS = "{http://www.loc.gov/mods/v3}"


def check(ok, name, detail=""):
    detail = str(detail).replace("\n", " ").replace("\t", " ")[:400]
    print(f"{0 if ok else 1}\t{name}\t{detail}")


def same(got, want, name):
    check(got == want, name, f"got {got!r}, want {want!r}")


def one_line(text):
    return re.sub(r"\s+", " ", text or "").strip()


def make_index():
    keys = ("_id", "title_en", "title_zh", "pmid", "doi", "journal", "year", "score", "authors", "domains", "abstract",
            "abstract_zh", "text")
    with open(folder + "/cards.jsonl", "w") as lines:
        for card in CARDS:
            lines.write(json.dumps({key: card[key] for key in keys if key in card}, ensure_ascii=False) + "\n")
    subprocess.run([indexer, "--quiet", "--db", index, "--jsonl", folder + "/cards.jsonl"], check=True)


def ask(form, *more):
    command = [litsearch, "--db", index, "--format", form, "-n", "100", *more, "--", QUERY]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def mods(form, text):
    """The references as bibutils reads them."""
    run = subprocess.run([bibutils_mods, form], input=text.encode(), capture_output=True, check=True)
    return xml.fromstring(run.stdout.decode("utf-8-sig")).findall(MODS + "mods")


def texts(element, path):
    return [one_line("".join(found.itertext())) for found in element.findall("/".join(MODS + tag for tag in path.split("/")))]


def identifier(element, kind):
    return [one_line(found.text) for found in element.findall(MODS + "identifier") if found.get("type") == kind]


# What a citation must say

def title(card):
    return one_line(card.get("title_en") or card.get("title_zh") or "")


def title_zh(card):
    return one_line(card["title_zh"]) if "title_zh" in card and "title_en" in card else None


def journal(card):
    return one_line(card["journal"]) if "journal" in card else None


def abstract(card):
    return one_line(card.get("abstract") or card.get("text"))


def letters(person):
    """A name's characters: bibutils orders its words, and splits initials, its own way."""
    whole = person if isinstance(person, str) else " ".join(person)
    return sorted(re.sub(r"[,.\s-]", "", whole))


def people(card):
    return [letters(person) for person in card["people"]]


# BibTeX

COMMANDS = {"textbraceleft": "{", "textbraceright": "}", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}


def untex(text):
    """What LaTeX sets for the commands that may occur, and nothing for grouping braces."""
    def put(match):
        if match[1]:
            return COMMANDS[match[1]]
        return match[2] or ""
    assert not re.search(r"(?<!\\)[%&$#_~^]", text), "unescaped: " + text
    return re.sub(r"\{\\([a-z]+)\}|\\([%&$#_])|[{}]", put, text)


def check_bibtex(order):
    text = ask("bibtex")
    parsed = pybtex.database.parse_string(text, "bibtex")
    entries = list(parsed.entries.items())
    same(len(entries), len(order), "bibtex: as many entries as hits")
    for (key, entry), card in zip(entries, order):
        name = "bibtex: " + card["_id"]
        fields = entry.fields
        check(re.fullmatch(r"[a-z0-9-]+", key), name + ": the key is plain ASCII", key)
        same(entry.type, "article" if "journal" in card else "misc", name + ": type")
        if title(card):
            same(one_line(untex(fields["title"])), title(card), name + ": title")
        same(fields.get("titleaddon") and untex(fields["titleaddon"]), title_zh(card), name + ": Chinese title")
        same(fields.get("journal") and untex(fields["journal"]), journal(card), name + ": journal")
        same(fields.get("year"), str(card["year"]) if "year" in card else None, name + ": year")
        same(fields.get("doi"), card.get("doi"), name + ": DOI")
        same(fields.get("pmid"), card.get("pmid"), name + ": PMID")
        same(untex(fields.get("abstract", "")), abstract(card), name + ": abstract")
        same(untex(fields.get("keywords", "")), ", ".join(card.get("domains", [])), name + ": keywords")
        persons = [(" ".join(p.prelast_names + p.last_names), " ".join(p.first_names + p.middle_names), " ".join(p.lineage_names))
                   for p in entry.persons.get("author", [])]
        want = [(person, "", "") if isinstance(person, str) else person for person in card["people"]]
        same([tuple(untex(part) for part in person) for person in persons], want, name + ": authors")
    keys = [key for key, _ in entries]
    same(len(set(keys)), len(keys), "bibtex: no key twice")
    for card, key in zip(order, keys):
        if card["key"] and card["key"] != "smith2024":
            same(key, card["key"], "bibtex: the key of " + card["_id"])
    same(sorted(key for key in keys if key.startswith("smith2024")), ["smith2024", "smith2024a", "smith2024b"],
         "bibtex: equal keys get letters")
    read = mods("bibtex", text)
    same(len(read), len(order), "bibtex: bibutils reads as many")
    for found, card in zip(read, order):
        same(identifier(found, "doi"), [card["doi"]] if "doi" in card else [], "bibtex: bibutils: DOI of " + card["_id"])
        same(texts(found, "originInfo/dateIssued"), [str(card["year"])] if "year" in card else [],
             "bibtex: bibutils: year of " + card["_id"])


# RIS and nbib

def tagged(text, pattern, continuation):
    """Each record as {tag: [values]}; every line must be a tag's or a continuation."""
    records, last = [], None
    for line in re.split(r"\r?\n", text):
        match = re.fullmatch(pattern, line)
        if not line.strip():
            continue
        if match:
            tag, value = match[1].strip(), match[2]
            if tag in ("TY", "PMID"):
                records.append({})
            last = records[-1].setdefault(tag, [])
            last.append(value)
        else:
            assert continuation and line.startswith(continuation), "a stray line: " + line
            last[-1] += " " + line[len(continuation):]
    return records


def check_mods(form, read, order):
    same(len(read), len(order), f"{form}: bibutils reads as many as there are hits")
    for found, card in zip(read, order):
        name = f"{form}: bibutils: {card['_id']}: "
        if title(card):
            same(texts(found, "titleInfo/title")[:1], [title(card)], name + "title")
        same([letters(" ".join(texts(person, "namePart"))) for person in found.findall(MODS + "name")], people(card), name + "authors")
        same([host for host in texts(found, "relatedItem/titleInfo/title") if host], [journal(card)] if "journal" in card else [],
             name + "journal")
        same(texts(found, "originInfo/dateIssued"), [str(card["year"])] if "year" in card else [], name + "year")
        same(identifier(found, "doi"), [card["doi"]] if "doi" in card else [], name + "DOI")
        same(texts(found, "subject/topic"), card.get("domains", []), name + "keywords")
        same([one_line(text) for text in texts(found, "abstract")][:1], [abstract(card)], name + "abstract")


def check_ris(order):
    text = ask("ris")
    check_mods("ris", mods("ris", text), order)
    records = tagged(text, r"([A-Z][A-Z0-9])  - (.*)", "")
    same(len(records), len(order), "ris: as many records as hits")
    for record, card in zip(records, order):
        name = f"ris: {card['_id']}: "
        same(record.get("TT", [None])[0], title_zh(card), name + "Chinese title")
        same(record.get("AN", [None])[0], card.get("pmid"), name + "PMID")
        same(record["ER"], [""], name + "one end")
        same([letters(author) for author in record.get("AU", [])], people(card), name + "authors")


def check_nbib(order):
    text = ask("nbib")
    read = mods("nbib", text)
    check_mods("nbib", read, order)
    for found, card in zip(read, order):
        same(identifier(found, "pubmed"), [card["pmid"]] if "pmid" in card else [], f"nbib: bibutils: {card['_id']}: PMID")
    records = tagged(text, r"([A-Z]{2,4} *)- (.*)", "      ")
    same(len(records), len(order), "nbib: as many records as hits")
    for record, card in zip(records, order):
        name = f"nbib: {card['_id']}: "
        same(record["PMID"], [card.get("pmid", "")], name + "PMID")
        same(record.get("TT", [None])[0], title_zh(card), name + "Chinese title")
        same(record.get("OAB", [None])[0], card.get("abstract_zh"), name + "Chinese abstract")
        same([letters(author) for author in record.get("FAU", [])], people(card), name + "authors")
        same(len(record.get("AU", [])), len(card["people"]), name + "authors in short")
    same(next(record["AU"] for record, card in zip(records, order) if card["_id"] == "plain.md"),
         ["Smith J", "Smith JA", "王小明"], "nbib: names in short")


# CSL-JSON

def check_csl(order):
    items = json.loads(ask("csl"))
    same(len(items), len(order), "csl: as many items as hits")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields it has no style for: PMID, custom
        source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(CitationStylesStyle("harvard1", validate=False), source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        rendered = [str(entry) for entry in bibliography.bibliography()]
    for item, card, shown in zip(items, order, rendered):
        name = f"csl: {card['_id']}: "
        found = source[item["id"]]
        for key, want in (("title", title(card) or None), ("container_title", journal(card)), ("DOI", card.get("doi")),
                          ("PMID", card.get("pmid")), ("abstract", abstract(card)),
                          ("keyword", ", ".join(card.get("domains", [])) or None)):
            if key != "title" or want:
                same(str(found[key]) if key in found else None, want, name + key)
        same(found["issued"].year if "issued" in found else None, card.get("year"), name + "year")
        same(item.get("custom", {}).get("title-zh"), title_zh(card), name + "Chinese title")
        authors = [author.get("literal") or (author["family"], author["given"], author.get("suffix", ""))
                   for author in item.get("author", [])]
        same(authors, card["people"], name + "authors")
        families = [person if isinstance(person, str) else person[0] for person in card["people"]]
        check(all(one_line(family) in one_line(shown) for family in families), name + "a style shows the authors", shown)
        check(title(card) in one_line(shown), name + "and the title", shown)


def main():
    make_index()
    hits = json.loads(ask("json"))["hits"]
    by_id = {card["_id"]: card for card in CARDS}
    order = [by_id[hit["id"]] for hit in hits]
    same(len(order), len(CARDS), "every card is among the hits")
    for run in (check_bibtex, check_ris, check_nbib, check_csl):
        try:
            run(order)
        except Exception as error:  # a reader that cannot read is a failure, not an end
            check(False, run.__name__ + " reads to the end", repr(error))
    same([ask(form) for form in ("bibtex", "ris", "nbib", "csl")], [ask(form) for form in ("bibtex", "ris", "nbib", "csl")],
         "the same question, the same citations")


main()
