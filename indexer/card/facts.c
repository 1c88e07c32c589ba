#include "indexer/card/facts.h"

#include "indexer/card/values.h"

#include <math.h>

enum { SHOWN_BYTES_MAX = 80 };

typedef enum ls_verdict read_value(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                   struct ls_value *value);

/* How a kind of fact is read, and what is said of one that cannot be. */
static const struct reader {
    read_value *read;
    enum ls_complaint_code bad;
    const char *expected;
    bool says_placeholder; /* is it a complaint that nobody knows it? */
    bool front_may_differ; /* the page's title is not always the article's */
} readers[LS_FACT_COUNT] = {
    [LS_FACT_TITLE_EN] = {ls_value_text, 0, NULL, true, true},
    [LS_FACT_TITLE_ZH] = {ls_value_text, 0, NULL, true, true},
    [LS_FACT_PMID] = {ls_value_pmid, LS_COMPLAINT_BAD_PMID, "1 to 9 digits", true, false},
    [LS_FACT_DOI] = {ls_value_doi, LS_COMPLAINT_BAD_DOI, "like 10.1000/xyz", true, false},
    [LS_FACT_JOURNAL] = {ls_value_text, 0, NULL, true, false},
    [LS_FACT_SCORE] = {ls_value_score, LS_COMPLAINT_SCORE_WORD, NULL, true, false},
    [LS_FACT_YEAR] = {ls_value_year, LS_COMPLAINT_BAD_YEAR, "a year from 1500 to 2100", true,
                      false},
    [LS_FACT_DOMAINS] = {ls_value_domains, 0, NULL, true, true},
    [LS_FACT_AUTHORS] = {ls_value_authors, 0, NULL, false, true},
    [LS_FACT_TAGS] = {ls_value_domains, 0, NULL, false, true},
};

struct settling {
    const struct ls_facts *facts;
    struct ls_arena *arena;
    struct ls_card *card;
    struct ls_complaints *complaints;
};

/* A kind of fact once it is settled. */
struct outcome {
    const struct ls_fact *fact; /* the one that won, NULL when unknown */
    struct ls_value value;
};

bool ls_facts_add(struct ls_arena *arena, struct ls_facts *facts, struct ls_fact *fact)
{
    if (fact->kind == LS_FACT_TITLE) {
        fact->kind = ls_text_is_chinese(fact->text) ? LS_FACT_TITLE_ZH : LS_FACT_TITLE_EN;
    }
    if (facts->of_kind[fact->kind] >= LS_FACTS_OF_A_KIND_MAX) {
        return false;
    }
    struct ls_fact *added = LS_ARENA_PUSH(arena, facts->items, &facts->count);
    if (added) {
        *added = *fact;
        facts->of_kind[fact->kind]++;
    }
    return added != NULL;
}

const struct ls_fact *ls_facts_first(const struct ls_facts *facts, enum ls_fact_kind kind,
                                     enum ls_place place)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].kind == kind && facts->items[i].place == place) {
            return &facts->items[i];
        }
    }
    return NULL;
}

/* A value cut for a message. */
static struct ls_span shown(struct ls_span text)
{
    size_t len = SHOWN_BYTES_MAX;
    if (text.len > len) {
        while (((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
            len--;
        }
        text.len = len;
    }
    return text;
}

static void complain_of_value(const struct settling *settling, const struct ls_fact *fact,
                              enum ls_verdict verdict)
{
    const struct reader *reader = &readers[fact->kind];
    struct ls_span text = shown(fact->text);
    if (verdict == LS_VALUE_OUT_OF_RANGE) {
        ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_SCORE_RANGE, fact->line,
                    fact->column, "score “%.*s” is not one of 0 to 10: taken as unknown",
                    LS_SPAN_ARG(text));
    } else if (verdict == LS_VALUE_BAD && fact->kind == LS_FACT_SCORE) {
        ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_SCORE_WORD, fact->line,
                    fact->column, "score “%.*s” is not a number", LS_SPAN_ARG(text));
    } else if (verdict == LS_VALUE_BAD) {
        ls_complain(settling->arena, settling->complaints, reader->bad, fact->line, fact->column,
                    "%s “%.*s” is not %s: taken as unknown", ls_fact_name(fact->kind),
                    LS_SPAN_ARG(text), reader->expected);
    } else if (text.len == 0) {
        ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_PLACEHOLDER, fact->line,
                    fact->column, "%s is empty: taken as unknown", ls_fact_name(fact->kind));
    } else {
        ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_PLACEHOLDER, fact->line,
                    fact->column, "%s “%.*s” is a placeholder: taken as unknown",
                    ls_fact_name(fact->kind), LS_SPAN_ARG(text));
    }
}

static void compare(const struct settling *settling, const struct outcome *outcome,
                    const struct ls_fact *fact, const struct ls_value *value)
{
    struct ls_span other = shown(fact->text);
    struct ls_span kept = shown(outcome->fact->text);
    bool may_differ = fact->place == LS_PLACE_FRONT && readers[fact->kind].front_may_differ;
    if (!may_differ && !ls_value_same(&outcome->value, value)) {
        ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_CONFLICT, fact->line,
                    fact->column, "%s “%.*s” contradicts line %u: “%.*s” was kept",
                    ls_fact_name(fact->kind), LS_SPAN_ARG(other), outcome->fact->line,
                    LS_SPAN_ARG(kept));
    }
}

/* Reads all facts of a kind, those that win first. */
static struct outcome settle(const struct settling *settling, enum ls_fact_kind kind)
{
    struct outcome outcome = {0};
    const struct ls_fact *placeholder = NULL;
    for (size_t n = 0; n < settling->facts->count * LS_PLACE_COUNT; n++) {
        const struct ls_fact *fact = &settling->facts->items[n % settling->facts->count];
        struct ls_value value = {0};
        if (fact->kind != kind || fact->place != (enum ls_place)(n / settling->facts->count)) {
            continue;
        }
        enum ls_verdict verdict =
            readers[kind].read(settling->arena, fact->text, fact->url, &value);
        if (verdict == LS_VALUE_KNOWN && !outcome.fact) {
            outcome = (struct outcome){fact, value};
        } else if (verdict == LS_VALUE_KNOWN) {
            compare(settling, &outcome, fact, &value);
        } else if (verdict != LS_VALUE_PLACEHOLDER) {
            complain_of_value(settling, fact, verdict);
        } else if (!placeholder) {
            placeholder = fact;
        }
    }
    if (placeholder && !outcome.fact && readers[kind].says_placeholder) {
        complain_of_value(settling, placeholder, LS_VALUE_PLACEHOLDER);
    }
    return outcome;
}

/* Where the score is a word and the domain a number, the columns of the table
 * that the card was made from were shifted by one. */
static void unshift(const struct settling *settling, struct outcome *score, struct outcome *domain)
{
    struct ls_value number = {0};
    if (score->fact || !domain->fact ||
        ls_value_score(settling->arena, domain->fact->text, domain->fact->url, &number) !=
            LS_VALUE_KNOWN) {
        return;
    }
    ls_complain(settling->arena, settling->complaints, LS_COMPLAINT_SHIFTED_COLUMNS,
                domain->fact->line, domain->fact->column,
                "the domain holds the number %.*s: taken as the score, the domain as unknown",
                LS_SPAN_ARG(shown(domain->fact->text)));
    *score = (struct outcome){domain->fact, number};
    *domain = (struct outcome){0};
}

void ls_facts_settle(const struct ls_facts *facts, struct ls_arena *arena, struct ls_card *card,
                     bool is_from_front[LS_FACT_COUNT], struct ls_complaints *complaints)
{
    struct settling settling = {facts, arena, card, complaints};
    struct outcome outcomes[LS_FACT_COUNT] = {0};
    for (int kind = 0; kind < LS_FACT_COUNT; kind++) {
        if (readers[kind].read) {
            outcomes[kind] = settle(&settling, (enum ls_fact_kind)kind);
        }
    }
    unshift(&settling, &outcomes[LS_FACT_SCORE], &outcomes[LS_FACT_DOMAINS]);
    if (!outcomes[LS_FACT_DOMAINS].fact) {
        outcomes[LS_FACT_DOMAINS] = outcomes[LS_FACT_TAGS];
    }
    for (int kind = 0; kind < LS_FACT_COUNT; kind++) {
        const struct ls_fact *fact = outcomes[kind].fact;
        is_from_front[kind] = fact && fact->place == LS_PLACE_FRONT;
    }
    const struct outcome *pmid = &outcomes[LS_FACT_PMID];
    const struct outcome *score = &outcomes[LS_FACT_SCORE];
    card->title_en = outcomes[LS_FACT_TITLE_EN].value.text;
    card->title_zh = outcomes[LS_FACT_TITLE_ZH].value.text;
    card->pmid = pmid->value.text;
    card->pmid_line = pmid->fact ? pmid->fact->line : 0;
    card->pmid_column = pmid->fact ? pmid->fact->column : 0;
    card->doi = outcomes[LS_FACT_DOI].value.text;
    card->journal = outcomes[LS_FACT_JOURNAL].value.text;
    card->score = score->fact ? score->value.number : (double)NAN;
    card->year = (int)outcomes[LS_FACT_YEAR].value.number;
    card->domains = outcomes[LS_FACT_DOMAINS].value.items;
    card->domain_count = outcomes[LS_FACT_DOMAINS].value.item_count;
    card->authors = outcomes[LS_FACT_AUTHORS].value.items;
    card->author_count = outcomes[LS_FACT_AUTHORS].value.item_count;
}
