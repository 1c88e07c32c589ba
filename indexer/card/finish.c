#include "indexer/card/finish.h"

#include "indexer/card/lines.h"
#include "site/route.h"

#include <stdlib.h>
#include <strings.h>

enum { HEADING_BYTES_MAX = 200 };

static bool has_metadata(const struct ls_facts *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].kind < LS_FACT_TAGS) {
            return true;
        }
    }
    return false;
}

static bool is_visible(const struct ls_card *card)
{
    for (size_t i = 0; i < card->section_count; i++) {
        if (card->sections[i].field != LS_FIELD_LINK) {
            return true;
        }
    }
    return false;
}

static struct ls_span cut(struct ls_span line)
{
    size_t len = HEADING_BYTES_MAX;
    if (line.len > len) {
        while (((unsigned char)line.ptr[len] & 0xc0) == 0x80) {
            len--;
        }
        line.len = len;
    }
    return ls_span_trim(line);
}

/* The first line of text that is no bibliographic one; the form's own headings
 * say less, so they are the last resort. */
static struct ls_span first_line(const struct ls_card *card, size_t front_count)
{
    struct ls_span heading = {NULL, 0};
    for (size_t i = front_count; i < card->section_count; i++) {
        enum ls_field field = card->sections[i].field;
        bool is_prose = field == LS_FIELD_BODY || field == LS_FIELD_ABSTRACT;
        struct ls_span rest = card->sections[i].text;
        struct ls_span line;
        while (is_prose && ls_line_take(&rest, &line)) {
            if (ls_span_trim(line).len > 0 && !ls_line_is_labelled(line)) {
                return cut(line);
            }
        }
        heading = heading.len > 0 ? heading : card->sections[i].heading;
    }
    return cut(heading);
}

static void complain_of_missing(struct ls_card *card, struct ls_arena *arena,
                                const struct ls_facts *facts, size_t front_count, bool is_file,
                                struct ls_complaints *complaints)
{
    if (!is_visible(card)) {
        ls_complain(arena, complaints, LS_COMPLAINT_NO_TEXT, 0, 0,
                    "there is nothing in the card that a reader could see");
        return;
    }
    if (is_file && !has_metadata(facts)) {
        ls_complain(arena, complaints, LS_COMPLAINT_NO_METADATA, 0, 0,
                    "no bibliographic line such as `**PMID**: …`: indexed by its text alone");
    }
    if (!card->title_en.ptr && !card->title_zh.ptr && !card->heading.ptr) {
        card->heading = first_line(card, front_count);
        if (is_file) {
            ls_complain(arena, complaints, LS_COMPLAINT_MISSING_TITLE, 0, 0,
                        "no title: the first line of text, or the file's name, is shown");
        }
    }
}

static struct ls_span front_value(const struct ls_facts *facts, enum ls_fact_kind kind)
{
    const struct ls_fact *fact = ls_facts_first(facts, kind, LS_PLACE_FRONT);
    return fact ? fact->text : ls_span(NULL, 0);
}

static bool is_word(struct ls_span value, const char *word)
{
    return value.len == strlen(word) && strncasecmp(value.ptr, word, value.len) == 0;
}

static bool is_true(const struct ls_facts *facts, enum ls_fact_kind kind)
{
    return is_word(front_value(facts, kind), "true");
}

/* Keeps where the page is when front matter has a say in it, and whether it is hidden. */
static void settle_page(struct ls_card *card, struct ls_arena *arena, const struct ls_facts *facts)
{
    struct ls_route_front front = {
        .slug = front_value(facts, LS_FACT_SLUG),
        .id = front_value(facts, LS_FACT_PAGE_ID),
        .keeps_number_prefixes = is_word(front_value(facts, LS_FACT_NUMBER_PREFIXES), "false"),
        .is_draft = is_true(facts, LS_FACT_DRAFT),
    };
    card->is_hidden = front.is_draft || is_true(facts, LS_FACT_UNLISTED);
    if (front.slug.len > 0 || front.id.len > 0 || front.keeps_number_prefixes || front.is_draft) {
        card->route = ls_route_path(card->id, &front, arena);
    }
}

void ls_card_finish(struct ls_card *card, struct ls_arena *arena, const struct ls_facts *facts,
                    struct ls_sections *sections, bool is_file, struct ls_complaints *complaints)
{
    bool is_from_front[LS_FACT_COUNT];
    ls_facts_settle(facts, arena, card, is_from_front, complaints);
    ls_sections_finish(sections, facts, is_from_front, card);
    if (is_file) {
        settle_page(card, arena, facts);
    }
    if (!arena->failed) {
        complain_of_missing(card, arena, facts, sections->front_count, is_file, complaints);
    }
}

static int compare(const void *a, const void *b)
{
    const struct ls_complaint *x = a;
    const struct ls_complaint *y = b;
    int by_line = (x->line > y->line) - (x->line < y->line);
    int by_column = (x->column > y->column) - (x->column < y->column);
    int by_code = (x->code > y->code) - (x->code < y->code);
    return by_line ? by_line : by_column ? by_column : by_code;
}

void ls_complaints_sort(struct ls_complaints *complaints, size_t first)
{
    if (complaints->count > first) {
        qsort(complaints->items + first, complaints->count - first, sizeof *complaints->items,
              compare);
    }
}
