#include "server/foreign/attributes.h"

#include "query/render/json_text.h"
#include "query/render/url.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    const char *name;
    const char *field;
    bool is_marked;
} rows[] = {
#define X(identifier, name, field, is_marked) {name, field, is_marked},
    LS_ATTRIBUTE_TABLE(X)
#undef X
};

const char *ls_attribute_name(enum ls_attribute attribute)
{
    return rows[attribute].name;
}

bool ls_attribute_is_marked(enum ls_attribute attribute)
{
    return rows[attribute].is_marked;
}

/* ---- lists of names ---- */

static void set(struct ls_attributes *attributes, struct ls_span name, bool has, unsigned words)
{
    bool is_all = ls_span_equal(name, LS_SPAN("*"));
    for (int i = 0; i < LS_ATTRIBUTE_COUNT; i++) {
        if (is_all || ls_span_equal(name, ls_span_str(rows[i].name))) {
            attributes->has[i] = has;
            attributes->words[i] = words;
        }
    }
}

/* "content:15" */
static unsigned take_words(struct ls_span *name, unsigned words)
{
    enum { WORDS_MAX = 1000 };
    const char *colon = memchr(name->ptr, ':', name->len);
    if (!colon) {
        return words;
    }
    struct ls_span digits = ls_span_from(*name, (size_t)(colon - name->ptr) + 1);
    unsigned number = 0;
    for (size_t i = 0; i < digits.len && digits.ptr[i] >= '0' && digits.ptr[i] <= '9'; i++) {
        number = number * 10 + (unsigned)(digits.ptr[i] - '0');
        number = number < WORDS_MAX ? number : WORDS_MAX;
    }
    name->len = (size_t)(colon - name->ptr);
    return number > 0 ? number : words;
}

static void add_name(struct ls_attributes *attributes, struct ls_span name, unsigned words)
{
    if (name.len == 0) {
        return;
    }
    words = take_words(&name, words);
    const char *dot = name.len > 0 ? memchr(name.ptr, '.', name.len) : NULL;
    if (dot) {
        name.len = (size_t)(dot - name.ptr);
        attributes->has_levels |= ls_span_equal(name, LS_SPAN("hierarchy"));
    }
    set(attributes, name, true, words);
}

struct ls_attributes ls_attributes_of(const struct ls_text_list *list, unsigned words, bool all)
{
    struct ls_attributes attributes = {0};
    bool only_without = list->count > 0;
    for (size_t i = 0; i < list->count; i++) {
        only_without = only_without && list->items[i].len > 0 && list->items[i].ptr[0] == '-';
    }
    if (only_without || (!list->wanted && all)) {
        set(&attributes, LS_SPAN("*"), true, words);
    }
    for (size_t i = 0; i < list->count; i++) {
        struct ls_span name = list->items[i];
        if (name.len > 0 && name.ptr[0] == '-') {
            set(&attributes, ls_span_from(name, 1), false, 0);
        } else {
            add_name(&attributes, name, words);
        }
    }
    return attributes;
}

/* ---- values ---- */

struct ls_hit_value ls_attribute_get(const struct ls_outgoing *hit, enum ls_attribute attribute)
{
    for (size_t i = 0; i < ls_hit_field_count; i++) {
        if (strcmp(ls_hit_fields[i].name, rows[attribute].field) == 0) {
            return ls_hit_fields[i].get(&hit->kept->answer, hit->shown);
        }
    }
    return (struct ls_hit_value){.kind = LS_HIT_TEXT};
}

void ls_hit_url_add(struct ls_buf *out, const struct ls_outgoing *hit, struct ls_span anchor)
{
    struct ls_buf url = {0};
    struct ls_span page = hit->shown->url;
    if (page.len > 0 && ls_url_is_link(page)) {
        ls_url_add(&url, page, anchor, LS_URL_ASCII);
    } else {
        ls_buf_add_span(&url, hit->card_url);
        ls_url_add_segment(&url, hit->shown->card->id);
    }
    ls_json_add_text(out, ls_buf_span(&url));
    out->failed |= url.failed;
    ls_buf_free(&url);
}

static enum ls_status mark_text(const struct ls_outgoing *hit, struct ls_span text,
                                struct ls_marked *marked, struct ls_error *err)
{
    struct ls_range *ranges;
    size_t count;
    enum ls_status status =
        ls_session_mark(hit->session, hit->kept, hit->number, text, &ranges, &count, err);
    *marked = (struct ls_marked){.text = text, .marks = ranges, .count = count};
    return status;
}

enum ls_status ls_attribute_mark(const struct ls_outgoing *hit, enum ls_attribute attribute,
                                 struct ls_span text, struct ls_marked *marked,
                                 struct ls_error *err)
{
    const struct ls_snippet *snippet = hit->shown->snippet;
    *marked = (struct ls_marked){.text = text};
    if (attribute == LS_ATTRIBUTE_CONTENT) {
        marked->marks = snippet->marks;
        marked->count = snippet->mark_count;
        return LS_OK;
    }
    return rows[attribute].is_marked ? mark_text(hit, text, marked, err) : LS_OK;
}
