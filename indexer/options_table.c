#include "indexer/options_table.h"

static const char *const synopses[] = {
    "[OPTION]... PATH...",
    "[OPTION]... --files-from FILE",
    "[OPTION]... --jsonl FILE",
    "--check PATH...",
    NULL,
};

static const struct ls_option options[] = {
    {.id = LS_INDEX_OPTION_DB,
     .name = "db",
     .arg = "DIR",
     .complete = LS_COMPLETE_DIR,
     .help = "Keep the index in the folder DIR. Without it, LITSEARCH_DB names the folder, else it "
             "is litsearch/index below the folder for your data."},
    {.id = LS_INDEX_OPTION_JOBS,
     .letter = 'j',
     .name = "jobs",
     .arg = "N",
     .help = "Read cards with N workers at a time. The default is one for each processor core."},
    {.id = LS_INDEX_OPTION_REBUILD,
     .name = "rebuild",
     .help = "Make a new index from all cards, not only the new and changed ones. Searches use the "
             "old index until the new one is complete."},
    {.id = LS_INDEX_OPTION_DRY_RUN,
     .letter = 'n',
     .name = "dry-run",
     .help = "Say which cards would be added, replaced and removed, and change nothing."},
    {.id = LS_INDEX_OPTION_CHECK,
     .name = "check",
     .help = "Only check the cards: report what is wrong or odd in each, and read or write no "
             "index."},
    {.id = LS_INDEX_OPTION_JSONL,
     .name = "jsonl",
     .arg = "FILE",
     .complete = LS_COMPLETE_FILE,
     .help = "Also take documents from FILE, one JSON object a line. Its keys are _id, title, text "
             "and any field of a card by its English name. May be given several times."},
    {.id = LS_INDEX_OPTION_FILES_FROM,
     .name = "files-from",
     .arg = "FILE",
     .complete = LS_COMPLETE_FILE,
     .help = "Also take the paths listed in FILE, one a line; - means standard input."},
    {.id = LS_INDEX_OPTION_NULL,
     .letter = '0',
     .name = "null",
     .help = "Paths in the list of --files-from end with a NUL byte, not a newline. find -print0 "
             "writes such a list."},
    {.id = LS_INDEX_OPTION_BASE_URL,
     .name = "base-url",
     .arg = "URL",
     .help = "The cards are pages of the site at URL, its folder of documents: "
             "https://example.org/notes shows guide/01-first.md at "
             "https://example.org/notes/guide/first, by the rules of Docusaurus, and answers say "
             "so. Kept for later runs; an empty URL forgets it."},
    {.id = LS_INDEX_OPTION_ROUTES,
     .name = "routes",
     .arg = "FILE",
     .complete = LS_COMPLETE_FILE,
     .help = "Take the pages of the cards from FILE, the site's own list of them, where it has "
             "them. Kept for later runs; an empty FILE forgets it. The manual says what it looks "
             "like."},
    {.id = LS_INDEX_OPTION_GLOSSARY,
     .name = "glossary",
     .arg = "FILE",
     .complete = LS_COMPLETE_FILE,
     .help = "Take the words that say the same from FILE: a search for one finds the others, below "
             "it. May be given several times. Kept for later runs; an empty FILE forgets them. The "
             "manual says what it looks like."},
    {.id = LS_INDEX_OPTION_WAIT,
     .name = "wait",
     .arg = "SECONDS",
     .help = "Wait up to SECONDS for another run that is writing this index. The default is 0: "
             "say which run it is and stop with exit status 75."},
    {.id = LS_INDEX_OPTION_REPORT,
     .name = "report",
     .arg = "FORM",
     .choices = "text|json",
     .complete = LS_COMPLETE_WORDS,
     .help = "Report what was done and which cards were wrong. The default, text, is for a "
             "person; json is for a program."},
    {.id = LS_INDEX_OPTION_PROGRESS,
     .name = "progress",
     .arg = "WHEN",
     .choices = "auto|always|never",
     .complete = LS_COMPLETE_WORDS,
     .help = "Show how far the run is. With auto, the default, only when standard error is a "
             "terminal."},
    {.id = LS_INDEX_OPTION_QUIET,
     .letter = 'q',
     .name = "quiet",
     .help = "Say nothing but errors: no progress, no warnings, no summary."},
    LS_OPTION_HELP(LS_INDEX_OPTION_HELP),
    LS_OPTION_VERSION(LS_INDEX_OPTION_VERSION),
};

static const struct ls_program_section sections[] = {
    {.title = "Routes",
     .text =
         "The list is JSON: {\"version\": 1, \"routes\": [{\"source\": "
         "\"@site/docs/guide/01-first.md\", \"permalink\": \"/notes/guide/first\"}]}. A card "
         "has the permalink of the source that ends in its path below the indexed folder; "
         "scheme and host come from --base-url. Cards that are not in the list are shown by "
         "the rules of Docusaurus: number prefixes of folders and files are left out, index "
         "and README stand for their folder, and slug, id and parse_number_prefixes in front "
         "matter are followed. Files whose names begin with _ have no page.\n\n"
         "A card whose front matter says draft: true or unlisted: true is meant to be hidden: an "
         "index that knows a site, by either option, leaves it out and reports how many are "
         "hidden. Without a site it is a card as any other; --check looks at it too."},
    {.title = "Glossary",
     .text = "Each line has two terms with a tab between them, in any of the languages: a term and "
             "its synonym, abbreviation or translation. Blank lines and those that begin with # "
             "say nothing. When the first line names columns, any of english, abbreviation, "
             "traditional, simplified and variants, a line has just these, some of them empty, and "
             "several terms in one are parted by |. What is given is read once and kept in the "
             "index: after a change of the file, give it again.\n\n"
             "The cards themselves teach too: \"large language models (LLMs)\" in one of them, "
             "and titles and abstracts in both languages. That is gathered when an index is made, "
             "and again when one card in 32 has changed since. litsearch --glossary lists it all."},
    {.title = "Environment",
     .text = "LITSEARCH_DB\tThe folder of the index when --db is not given.\n\n"
             "XDG_DATA_HOME\tThe folder for your data, in which litsearch/index is the index when "
             "neither --db nor LITSEARCH_DB is given. The default is ~/.local/share."},
    {.title = "Files",
     .text = "~/.local/share/litsearch/index\tThe index, unless told otherwise. It is a folder "
             "that Xapian's own tools open, such as xapian-delve."},
    {.title = "Examples",
     .in_help = true,
     .text = "  litsearch-index cards/             add and refresh a folder of cards\n"
             "  litsearch-index --check 筆記.md    look for mistakes in one card\n"
             "  litsearch-index --rebuild cards/   start afresh, swap when complete\n"
             "  find cards -name '*.md' -print0 | litsearch-index -0 --files-from -\n"
             "  litsearch-index --report json --quiet --wait 60 cards/"},
};

const struct ls_program ls_index_program = {
    .name = "litsearch-index",
    .summary = "index literature-note cards for litsearch",
    .synopses = synopses,
    .operand = "paths",
    .completes = LS_COMPLETE_FILE,
    .description =
        "litsearch-index reads Markdown cards, one article each, in English and Chinese, and "
        "keeps the index that litsearch(1) searches. A PATH is a card or a folder; folders are "
        "read with all folders in them.\n\n"
        "Only new and changed cards are read again. A card that is gone from an indexed folder "
        "leaves the index.\n\n"
        "A sentence that four cards or more have, but for the values they declare, is template "
        "text, which litsearch-query(7) tells of. It is found by counting while the cards are "
        "indexed; when a sentence becomes template text, or stops to be, the cards that have it "
        "are indexed again though they have not changed.\n\n"
        "One bad card never stops the run. It is reported with file, line and column, and the "
        "exit status is 7. An odd card, such as one with a score that is no number, is indexed "
        "and reported as a warning.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .sections = sections,
    .section_count = sizeof sections / sizeof *sections,
    .see_also = "litsearch(1), litsearch-query(7), xapian-delve(1)",
};
