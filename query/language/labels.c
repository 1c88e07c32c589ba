#include "query/language/labels.h"

#include "query/language/chars.h"

enum { TAG_BYTES_MAX = 48 };

/* What stands between square brackets from an offset on; absent when they do not
 * close soon. */
static struct ls_span tag_at(struct ls_span query, size_t at, size_t *past)
{
    unsigned width;
    if (ls_char_at(query, at, &width) != '[') {
        return (struct ls_span){0};
    }
    size_t first = at + width;
    for (size_t end = first; end < query.len && end - first <= TAG_BYTES_MAX; end += width) {
        if (ls_char_at(query, end, &width) == ']') {
            *past = end + width;
            return ls_span(query.ptr + first, end - first);
        }
    }
    return (struct ls_span){0};
}

/* Can the brackets only be meant as a tag? "[18F]" is text. */
static bool is_tag(struct ls_span name)
{
    return name.ptr && (ls_query_field_tagged(name) != LS_QUERY_FIELD_COUNT ||
                        ls_query_tag_is_foreign(name) || ls_query_tag_near(name).ptr);
}

bool ls_label_tag_stands(struct ls_span query, size_t at)
{
    size_t past;
    return is_tag(tag_at(query, at, &past));
}

enum ls_status ls_label_tag(struct ls_span query, size_t at, struct ls_label *label,
                            struct ls_error *err)
{
    *label = (struct ls_label){.field = LS_QUERY_FIELD_COUNT};
    struct ls_span name = tag_at(query, at, &label->past);
    label->stands = is_tag(name);
    if (!label->stands) {
        return LS_OK;
    }
    label->field = ls_query_field_tagged(name);
    if (label->field != LS_QUERY_FIELD_COUNT) {
        return LS_OK;
    }
    struct ls_span near = ls_query_tag_near(name);
    if (near.ptr && !ls_query_tag_is_foreign(name)) {
        return ls_fail(err, LS_USAGE, "there is no tag [%.*s]: did you mean [%.*s]?",
                       LS_SPAN_ARG(name), LS_SPAN_ARG(near));
    }
    return ls_fail(err, LS_USAGE,
                   "the tag [%.*s] is PubMed's alone: here are [ti], [ab], [tiab], [au], [ta], "
                   "[dp], [pmid] and [doi]",
                   LS_SPAN_ARG(name));
}

enum { FIELD_BYTES_MAX = 48 };

static bool is_name_char(uint32_t narrow)
{
    return ls_char_is_letter(narrow) || (narrow >= 0x2e80 && narrow < 0xff00);
}

/* A name in front of a colon; absent when there is none. */
static struct ls_span name_at(struct ls_span query, size_t at, size_t *past)
{
    unsigned width;
    size_t end = at;
    while (end - at <= FIELD_BYTES_MAX && is_name_char(ls_char_at(query, end, &width))) {
        end += width;
    }
    if (end == at || ls_char_at(query, end, &width) != ':') {
        return (struct ls_span){0};
    }
    *past = end + width;
    return ls_span(query.ptr + at, end - at);
}

static bool is_lower_case(struct ls_span name)
{
    unsigned width;
    for (size_t at = 0; at < name.len; at += width) {
        uint32_t letter = ls_char_at(name, at, &width);
        if (letter < 'a' || letter > 'z') {
            return false;
        }
    }
    return true;
}

/* Can a name that no field has only be meant as one? What follows it then touches
 * the colon: "study:x", not "study: x", "http://" or "HLA:A". */
static bool is_meant_as_field(struct ls_span query, struct ls_span name, size_t past)
{
    enum { SHORT_NAME = 2 };
    unsigned width;
    uint32_t next = ls_char_at(query, past, &width);
    if (next == 0 || ls_char_is_space(next) || next == '/') {
        return false;
    }
    return ls_query_field_near(name).ptr || (name.len > SHORT_NAME && is_lower_case(name));
}

static enum ls_status fail_field(struct ls_span name, struct ls_error *err)
{
    struct ls_span near = ls_query_field_near(name);
    if (near.ptr) {
        return ls_fail(err, LS_USAGE, "there is no field %.*s: did you mean %.*s:?",
                       LS_SPAN_ARG(name), LS_SPAN_ARG(near));
    }
    return ls_fail(err, LS_USAGE,
                   "there is no field %.*s: there are title, abstract, author, journal, domain, "
                   "pmid, doi, year, score and card; put quotes around text with a colon",
                   LS_SPAN_ARG(name));
}

enum ls_status ls_label_field(struct ls_span query, size_t at, struct ls_label *label,
                              struct ls_error *err)
{
    *label = (struct ls_label){.field = LS_QUERY_FIELD_COUNT};
    size_t past = 0;
    struct ls_span name = name_at(query, at, &past);
    if (!name.ptr) {
        return LS_OK;
    }
    label->field = ls_query_field_named(name);
    label->stands = label->field != LS_QUERY_FIELD_COUNT;
    label->past = label->stands ? past : at + name.len;
    if (label->stands || !is_meant_as_field(query, name, past)) {
        return LS_OK;
    }
    label->stands = true;
    return fail_field(name, err);
}
