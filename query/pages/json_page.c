#include "query/pages/pages.h"

static const struct ls_program_section sections[] = {
    {.title = "Description",
     .text =
         "What litsearch(1) writes with --format json and jsonl, for programs. All of it is "
         "UTF-8, with Chinese characters as they are. Text is as the cards have it, never "
         "converted between Traditional and Simplified. What a card does not tell is null.\n\n"
         "With json an answer is one object on one line. With jsonl it is one line for each "
         "article found, each the object of a hit. version is raised when a key changes its "
         "meaning or goes; new keys may come without, so programs should pass over keys they do "
         "not know. The file share/litsearch/litsearch.schema.json, which is installed with "
         "litsearch, says the same as a JSON Schema."},
    {.title = "The answer",
     .text = "version\t1.\n\n"
             "query\tThe query as it was given.\n\n"
             "step\tWhich step answered: all, most, some, parts, expanded, template, corrected or "
             "none, see litsearch-query(7).\n\n"
             "total\tHow many articles hold all the words.\n\n"
             "total_some\tHow many hold any of them.\n\n"
             "total_expanded\tHow many more hold none of them, but say one otherwise: its "
             "translation, its abbreviation, its full form.\n\n"
             "total_template\tHow many more hold all the words, but some of them in template text "
             "only: they come last.\n\n"
             "total_feedback\tHow many more hold none of them, but share words with the best "
             "articles found; 0 without --feedback.\n\n"
             "took_ms\tMilliseconds the search took.\n\n"
             "hits\tA list of the articles shown, see below.\n\n"
             "facets\tHow the articles found spread, see below. null without --facets.\n\n"
             "suggestion\tWhat was perhaps meant, or null."},
    {.title = "A hit",
     .text =
         "id\tThe name of the card in the index: its path below the indexed folder, or the _id "
         "of a JSON line. --show and --like take it.\n\n"
         "path\tThe path of the card, the same.\n\n"
         "url\tWhere a site shows the article.\n\n"
         "anchor\tThe heading on that page at which the passage stands, without #.\n\n"
         "title\tThe title to show: English, else Chinese, else the heading, else the id.\n\n"
         "title_en\tThe English title.\n\n"
         "title_zh\tThe Chinese title.\n\n"
         "pmid\tThe number in PubMed, as text.\n\n"
         "doi\tThe digital object identifier, without the address of a resolver.\n\n"
         "journal\tThe journal.\n\n"
         "year\tThe year of publication, a number.\n\n"
         "score\tThe score, a number from 0 to 10.\n\n"
         "domains\tA list of the domains of application.\n\n"
         "authors\tA list of the authors.\n\n"
         "relevance\tHow well the article fits. It can be compared within one answer, among "
         "articles that hold equally many of the words.\n\n"
         "card\tThe note card in which the passage stands: core, paraphrase, qa or exceptions; "
         "null outside of them.\n\n"
         "heading\tThe heading above the passage.\n\n"
         "snippet\tThe passage that matched best.\n\n"
         "marks\tWhat matched in the snippet: a list of [first, past], bytes of its UTF-8 from 0 "
         "on, in order and without overlap.\n\n"
         "headings\tOnly with --headings: a list of the sections of the card that hold words of "
         "the query, in its order, those that hold them only in sentences that many cards repeat "
         "behind the others. Each has heading, anchor and card, as above, text, a passage, or the "
         "beginning when only the heading has the words, and marks, in the text. The section of "
         "the snippet is among them when it has a heading and marks."},
    {.title = "Facets",
     .text = "With --facets, an object whose keys are domain, score, year, journal and card. Each "
             "is a list of objects with a value, a number for score and year and text for the "
             "others, and a count, of the articles found that have it. Domains, journals and cards "
             "come with the most common first, scores and years with the highest."},
    {.title = "Explanations",
     .text =
         "With --explain, the answer and each hit have one key more, explain.\n\n"
         "In the answer it has average_length, of the cards in the index, fields: how much an "
         "occurrence in each counts, and terms: a list of "
         "objects with the term as the index has it, the source that says why it is asked for, "
         "cards (how many hold it), factor and rarity. groups are words with what else they are "
         "called: words, cards (how many hold a member), factor, rarity and members, each with "
         "its term, its source, the cards that taught it, 0 when none did (taught_by), and "
         "weight.\n\n"
         "In a hit it has length, sum (the relevance) and terms: for each term that the card "
         "holds its counts by field, their weighted sum wdf, and weight, what it adds to the "
         "relevance; groups: for each of which it holds a member the words, the members, their "
         "weighted frequency and the weight; and lacks, the words of the query that the card does "
         "not hold."},
    {.title = "Suggestions",
     .text = "--suggest TEXT --format json is an object with version, prefix (the text), terms, "
             "titles and domains. A term has text and cards (how many cards hold it, or null), a "
             "title has id, title, title_en and title_zh, a domain has name and cards. With jsonl "
             "each is a line that begins with its kind: term, title or domain."},
    {.title = "Batches",
     .text = "--batch FILE reads a query from each line, an object with _id and text, and writes a "
             "line for each: the object of an answer as above, with _id, as it was given, before "
             "version. A line that cannot be asked, such as one without words, is answered with "
             "the object of its _id and an error, a text; _id is null when the line has none that "
             "is a string or a number."},
    {.title = "The index",
     .text = "--stats --format json is one object.\n\n"
             "version\t1.\n\n"
             "cards\tHow many cards the index has.\n\n"
             "note_cards\tHow many of them have each note card: core, paraphrase, qa, "
             "exceptions.\n\n"
             "terms\tHow many distinct terms of text.\n\n"
             "average_length\tTerms in a card, each counted by the weight of its field.\n\n"
             "scores\tmin, max and cards: how many have one. null when none has.\n\n"
             "years\tThe same for years.\n\n"
             "journals\tHow many journals.\n\n"
             "domains\tA list of all domains, each with value and count as in facets."},
    {.title = "The glossary",
     .text = "--glossary --format json is an object with version, total (of pairs) and pairs; with "
             "jsonl each pair is a line.\n\n"
             "left\tThe long form of an abbreviation, or the Chinese term, as most cards write it; "
             "of the user's glossary the first term of a line.\n\n"
             "right\tThe abbreviation, or the English term; of the user's glossary another term of "
             "the line.\n\n"
             "kind\tWhere the pair comes from: your glossary (--glossary of litsearch-index), "
             "shortened (large language models (LLMs)), parentheses (結構方程模型（SEM）) or "
             "aligned (titles and abstracts in both languages).\n\n"
             "cards\tHow many cards have it; 0 for the user's.\n\n"
             "occurrences\tHow often they do, likewise.\n\n"
             "weight\tHow surely the two are the same, up to 1."},
    {.title = "The server",
     .text =
         "litsearch-serve(1) answers searches and suggestions with the objects above. /card/ID is "
         "an object with version, the keys of a hit from id to authors but for anchor, and "
         "sections: a list of the card's texts in order, each with field, card, level (of its "
         "heading, 0 without one), heading, anchor and text. A request that cannot be answered "
         "gets an object with version and error, which has status (the name of an exit status, "
         "else NOT_FOUND, METHOD_NOT_ALLOWED or TOO_LARGE), message, and place: the bytes of the "
         "query that are wrong, [first, past], or null."},
    {.title = "Examples",
     .text = "  litsearch --format json 'hallucination bias'\n"
             "  litsearch -f json -n 1 幻覺 | jq '.hits[0].title'\n"
             "  litsearch -f jsonl 門診 | jq -r '[.pmid, .title] | @tsv'\n"
             "  litsearch --stats -f json | jq '.domains[:5]'"},
};

const struct ls_page ls_page_json = {
    .name = "litsearch-json",
    .volume = 5,
    .summary = "what litsearch writes for programs",
    .sections = sections,
    .section_count = sizeof sections / sizeof *sections,
    .see_also = "litsearch(1), litsearch-query(7), jq(1)",
};
