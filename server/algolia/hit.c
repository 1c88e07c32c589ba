#include "server/algolia/hit.h"

#include "query/render/html_text.h"
#include "query/render/json_text.h"

/* ---- marked values ---- */

static const char *level_of(const struct ls_marked *marked, size_t words)
{
    return marked->count == 0 ? "none" : marked->count >= words ? "full" : "partial";
}

static bool is_repeated(const struct ls_marked *marked, size_t number)
{
    struct ls_span text = ls_range_span(marked->text, marked->marks[number]);
    for (size_t i = 0; i < number; i++) {
        if (ls_span_equal(text, ls_range_span(marked->text, marked->marks[i]))) {
            return true;
        }
    }
    return false;
}

static void add_matched_words(struct ls_buf *out, const struct ls_marked *marked)
{
    enum { WORDS_MAX = 10 };
    bool is_first = true;
    ls_buf_add_str(out, ",\"matchedWords\":[");
    for (size_t i = 0; i < marked->count && i < WORDS_MAX; i++) {
        if (!is_repeated(marked, i)) {
            ls_buf_add_str(out, is_first ? "" : ",");
            ls_json_add_text(out, ls_range_span(marked->text, marked->marks[i]));
            is_first = false;
        }
    }
    ls_buf_add_char(out, ']');
}

/* {"value":"<em>sepsis</em> alerts","matchLevel":"full"} */
static void add_marked(struct ls_buf *out, const struct ls_marked *marked,
                       const struct ls_algolia_look *look, bool with_words)
{
    bool is_full = marked->count == 1 && marked->marks[0].first == 0 &&
                   marked->marks[0].past == marked->text.len;
    ls_buf_add_str(out, "{\"value\":");
    ls_marked_add_json(out, marked, &look->tags);
    ls_buf_printf(out, ",\"matchLevel\":\"%s\"", level_of(marked, look->words));
    if (with_words && marked->count > 0) {
        ls_buf_printf(out, ",\"fullyHighlighted\":%s", is_full ? "true" : "false");
    }
    if (with_words) {
        add_matched_words(out, marked);
    }
    ls_buf_add_char(out, '}');
}

/* words: 0: all. */
static enum ls_status add_text(struct ls_buf *out, const struct ls_outgoing *hit,
                               enum ls_attribute attribute, struct ls_span text,
                               const struct ls_algolia_look *look, unsigned words,
                               struct ls_error *err)
{
    struct ls_marked marked;
    enum ls_status status = ls_attribute_mark(hit, attribute, text, &marked, err);
    if (status == LS_OK && words > 0 && attribute == LS_ATTRIBUTE_CONTENT) {
        marked.begins_inside = hit->shown->snippet->begins_inside;
        marked.ends_inside = hit->shown->snippet->ends_inside;
    }
    if (status == LS_OK && words > 0) {
        status = ls_marked_crop(&marked, words, hit->arena, &marked, err);
    }
    if (status == LS_OK) {
        add_marked(out, &marked, look, words == 0);
    }
    return status;
}

static enum ls_status add_list(struct ls_buf *out, const struct ls_outgoing *hit,
                               enum ls_attribute attribute, const struct ls_hit_value *value,
                               const struct ls_algolia_look *look, unsigned words,
                               struct ls_error *err)
{
    enum ls_status status = LS_OK;
    ls_buf_add_char(out, '[');
    for (size_t i = 0; status == LS_OK && i < value->count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        status = add_text(out, hit, attribute, value->items[i], look, words, err);
    }
    ls_buf_add_char(out, ']');
    return status;
}

/* ---- hierarchies ---- */

enum { LEVELS = 7, SHOWN_LEVELS = 3 };

/* A page, or a passage of one, as DocSearch has them. */
struct record {
    const char *type;
    struct ls_span levels[SHOWN_LEVELS]; /* absent: none */
    struct ls_span content;              /* likewise */
    const struct ls_range *marks;        /* in content */
    size_t mark_count;
    bool begins_inside;
    bool ends_inside;
    struct ls_span anchor;
};

/* "急診、門診 · Annals of Triage (2024)", else the id. DocSearch shows a few records of each first
 * level, so articles should not share one; and a bare number would come before all others. */
static struct ls_span level_above(const struct ls_card *card, struct ls_arena *arena)
{
    struct ls_buf line = {0};
    for (size_t i = 0; i < card->domain_count; i++) {
        ls_buf_add_str(&line, i > 0 ? "、" : "");
        ls_buf_add_span(&line, card->domains[i]);
    }
    if (card->journal.len > 0) {
        ls_buf_add_str(&line, line.len > 0 ? " · " : "");
        ls_buf_add_span(&line, card->journal);
    }
    if (card->year > 0) {
        ls_buf_printf(&line, line.len > 0 ? " (%d)" : "(%d)", card->year);
    }
    struct ls_span level = line.len > 0 ? ls_arena_copy(arena, ls_buf_span(&line)) : card->id;
    ls_buf_free(&line);
    return level;
}

static struct record record_of(const struct ls_outgoing *hit)
{
    const struct ls_card *card = hit->shown->card;
    return (struct record){.type = "lvl1",
                           .levels = {level_above(card, hit->arena), ls_card_title(card)}};
}

/* Text that will be inserted as HTML. */
static void add_html(struct ls_buf *out, struct ls_span text)
{
    struct ls_buf html = {0};
    ls_html_add_text(&html, text);
    ls_json_add_text(out, ls_buf_span(&html));
    out->failed |= html.failed;
    ls_buf_free(&html);
}

/* DocSearch inserts all of a record as HTML but its first level, which becomes text. */
static void add_plain_levels(struct ls_buf *out, const struct record *record, bool is_html)
{
    ls_buf_add_str(out, "\"hierarchy\":{");
    for (int level = 0; level < LEVELS; level++) {
        struct ls_span text = level < SHOWN_LEVELS ? record->levels[level] : ls_span(NULL, 0);
        ls_buf_printf(out, "%s\"lvl%d\":", level > 0 ? "," : "", level);
        if (text.ptr && is_html && level > 0) {
            add_html(out, text);
        } else {
            ls_json_add_text_or_null(out, text);
        }
    }
    ls_buf_add_char(out, '}');
}

static enum ls_status add_marked_levels(struct ls_buf *out, const struct ls_outgoing *hit,
                                        const struct record *record,
                                        const struct ls_algolia_look *look, unsigned words,
                                        struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool is_first = true;
    ls_buf_add_str(out, "\"hierarchy\":{");
    for (int level = 0; status == LS_OK && level < SHOWN_LEVELS; level++) {
        char name[8];
        snprintf(name, sizeof name, "lvl%d", level);
        if (record->levels[level].ptr) {
            ls_json_add_key(out, name, &is_first);
            status =
                add_text(out, hit, LS_ATTRIBUTE_HIERARCHY, record->levels[level], look, words, err);
        }
    }
    ls_buf_add_char(out, '}');
    return status;
}

/* ---- articles ---- */

static void add_attributes(struct ls_buf *out, const struct ls_outgoing *hit,
                           const struct record *record, const struct ls_attributes *retrieve,
                           bool *is_first)
{
    for (int i = 0; i < LS_ATTRIBUTE_COUNT; i++) {
        if (!retrieve->has[i]) {
            continue;
        }
        if (i == LS_ATTRIBUTE_HIERARCHY) {
            ls_buf_add_char(out, ',');
            add_plain_levels(out, record, false);
            continue;
        }
        ls_json_add_key(out, ls_attribute_name((enum ls_attribute)i), is_first);
        if (i == LS_ATTRIBUTE_URL) {
            ls_hit_url_add(out, hit, hit->shown->snippet->anchor);
        } else if (i == LS_ATTRIBUTE_TYPE) {
            ls_json_add_text(out, ls_span_str(record->type));
        } else {
            struct ls_hit_value value = ls_attribute_get(hit, (enum ls_attribute)i);
            ls_hit_value_add(out, &value);
        }
    }
}

/* "_highlightResult" or, with the words that each attribute is cropped to, "_snippetResult". */
static enum ls_status add_results(struct ls_buf *out, const char *name,
                                  const struct ls_outgoing *hit, const struct record *record,
                                  const struct ls_attributes *wanted,
                                  const struct ls_algolia_look *look, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool is_first = true;
    ls_buf_printf(out, ",\"%s\":{", name);
    for (int i = 0; status == LS_OK && i < LS_ATTRIBUTE_COUNT; i++) {
        enum ls_attribute attribute = (enum ls_attribute)i;
        struct ls_hit_value value = {0};
        if (!wanted->has[i] || i == LS_ATTRIBUTE_URL || i == LS_ATTRIBUTE_TYPE) {
            continue;
        }
        if (i == LS_ATTRIBUTE_HIERARCHY) {
            ls_buf_add_str(out, is_first ? "" : ",");
            status = add_marked_levels(out, hit, record, look, wanted->words[i], err);
            is_first = false;
            continue;
        }
        value = ls_attribute_get(hit, attribute);
        if (value.kind == LS_HIT_LIST) {
            ls_json_add_key(out, ls_attribute_name(attribute), &is_first);
            status = add_list(out, hit, attribute, &value, look, wanted->words[i], err);
        } else if (value.kind == LS_HIT_TEXT && value.text.ptr) {
            ls_json_add_key(out, ls_attribute_name(attribute), &is_first);
            status = add_text(out, hit, attribute, value.text, look, wanted->words[i], err);
        }
    }
    ls_buf_add_char(out, '}');
    return status;
}

enum ls_status ls_algolia_hit_add(struct ls_buf *out, const struct ls_outgoing *hit,
                                  const struct ls_algolia_look *look, bool *is_first,
                                  struct ls_error *err)
{
    struct record record = record_of(hit);
    bool is_first_member = true;
    ls_buf_add_str(out, *is_first ? "{" : ",{");
    *is_first = false;
    ls_json_add_key(out, "objectID", &is_first_member);
    ls_json_add_text(out, hit->shown->card->id);
    add_attributes(out, hit, &record, &look->retrieve, &is_first_member);
    enum ls_status status =
        add_results(out, "_snippetResult", hit, &record, &look->snippet, look, err);
    if (status == LS_OK) {
        status = add_results(out, "_highlightResult", hit, &record, &look->highlight, look, err);
    }
    ls_buf_add_char(out, '}');
    return status;
}

/* ---- records of DocSearch ---- */

/* Its dialog shows below a passage the page that it is of, which stands above it already: there the
 * heading says more. Records are put together by the level itself. */
static struct record as_shown(const struct record *record)
{
    struct record shown = *record;
    bool is_passage = record->levels[2].ptr && record->content.ptr;
    shown.levels[1] = is_passage ? record->levels[2] : record->levels[1];
    return shown;
}

static enum ls_status add_record_snippet(struct ls_buf *out, const struct ls_outgoing *hit,
                                         const struct record *record,
                                         const struct ls_algolia_look *look, struct ls_error *err)
{
    struct record shown = as_shown(record);
    struct ls_marked marked = {record->content, record->marks, record->mark_count,
                               record->begins_inside, record->ends_inside};
    unsigned words = look->snippet.words[LS_ATTRIBUTE_CONTENT];
    ls_buf_add_str(out, ",\"_snippetResult\":{");
    enum ls_status status =
        add_marked_levels(out, hit, &shown, look, look->snippet.words[LS_ATTRIBUTE_HIERARCHY], err);
    if (status == LS_OK && record->content.ptr && words > 0) {
        status = ls_marked_crop(&marked, words, hit->arena, &marked, err);
    }
    if (status == LS_OK && record->content.ptr) {
        ls_buf_add_str(out, ",\"content\":");
        add_marked(out, &marked, look, false);
    }
    ls_buf_add_char(out, '}');
    return status;
}

static enum ls_status add_record(struct ls_buf *out, const struct ls_outgoing *hit,
                                 const struct record *record, const struct ls_algolia_look *look,
                                 size_t number, bool *is_first, struct ls_error *err)
{
    struct ls_span id = hit->shown->card->id;
    struct ls_span object_id =
        number == 0 ? id : ls_arena_printf(hit->arena, "%.*s#%zu", LS_SPAN_ARG(id), number);
    ls_buf_add_str(out, *is_first ? "{\"objectID\":" : ",{\"objectID\":");
    *is_first = false;
    ls_json_add_text(out, object_id);
    ls_buf_printf(out, ",\"type\":\"%s\",\"url\":", record->type);
    ls_hit_url_add(out, hit, record->anchor);
    ls_buf_add_str(out, ",\"anchor\":");
    ls_json_add_text_or_null(out, record->anchor);
    ls_buf_add_str(out, ",\"content\":");
    if (record->content.ptr) {
        add_html(out, record->content);
    } else {
        ls_buf_add_str(out, "null");
    }
    ls_buf_add_char(out, ',');
    add_plain_levels(out, record, true);
    enum ls_status status = add_record_snippet(out, hit, record, look, err);
    ls_buf_add_char(out, '}');
    return status;
}

static struct record passage_of(const struct ls_outgoing *hit, const struct ls_snippet *passage)
{
    struct record record = record_of(hit);
    record.type = "content";
    record.levels[2] = passage->heading;
    record.content = passage->text;
    record.marks = passage->marks;
    record.mark_count = passage->mark_count;
    record.begins_inside = passage->begins_inside;
    record.ends_inside = passage->ends_inside;
    record.anchor = passage->anchor;
    return record;
}

/* The sections that answer; of an article without headings its best passage. */
static struct ls_headings passages_of(const struct ls_shown *shown)
{
    bool has_sections = shown->headings && shown->headings->count > 0;
    bool has_any = shown->snippet->text.ptr && shown->snippet->mark_count > 0;
    return has_sections ? *shown->headings
                        : (struct ls_headings){(struct ls_snippet *)shown->snippet, has_any};
}

enum ls_status ls_algolia_records_add(struct ls_buf *out, const struct ls_outgoing *hit,
                                      const struct ls_algolia_look *look, size_t more,
                                      bool *is_first, size_t *count, struct ls_error *err)
{
    struct record record = record_of(hit);
    struct ls_headings passages = passages_of(hit->shown);
    enum ls_status status = add_record(out, hit, &record, look, 0, is_first, err);
    *count = 1;
    for (size_t i = 0; status == LS_OK && i < passages.count && i < more; i++) {
        record = passage_of(hit, &passages.items[i]);
        status = add_record(out, hit, &record, look, (*count)++, is_first, err);
    }
    return status;
}
