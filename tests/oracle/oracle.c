/* The real programs against a scan of the cards: see reading.h for what the scan goes by.
 *
 *     oracle [--queries N] [--seed S] [--language] BUILD CARDS SCRATCH
 *
 * indexes the folder CARDS into SCRATCH with BUILD/litsearch-index, asks BUILD/litsearch N random
 * queries of each kind and prints a table; on standard error, what disagrees. --language also asks
 * the kinds on which the two are known to disagree. Exits with 1 when anything disagrees, 2 when
 * the comparison itself could not be made. */
#include "tests/oracle/question.h"
#include "tests/oracle/reply.h"
#include "tests/oracle/snippet.h"
#include "tests/oracle/template.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHOWN_MAX = 6, CONTEXT_BYTES = 60 };

struct settings {
    size_t queries;
    uint64_t seed;
    bool language;
    const char *cards;
    char *index_program;
    char *query_program;
    const char *db;
};

/* One row of the table. */
struct tally {
    size_t queries;
    size_t failed; /* queries without an answer, or with numbers that do not fit it */
    size_t right;  /* pairs of query and card: found and fitting */
    size_t wrong;  /* found though not fitting */
    size_t missed;
    size_t snippets;
    size_t faults[SNIPPET_FAULT_COUNT];
    size_t shown; /* disagreements printed */
};

struct oracle {
    struct settings settings;
    struct shelf shelf;
    struct converters converters;
    struct random random;
    struct ls_buf details;
};

/* ---- what disagrees ---- */

static bool may_show(struct tally *tally)
{
    return tally->shown++ < SHOWN_MAX;
}

static void show_question(const struct question *question, const char *what)
{
    fprintf(stderr, "\n%s: %.*s\n  %s\n", question->kind->name, LS_SPAN_ARG(question->text), what);
}

/* A piece of text in one line. */
static void show_text(const char *label, struct ls_span text)
{
    fprintf(stderr, "  %s: ", label);
    for (size_t i = 0; i < text.len; i++) {
        fputs(text.ptr[i] == '\n' ? "⏎" : (char[]){text.ptr[i], '\0'}, stderr);
    }
    fputc('\n', stderr);
}

static struct ls_span around(struct ls_span text, size_t first, size_t past)
{
    first = first > CONTEXT_BYTES ? first - CONTEXT_BYTES : 0;
    past = past + CONTEXT_BYTES < text.len ? past + CONTEXT_BYTES : text.len;
    while (first > 0 && ((unsigned char)text.ptr[first] & 0xc0) == 0x80) {
        first--;
    }
    while (past < text.len && ((unsigned char)text.ptr[past] & 0xc0) == 0x80) {
        past++;
    }
    return ls_span(text.ptr + first, past - first);
}

/* Where the scan finds the words in a card; nothing for words it does not find. */
static void show_spots(const struct oracle *oracle, const struct question *question,
                       const struct shelf_card *card)
{
    struct ls_arena arena = {0};
    for (size_t side = 0; side < question->side_count; side++) {
        const struct units *units = &question->sides[side].units;
        for (size_t n = 0; n < units->count; n++) {
            struct spots spots = {0};
            for (size_t i = 0; spots.count == 0 && i < 2 * card->card.section_count; i++) {
                const struct reading *reading = &card->readings[i];
                unit_spots(&oracle->shelf, &units->items[n], reading, &arena, &spots);
                if (spots.count > 0) {
                    show_text("stands there",
                              around(reading->text, spots.items[0].first, spots.items[0].past));
                }
            }
            if (spots.count == 0) {
                fprintf(stderr, "  stands nowhere: word %zu of %.*s\n", n + 1,
                        LS_SPAN_ARG(question->sides[side].written));
            }
        }
    }
    ls_arena_free(&arena);
}

static void show_card(const struct oracle *oracle, const struct question *question,
                      const struct shelf_card *card, const char *what)
{
    show_question(question, what);
    show_text("card", card->id);
    show_spots(oracle, question, card);
}

/* ---- one query ---- */

enum { NO_RANK = UINT32_MAX };

/* For each card, which hit it is. */
static uint32_t *ranks_of(struct oracle *oracle, const struct reply *reply)
{
    uint32_t *ranks = malloc((oracle->shelf.count + 1) * sizeof *ranks);
    memset(ranks, 0xff, (oracle->shelf.count + 1) * sizeof *ranks);
    for (size_t i = 0; i < json_array_size(reply->hits); i++) {
        const char *id = json_string_value(json_object_get(json_array_get(reply->hits, i), "id"));
        const struct shelf_card *card = shelf_find(&oracle->shelf, id ? id : "");
        if (card) {
            ranks[card - oracle->shelf.cards] = (uint32_t)i;
        }
    }
    return ranks;
}

/* The counts and the cards that hold only some of the words. When no card holds all of them, those
 * that hold parts of a long run may be among them. */
static bool agrees_on_rest(const struct question *question, const struct reply *reply, size_t all,
                           size_t some, size_t some_hits)
{
    if (reply->total != all) {
        return false;
    }
    bool counts_some = question->kind->operation == ALL && some > 0;
    size_t hits = json_array_size(reply->hits) - reply->total_template;
    return !counts_some || (reply->total_some == hits && some_hits == some &&
                            (hits == some || (reply->total == 0 && hits > some)));
}

static void compare_cards(struct oracle *oracle, const struct question *question,
                          const struct reply *reply, struct tally *tally)
{
    size_t all = 0;
    size_t some = 0;
    size_t some_hits = 0;
    size_t first_template = json_array_size(reply->hits) - reply->total_template;
    uint32_t *ranks = ranks_of(oracle, reply);
    for (size_t i = 0; i < oracle->shelf.count; i++) {
        const struct shelf_card *card = &oracle->shelf.cards[i];
        bool holds_some;
        bool ignored;
        bool fits = question_fits(&oracle->shelf, question, card, OUTSIDE, &holds_some);
        bool fits_anywhere =
            fits || question_fits(&oracle->shelf, question, card, ANYWHERE, &ignored);
        bool found = ranks[i] < reply->total;
        bool is_last = ranks[i] != NO_RANK && ranks[i] >= first_template;
        bool is_missed = (fits && !found) || (fits_anywhere && ranks[i] == NO_RANK);
        bool is_wrong = (!fits && found) || (!fits_anywhere && is_last);
        all += fits;
        some += holds_some;
        some_hits += holds_some && ranks[i] != NO_RANK && !is_last;
        tally->right += fits_anywhere && !is_missed && !is_wrong;
        tally->wrong += is_wrong;
        tally->missed += is_missed;
        if ((is_missed || is_wrong) && may_show(tally)) {
            show_card(oracle, question, card, is_missed ? "not found" : "found, but should not be");
        }
    }
    free(ranks);
    if (!agrees_on_rest(question, reply, all, some, some_hits)) {
        tally->failed++;
        if (may_show(tally)) {
            show_question(question, "the counts differ");
            fprintf(stderr, "  total %zu, there are %zu; total_some %zu, there are %zu; %zu hits\n",
                    reply->total, all, reply->total_some, some, json_array_size(reply->hits));
        }
    }
}

static void show_snippet(const struct oracle *oracle, const struct question *question,
                         const struct shelf_card *card, json_t *hit, enum snippet_fault fault)
{
    char *marks = json_dumps(json_object_get(hit, "marks"), JSON_COMPACT);
    const char *heading = json_string_value(json_object_get(hit, "heading"));
    show_question(question, snippet_fault_text(fault));
    show_text("card", card->id);
    show_text("heading", ls_span_str(heading ? heading : "(none)"));
    show_text("snippet", ls_span_str(json_string_value(json_object_get(hit, "snippet"))));
    show_text("marks", ls_span_str(marks));
    show_text("the words stand at", ls_buf_span(&oracle->details));
    free(marks);
}

static void check_snippets(struct oracle *oracle, const struct question *question,
                           const struct reply *reply, struct tally *tally)
{
    for (size_t i = 0; i < json_array_size(reply->hits); i++) {
        json_t *hit = json_array_get(reply->hits, i);
        const char *id = json_string_value(json_object_get(hit, "id"));
        const struct shelf_card *card = shelf_find(&oracle->shelf, id ? id : "");
        if (!card) {
            tally->failed++;
            continue;
        }
        enum snippet_fault fault =
            snippet_check(&oracle->shelf, question, card, hit, &oracle->details);
        tally->snippets++;
        tally->faults[fault]++;
        if (fault != SNIPPET_NONE && may_show(tally)) {
            show_snippet(oracle, question, card, hit, fault);
        }
    }
}

/* Where the ladder went below the words as typed, nothing was found by them. */
static void leave_what_was_sought(struct reply *reply)
{
    bool is_other = strcmp(reply->step, "parts") == 0 || strcmp(reply->step, "corrected") == 0;
    if (is_other) {
        reply->total = 0;
        reply->total_some = 0;
        reply->total_template = 0;
        json_array_clear(reply->hits);
    }
}

static void ask(struct oracle *oracle, const struct question *question, struct tally *tally)
{
    struct reply reply;
    tally->queries++;
    if (reply_ask(oracle->settings.query_program, oracle->settings.db, question->text.ptr,
                  &reply)) {
        leave_what_was_sought(&reply);
        compare_cards(oracle, question, &reply, tally);
        check_snippets(oracle, question, &reply, tally);
    } else {
        tally->failed++;
        if (may_show(tally)) {
            show_question(question, "no answer");
            fprintf(stderr, "  exit status %d\n", reply.exit_status);
        }
    }
    reply_free(&reply);
}

/* ---- the table ---- */

static double share(size_t right, size_t wrong)
{
    return right + wrong > 0 ? (double)right / (double)(right + wrong) : 1;
}

static size_t snippet_faults(const struct tally *tally)
{
    return tally->snippets - tally->faults[SNIPPET_NONE];
}

static size_t mark_faults(const struct tally *tally)
{
    return tally->faults[SNIPPET_BAD_MARKS] + tally->faults[SNIPPET_WRONG_MARKS];
}

static bool is_clean(const struct tally *tally)
{
    return tally->failed + tally->wrong + tally->missed + snippet_faults(tally) == 0;
}

static void print_row(const char *name, const struct tally *tally)
{
    printf("%-31s %7zu %9zu %9.6f %9.6f %7zu %9zu %7zu %9zu\n", name, tally->queries,
           tally->right + tally->missed, share(tally->right, tally->wrong),
           share(tally->right, tally->missed), tally->failed, tally->snippets, mark_faults(tally),
           snippet_faults(tally) - mark_faults(tally));
}

static void print_head(const struct oracle *oracle)
{
    printf("%zu cards, %zu queries a kind, seed %llu\n\n", oracle->shelf.count,
           oracle->settings.queries, (unsigned long long)oracle->settings.seed);
    printf("%-31s %7s %9s %9s %9s %7s %9s %7s %9s\n", "", "", "answers", "", "", "other", "",
           "wrong", "snippets");
    printf("%-31s %7s %9s %9s %9s %7s %9s %7s %9s\n", "kind of query", "queries", "there",
           "precision", "recall", "faults", "snippets", "marks", "amiss");
}

static void add_tally(const struct tally *tally, struct tally *sum)
{
    sum->queries += tally->queries;
    sum->failed += tally->failed;
    sum->right += tally->right;
    sum->wrong += tally->wrong;
    sum->missed += tally->missed;
    sum->snippets += tally->snippets;
    for (size_t i = 0; i < SNIPPET_FAULT_COUNT; i++) {
        sum->faults[i] += tally->faults[i];
    }
}

static bool compare_all(struct oracle *oracle)
{
    struct tally sum = {0};
    print_head(oracle);
    for (size_t i = 0; i < question_kind_count; i++) {
        const struct kind *kind = &question_kinds[i];
        struct tally tally = {0};
        struct question question;
        if (kind->needs_language && !oracle->settings.language) {
            continue;
        }
        while (
            tally.queries < oracle->settings.queries &&
            question_make(&oracle->shelf, &oracle->converters, &oracle->random, kind, &question)) {
            ask(oracle, &question, &tally);
        }
        print_row(kind->name, &tally);
        fflush(stdout);
        add_tally(&tally, &sum);
    }
    print_row("all", &sum);
    return is_clean(&sum);
}

/* ---- the program ---- */

static bool read_settings(int argc, char **argv, struct settings *settings)
{
    static const struct option options[] = {{"queries", required_argument, NULL, 'q'},
                                            {"seed", required_argument, NULL, 's'},
                                            {"language", no_argument, NULL, 'l'},
                                            {0}};
    *settings = (struct settings){.queries = 400, .seed = 1};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'q') {
            settings->queries = strtoul(optarg, NULL, 10);
        } else if (c == 's') {
            settings->seed = strtoull(optarg, NULL, 10);
        } else if (c == 'l') {
            settings->language = true;
        } else {
            return false;
        }
    }
    if (argc - optind != 3 || settings->queries == 0) {
        fputs("usage: oracle [--queries N] [--seed S] [--language] BUILD CARDS SCRATCH\n", stderr);
        return false;
    }
    settings->cards = argv[optind + 1];
    settings->db = argv[optind + 2];
    return asprintf(&settings->index_program, "%s/litsearch-index", argv[optind]) > 0 &&
           asprintf(&settings->query_program, "%s/litsearch", argv[optind]) > 0;
}

/* A bad card among the others is no failure here: the scan leaves it out too. */
static bool index_cards(const struct settings *settings)
{
    enum { SOME_CARD_BAD = 7 };
    char *const argv[] = {settings->index_program, "--db", (char *)settings->db, "--quiet",
                          (char *)settings->cards, NULL};
    int exit_status;
    char *out = process_run(argv, &exit_status);
    free(out);
    bool good = exit_status == 0 || exit_status == SOME_CARD_BAD;
    if (!good) {
        fprintf(stderr, "%s: exit status %d\n", settings->index_program, exit_status);
    }
    return good;
}

int main(int argc, char **argv)
{
    struct oracle oracle = {0};
    if (!read_settings(argc, argv, &oracle.settings)) {
        return 2;
    }
    oracle.random.state = oracle.settings.seed;
    int exit_status = 2;
    if (index_cards(&oracle.settings) && converters_open(&oracle.converters)) {
        if (shelf_open(&oracle.shelf, oracle.settings.cards) &&
            templates_mark(&oracle.shelf, oracle.settings.db)) {
            exit_status = compare_all(&oracle) ? 0 : 1;
        }
        shelf_close(&oracle.shelf);
        converters_close(&oracle.converters);
    }
    ls_buf_free(&oracle.details);
    free(oracle.settings.index_program);
    free(oracle.settings.query_program);
    return exit_status;
}
