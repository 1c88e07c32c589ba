/* The flat mapping of front matter, read event by event: aliases are never
 * expanded, so a bomb of them stays as small as it is written. */
#include "base/buf.h"
#include "indexer/card/front_matter.h"
#include "indexer/card/values.h"
#include "text/utf8.h"

#include <yaml.h>

/* libyaml takes quadratic time for what is nested. */
enum { YAML_BYTES_MAX = 64 * 1024, YAML_DEPTH_MAX = 64 };

struct reading {
    const struct ls_source *source;
    struct ls_span yaml;
    uint32_t first_line;
    struct ls_arena *arena;
    struct ls_facts found;
    struct ls_buf value;
    struct ls_fact fact; /* the one at hand */
    int depth;           /* of collections that are open */
    bool is_mapping;     /* is the top a mapping, or nothing at all? */
    bool expects_key;    /* in the top mapping */
    bool is_key;         /* is the collection at hand a key? */
    bool is_list;        /* is it a list under a key? */
    bool is_wanted;      /* does the key at hand mean a field? */
};

/* yaml counts characters where a complaint counts bytes. */
static void locate(const struct reading *reading, yaml_mark_t mark, uint32_t *line,
                   uint32_t *column)
{
    struct ls_span rest = reading->yaml;
    struct ls_span text = {"", 0};
    for (size_t n = 0; n <= mark.line && ls_line_take(&rest, &text); n++) {
    }
    size_t at = 0;
    unsigned width;
    for (size_t n = 0; n < mark.column && at < text.len; n++, at += width) {
        ls_utf8_decode(text.ptr, text.len, at, &width);
    }
    *line = ls_source_line(reading->source, reading->first_line + (uint32_t)mark.line);
    *column = (uint32_t)at + 1;
}

/* null, ~ and nothing at all mean that the key says nothing. */
static bool is_null(const yaml_event_t *event)
{
    struct ls_span text =
        ls_span((const char *)event->data.scalar.value, event->data.scalar.length);
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.len == 0 || ls_span_equal(text, LS_SPAN("~")) ||
            ls_span_equal(text, LS_SPAN("null")));
}

static void begin_value(struct reading *reading, const yaml_event_t *event)
{
    struct ls_span key = ls_span((const char *)event->data.scalar.value, event->data.scalar.length);
    reading->fact = (struct ls_fact){.place = LS_PLACE_FRONT};
    reading->is_wanted = ls_front_key_kind(key, &reading->fact.kind);
    reading->expects_key = false;
    ls_buf_clear(&reading->value);
}

static void add_scalar(struct reading *reading, const yaml_event_t *event)
{
    struct ls_span text =
        ls_span((const char *)event->data.scalar.value, event->data.scalar.length);
    if (!reading->is_wanted || is_null(event)) {
        return;
    }
    if (reading->fact.line == 0) {
        locate(reading, event->start_mark, &reading->fact.line, &reading->fact.column);
    }
    size_t start = reading->value.len;
    ls_buf_add_span(&reading->value, ls_span_trim(ls_text_clean(text, reading->arena, NULL)));
    for (size_t at = start; at < reading->value.len; at++) {
        char *byte = &reading->value.ptr[at];
        *byte = *byte == '\n' ? ' ' : *byte;
    }
    if (reading->is_list && reading->value.len > start) {
        ls_buf_add_char(&reading->value, LS_ITEM_BORDER);
    }
}

static void end_value(struct reading *reading)
{
    reading->expects_key = true;
    if (reading->is_wanted && reading->value.len > 0) {
        reading->fact.text = ls_arena_copy(reading->arena, ls_buf_span(&reading->value));
        ls_facts_add(reading->arena, &reading->found, &reading->fact);
    }
    reading->is_wanted = false;
}

static void take_scalar(struct reading *reading, const yaml_event_t *event)
{
    if (reading->depth == 0) {
        reading->is_mapping = is_null(event);
    } else if (reading->depth == 1 && reading->expects_key) {
        begin_value(reading, event);
    } else if (reading->depth == 1) {
        add_scalar(reading, event);
        end_value(reading);
    } else if (reading->depth == 2 && reading->is_list) {
        add_scalar(reading, event);
    }
}

static void open_collection(struct reading *reading, bool is_list)
{
    if (reading->depth == 0) {
        reading->is_mapping = !is_list;
        reading->expects_key = true;
    } else if (reading->depth == 1) {
        reading->is_key = reading->expects_key;
        reading->is_list = is_list && !reading->is_key;
    }
    reading->depth++;
}

static void close_collection(struct reading *reading)
{
    reading->depth--;
    if (reading->depth == 1) {
        reading->is_list = false;
        if (reading->is_key) {
            reading->expects_key = false;
        } else {
            end_value(reading);
        }
    }
}

static void take_alias(struct reading *reading)
{
    if (reading->depth == 1 && !reading->expects_key) {
        end_value(reading);
    } else if (reading->depth == 1) {
        reading->expects_key = false;
    }
}

static void take_event(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reading, event);
        break;
    case YAML_ALIAS_EVENT:
        take_alias(reading);
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        open_collection(reading, event->type == YAML_SEQUENCE_START_EVENT);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(reading);
        break;
    default:
        break;
    }
}

/* Reads the first document. Returns what is wrong with it and sets *where, or
 * returns NULL. */
static const char *take_document(struct reading *reading, yaml_parser_t *parser, yaml_mark_t *where)
{
    yaml_event_type_t type = YAML_NO_EVENT;
    while (type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            *where = parser->problem_mark;
            return parser->problem ? parser->problem : "it is not YAML";
        }
        type = event.type;
        *where = event.start_mark;
        take_event(reading, &event);
        yaml_event_delete(&event);
        if (reading->depth > YAML_DEPTH_MAX) {
            return "it is nested too deeply";
        }
    }
    *where = (yaml_mark_t){0};
    return reading->is_mapping ? NULL : "it is no list of `key: value` lines";
}

static void complain(const struct reading *reading, struct ls_complaints *complaints,
                     yaml_mark_t mark, const char *problem)
{
    uint32_t line;
    uint32_t column;
    locate(reading, mark, &line, &column);
    ls_complain(reading->arena, complaints, LS_COMPLAINT_FRONT_MATTER_SYNTAX, line, column,
                "the front matter is not read: %s", problem);
}

static void keep(struct reading *reading, struct ls_facts *facts)
{
    for (size_t i = 0; i < reading->found.count; i++) {
        ls_facts_add(reading->arena, facts, &reading->found.items[i]);
    }
}

void ls_yaml_read(const struct ls_source *source, struct ls_span yaml, uint32_t line,
                  struct ls_arena *arena, struct ls_facts *facts, struct ls_complaints *complaints)
{
    struct reading reading = {
        .source = source, .yaml = yaml, .first_line = line, .arena = arena, .is_mapping = true};
    yaml_mark_t where = {0};
    yaml_parser_t parser;
    if (yaml.len > YAML_BYTES_MAX) {
        complain(&reading, complaints, where, "it is larger than 64 KiB");
        return;
    }
    if (!yaml_parser_initialize(&parser)) {
        arena->failed = true;
        return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.ptr, yaml.len);
    const char *problem = take_document(&reading, &parser, &where);
    if (problem) {
        complain(&reading, complaints, where, problem);
    } else {
        keep(&reading, facts);
    }
    arena->failed = arena->failed || reading.value.failed || parser.error == YAML_MEMORY_ERROR;
    yaml_parser_delete(&parser);
    ls_buf_free(&reading.value);
}
