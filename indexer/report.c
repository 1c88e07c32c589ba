#include "indexer/report.h"

#include <jansson.h>
#include <stdlib.h>

/* Appends text that came from a file or its name without what could steer a terminal. */
static void add_plain(struct ls_buf *out, struct ls_span text)
{
    size_t start = out->len;
    ls_buf_add_span(out, text);
    if (!out->failed) {
        ls_text_defuse(out->ptr + start);
    }
}

static const char *severity(enum ls_complaint_code code)
{
    return ls_complaint_is_bad(code) ? "bad" : "odd";
}

static void add_complaint(struct ls_buf *out, const struct ls_item *item,
                          const struct ls_complaint *complaint)
{
    uint32_t line = item->line ? item->line : complaint->line;
    add_plain(out, item->path);
    if (line) {
        ls_buf_printf(out, ":%u", line);
    }
    if (line && complaint->column) {
        ls_buf_printf(out, ":%u", complaint->column);
    }
    ls_buf_printf(out, ": %s: ", severity(complaint->code));
    add_plain(out, complaint->message);
    ls_buf_printf(out, " [%s]\n", ls_complaint_name(complaint->code));
}

void ls_report_complaints(const struct ls_report *report, struct ls_buf *out)
{
    for (size_t i = 0; i < report->failure_count; i++) {
        add_plain(out, report->failures[i]);
        ls_buf_add_char(out, '\n');
    }
    ls_buf_add_span(out, report->glossary_complaints);
    for (size_t i = 0; report->items && i < report->items->count; i++) {
        const struct ls_item *item = &report->items->items[i];
        for (size_t n = 0; n < item->complaints.count; n++) {
            add_complaint(out, item, &item->complaints.items[n]);
        }
    }
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add_count(struct ls_buf *out, const char **separator, size_t count, const char *what)
{
    if (count > 0) {
        ls_buf_printf(out, "%s%zu %s", *separator, count, what);
        *separator = ", ";
    }
}

void ls_report_summary(const struct ls_report *report, struct ls_buf *out)
{
    const char *separator = ": ";
    if (!report->db) {
        ls_buf_printf(out, "%zu card%s checked", report->checked, plural(report->checked));
    } else if (report->dry_run) {
        ls_buf_printf(out, "%zu card%s would be indexed", report->in_index,
                      plural(report->in_index));
    } else {
        ls_buf_printf(out, "%zu card%s indexed", report->in_index, plural(report->in_index));
    }
    if (report->db) {
        add_count(out, &separator, report->added, "new");
        add_count(out, &separator, report->changed, "changed");
        add_count(out, &separator, report->removed, "gone");
        add_count(out, &separator, report->unchanged, "unchanged");
        add_count(out, &separator, report->hidden, "hidden");
    }
    add_count(out, &separator, report->odd, "odd");
    add_count(out, &separator, report->bad, "bad");
    if (report->has_learned) {
        ls_buf_printf(out, "; %zu pair%s of words learned", report->pairs, plural(report->pairs));
    }
    if (report->has_glossary) {
        ls_buf_printf(out, "; %zu line%s of glossary", report->concepts, plural(report->concepts));
    }
    ls_buf_printf(out, "; %.2f s\n", report->seconds);
}

static json_t *text_json(struct ls_span text)
{
    json_t *string = json_stringn(text.ptr ? text.ptr : "", text.len);
    if (string) {
        return string;
    }
    /* A file name that is not UTF-8: its bytes as Latin-1, marked by what stands before them. */
    struct ls_buf latin = {0};
    ls_buf_add_str(&latin, "(not UTF-8) ");
    for (size_t i = 0; i < text.len; i++) {
        ls_buf_add_codepoint(&latin, (unsigned char)text.ptr[i]);
    }
    string = latin.failed ? NULL : json_stringn(latin.ptr, latin.len);
    ls_buf_free(&latin);
    return string;
}

static json_t *number_json(uint32_t number)
{
    return number ? json_integer(number) : json_null();
}

static json_t *complaint_json(const struct ls_item *item, const struct ls_complaint *complaint)
{
    uint32_t line = item->line ? item->line : complaint->line;
    return json_pack("{s:o, s:o, s:o, s:o, s:s, s:s, s:o}", "path", text_json(item->path), "id",
                     text_json(item->origin.id), "line", number_json(line), "column",
                     number_json(line ? complaint->column : 0), "code",
                     ls_complaint_name(complaint->code), "severity", severity(complaint->code),
                     "message", text_json(complaint->message));
}

static json_t *complaints_json(const struct ls_report *report)
{
    json_t *list = json_array();
    for (size_t i = 0; report->items && i < report->items->count; i++) {
        const struct ls_item *item = &report->items->items[i];
        for (size_t n = 0; n < item->complaints.count; n++) {
            json_array_append_new(list, complaint_json(item, &item->complaints.items[n]));
        }
    }
    return list;
}

static json_t *failures_json(const struct ls_report *report)
{
    json_t *list = json_array();
    for (size_t i = 0; i < report->failure_count; i++) {
        json_array_append_new(list, text_json(report->failures[i]));
    }
    return list;
}

/* The lines of the complaints about glossaries. */
static json_t *lines_json(struct ls_span rest)
{
    json_t *list = json_array();
    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct ls_span line = ls_span(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        json_array_append_new(list, text_json(line));
        rest = ls_span_from(rest, line.len + 1);
    }
    return list;
}

static json_t *known_json(bool is_known, size_t count)
{
    return is_known ? json_integer((json_int_t)count) : json_null();
}

void ls_report_json(const struct ls_report *report, struct ls_buf *out)
{
    json_t *json = json_pack(
        "{s:i, s:o, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:f, s:i, "
        "s:o, s:o, s:o}",
        "version", 1, "index", report->db ? text_json(ls_span_str(report->db)) : json_null(),
        "dry_run", report->dry_run, "in_index", (json_int_t)report->in_index, "read",
        (json_int_t)report->checked, "new", (json_int_t)report->added, "changed",
        (json_int_t)report->changed, "gone", (json_int_t)report->removed, "unchanged",
        (json_int_t)report->unchanged, "hidden", (json_int_t)report->hidden, "odd",
        (json_int_t)report->odd, "bad", (json_int_t)report->bad, "pairs_learned",
        known_json(report->has_learned, report->pairs), "glossary_lines",
        known_json(report->has_glossary, report->concepts), "glossary_complaints",
        lines_json(report->glossary_complaints), "seconds", report->seconds, "exit_status",
        ls_status_exit(report->status), "error",
        report->error ? text_json(ls_span_str(report->error)) : json_null(), "failures",
        failures_json(report), "complaints", complaints_json(report));
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    if (text) {
        ls_buf_add_str(out, text);
        ls_buf_add_char(out, '\n');
    } else {
        out->failed = true;
    }
    free(text);
    json_decref(json);
}
