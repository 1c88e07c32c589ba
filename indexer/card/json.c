#include "indexer/card/parse.h"

#include "base/json_reason.h"
#include "indexer/card/finish.h"
#include "indexer/card/source.h"
#include "indexer/card/values.h"

#include <math.h>

struct json_reading {
    struct ls_arena *arena;
    struct ls_complaints *complaints;
    struct ls_facts facts;
    struct ls_sections sections;
    json_t *object;
    uint32_t line;
    size_t controls; /* control characters that were dropped */
    bool is_bad;
};

/* The keys that are facts, and what they may hold. */
static const struct {
    const char *key;
    enum ls_fact_kind kind;
    bool may_be_number;
    bool may_be_list;
} fact_keys[] = {
    {"title", LS_FACT_TITLE, false, false},       {"title_en", LS_FACT_TITLE_EN, false, false},
    {"title_zh", LS_FACT_TITLE_ZH, false, false}, {"pmid", LS_FACT_PMID, true, false},
    {"doi", LS_FACT_DOI, false, false},           {"journal", LS_FACT_JOURNAL, false, false},
    {"year", LS_FACT_YEAR, true, false},          {"score", LS_FACT_SCORE, true, false},
    {"domains", LS_FACT_DOMAINS, false, true},    {"authors", LS_FACT_AUTHORS, false, true},
};

static void complain_of_type(struct json_reading *reading, const char *key, const char *expected)
{
    ls_complain(reading->arena, reading->complaints, LS_COMPLAINT_BAD_JSON, reading->line, 1,
                "\"%s\" is not %s", key, expected);
    reading->is_bad = true;
}

static struct ls_span take_string(struct json_reading *reading, const json_t *value)
{
    struct ls_span text = ls_span(json_string_value(value), json_string_length(value));
    size_t dropped;
    text = ls_arena_copy(reading->arena, ls_text_clean(text, reading->arena, &dropped));
    reading->controls += dropped;
    return text;
}

/* Numbers as a reader would type them: 8.5, 40943929. */
static struct ls_span take_number(struct json_reading *reading, const json_t *value)
{
    return json_is_integer(value)
               ? ls_arena_printf(reading->arena, "%lld", (long long)json_integer_value(value))
               : ls_arena_printf(reading->arena, "%.9g", json_real_value(value));
}

/* A list of strings as one text, a border behind each; absent when it holds anything else. */
static struct ls_span take_list(struct json_reading *reading, const json_t *list)
{
    struct ls_buf joined = {0};
    struct ls_span text = {NULL, 0};
    size_t index;
    json_t *item;
    bool is_list = json_is_array(list);
    json_array_foreach(list, index, item)
    {
        is_list = is_list && json_is_string(item);
        struct ls_span piece = is_list ? ls_span_trim(take_string(reading, item)) : text;
        ls_buf_add_span(&joined, piece);
        if (piece.len > 0) {
            ls_buf_add_char(&joined, LS_ITEM_BORDER);
        }
    }
    if (is_list) {
        text = ls_arena_copy(reading->arena, ls_buf_span(&joined));
    }
    reading->arena->failed = reading->arena->failed || joined.failed;
    ls_buf_free(&joined);
    return text;
}

static void take_facts(struct json_reading *reading)
{
    for (size_t i = 0; i < sizeof fact_keys / sizeof *fact_keys; i++) {
        const json_t *value = json_object_get(reading->object, fact_keys[i].key);
        struct ls_fact fact = {
            .kind = fact_keys[i].kind, .place = LS_PLACE_FRONT, .line = reading->line, .column = 1};
        bool is_list = fact_keys[i].may_be_list && json_is_array(value);
        bool is_empty = json_is_string(value) && json_string_length(value) == 0;
        if (!value || json_is_null(value) || is_empty) {
            continue;
        }
        if (json_is_string(value)) {
            fact.text = ls_span_trim(take_string(reading, value));
        } else if (fact_keys[i].may_be_number && json_is_number(value)) {
            fact.text = take_number(reading, value);
        } else if (is_list) {
            fact.text = take_list(reading, value);
        }
        if (fact.text.ptr) {
            ls_facts_add(reading->arena, &reading->facts, &fact);
        } else {
            complain_of_type(reading, fact_keys[i].key,
                             fact_keys[i].may_be_list     ? "a string or a list of strings"
                             : fact_keys[i].may_be_number ? "a string or a number"
                                                          : "a string");
        }
    }
}

static void take_text(struct json_reading *reading, const char *key, enum ls_field field)
{
    const json_t *value = json_object_get(reading->object, key);
    if (json_is_string(value)) {
        ls_sections_begin(&reading->sections,
                          &(struct ls_section){.field = field, .line = reading->line});
        ls_sections_add_text(&reading->sections, ls_span_trim(take_string(reading, value)),
                             reading->line);
    } else if (value && !json_is_null(value)) {
        complain_of_type(reading, key, "a string");
    }
}

static void take_id(struct json_reading *reading, struct ls_card *card)
{
    const json_t *id = json_object_get(reading->object, "_id");
    if (json_is_string(id) && json_string_length(id) > 0) {
        card->id = take_string(reading, id);
    } else {
        complain_of_type(reading, "_id", id ? "a string with something in it" : "there");
    }
}

static void take_object(struct json_reading *reading, struct ls_card *card)
{
    bool has_abstract = json_is_string(json_object_get(reading->object, "abstract"));
    take_id(reading, card);
    take_facts(reading);
    take_text(reading, "abstract", LS_FIELD_ABSTRACT);
    take_text(reading, "abstract_zh", LS_FIELD_ABSTRACT);
    take_text(reading, "text", has_abstract ? LS_FIELD_BODY : LS_FIELD_ABSTRACT);
    if (!reading->is_bad) {
        ls_card_finish(card, reading->arena, &reading->facts, &reading->sections, false,
                       reading->complaints);
    }
    if (reading->controls > 0) {
        ls_complain(reading->arena, reading->complaints, LS_COMPLAINT_CONTROL_CHARACTER,
                    reading->line, 1, "%zu control character%s dropped", reading->controls,
                    reading->controls == 1 ? " was" : "s were");
    }
}

static void complain_of_syntax(struct json_reading *reading, const json_error_t *error)
{
    uint32_t column = error->position > 0 ? (uint32_t)error->position : 1;
    ls_complain(reading->arena, reading->complaints, LS_COMPLAINT_BAD_JSON, reading->line, column,
                "not JSON: %s", ls_json_reason(error));
}

/* A line of JSON has no place for the whole file, which complaints of what is
 * missing point at. */
static void set_line(struct ls_complaints *complaints, size_t first, uint32_t line)
{
    for (size_t i = first; i < complaints->count; i++) {
        if (complaints->items[i].line == 0) {
            complaints->items[i].line = line;
            complaints->items[i].column = 1;
        }
    }
}

enum ls_status ls_card_parse_json(struct ls_span source, uint32_t line, struct ls_arena *arena,
                                  struct ls_card *card, struct ls_complaints *complaints,
                                  struct ls_error *err)
{
    struct json_reading reading = {
        .arena = arena, .complaints = complaints, .sections = {.arena = arena}, .line = line};
    json_error_t error = {0};
    size_t before = complaints->count;
    *card = (struct ls_card){.score = (double)NAN};
    if (source.len > LS_CARD_BYTES_MAX) {
        ls_complain(arena, complaints, LS_COMPLAINT_TOO_LARGE, line, 1,
                    "%zu bytes are more than a card may have (%d)", source.len, LS_CARD_BYTES_MAX);
    } else {
        reading.object = json_loadb(source.ptr ? source.ptr : "", source.len, 0, &error);
        if (!reading.object) {
            complain_of_syntax(&reading, &error);
        } else if (!json_is_object(reading.object)) {
            ls_complain(arena, complaints, LS_COMPLAINT_BAD_JSON, line, 1, "not a JSON object");
        } else {
            take_object(&reading, card);
        }
    }
    json_decref(reading.object);
    ls_sections_free(&reading.sections);
    set_line(complaints, before, line);
    ls_complaints_sort(complaints, before);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
