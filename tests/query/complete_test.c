/* What may be typed next, and that the page of the query language and the
 * completions know every field. */
#include "query/complete.h"
#include "query/language/parse.h"
#include "query/pages/pages.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

static const struct fixture_card cards[] = {
    {.id = "clinic/a.md", .title_en = "A", .journal = "MIS Quarterly", .domains = "門診|急診"},
    {.id = "clinic/b.md", .title_en = "B", .journal = "BMJ", .domains = "急診科|AI 應用"},
    {.id = "ward.md", .title_en = "C", .journal = "mis quarterly", .domains = "护理"},
};

/* All that is offered for the words of a command line, each behind a space. */
static struct ls_buf offers(const char *db, const char *kind, const char *typed)
{
    char *argv[] = {"litsearch",  "--db", (char *)db,    "--complete",
                    (char *)kind, "--",   (char *)typed, NULL};
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_error err = {0};
    struct ls_buf out = {0};
    fixture_must(ls_request_read(typed ? 7 : 5, argv, &arena, &request, &err), &err);
    enum ls_status status = ls_complete(&request, &arena, &out);
    tap_ok(status == (out.len > 0 ? LS_OK : LS_NOTHING_FOUND), "%s %s: the status says so", kind,
           typed ? typed : "");
    for (size_t i = 0; i < out.len; i++) {
        out.ptr[i] = out.ptr[i] == '\n' ? ';' : out.ptr[i];
    }
    ls_buf_add_char(&out, '\0');
    ls_arena_free(&arena);
    return out;
}

static const struct {
    const char *kind, *typed, *want;
} rows[] = {
    {"domain", NULL, "AI 應用;急診;急診科;护理;門診;"},
    {"domain", "急", "急診;急診科;"},
    {"domain", "急诊科", "急診科;"},
    {"domain", "護", "护理;"},
    {"domain", "ａｉ", "AI 應用;"},
    {"domain", "診", ""},
    {"journal", "m", "MIS Quarterly;"},
    {"journal", "MIS QUART", "MIS Quarterly;"},
    {"id", "cl", "clinic/a.md;clinic/b.md;"},
    {"id", "CL", ""},
    {"query", "domain:急", "domain:急診;domain:急診科;"},
    {"query", "領域：門", "領域：門診;"},
    {"query", "domain:\"急", "domain:急診;domain:急診科;"},
    {"query", "sepsis OR (-domain:ai", "sepsis OR (-domain:\"AI 應用\";"},
    {"query", "journal:\"mis qu", "journal:\"MIS Quarterly\";"},
    {"query", "TA:b", "TA:BMJ;"},
    {"query", "card:", "card:core;card:paraphrase;card:qa;card:exceptions;"},
    {"query", "\"a phrase tit", ""},
    {"query", "\"a phrase\" tit", "\"a phrase\" title:;"},
    {"query", "nosuch:x", ""},
    {"query", "year:20", ""},
    {"query", "sepsis", ""},
    {"query", ":", ""},
    {"query", "\xff\xfe:\x80", ""},
};

static void test_rows(const char *db)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf got = offers(db, rows[i].kind, rows[i].typed);
        char name[128];
        snprintf(name, sizeof name, "%s %s", rows[i].kind, rows[i].typed ? rows[i].typed : "");
        tap_is_str(got.ptr, rows[i].want, name);
        ls_buf_free(&got);
    }
}

static bool holds(const struct ls_buf *text, const char *before, struct ls_span name,
                  const char *behind)
{
    struct ls_buf want = {0};
    ls_buf_printf(&want, "%s%.*s%s", before, LS_SPAN_ARG(name), behind);
    bool found = memmem(text->ptr, text->len, want.ptr, want.len) != NULL;
    ls_buf_free(&want);
    return found;
}

/* Is each of names, which spaces separate, in the page as before, name, behind? */
static void test_names_on_page(const struct ls_buf *page, const char *names, const char *before,
                               const char *behind)
{
    for (const char *at = names; *at;) {
        size_t len = strcspn(at, " ");
        tap_ok(holds(page, before, ls_span(at, len), behind), "litsearch-query tells of %s%.*s%s",
               before, (int)len, at, behind);
        at += len + (at[len] == ' ');
    }
}

/* The first character of a name is typed; it must be offered whole. */
static void test_name_completes(const char *db, struct ls_span name)
{
    char typed[8] = "";
    size_t first = (unsigned char)name.ptr[0] < 0x80 ? 1 : 3;
    memcpy(typed, name.ptr, first);
    struct ls_buf got = offers(db, "query", typed);
    ls_buf_add_char(&got, '\0');
    struct ls_buf all = {0};
    ls_buf_printf(&all, ";%s", got.ptr);
    tap_ok(holds(&all, ";", name, ":;"), "%s completes to %.*s:", typed, LS_SPAN_ARG(name));
    ls_buf_free(&got);
    ls_buf_free(&all);
}

static void test_fields(const char *db)
{
    struct ls_buf page = {0};
    ls_page_help(&ls_page_query, &page);
    for (int i = 0; i < LS_QUERY_FIELD_COUNT; i++) {
        const struct ls_query_field_row *field = &ls_query_fields[i];
        struct ls_span name = ls_span_str(field->name);
        tap_ok(holds(&page, "\n  ", name, ":\n"), "litsearch-query tells of the field %.*s",
               LS_SPAN_ARG(name));
        test_names_on_page(&page, field->others, "", ":");
        test_names_on_page(&page, field->tags, "[", "]");
        test_name_completes(db, name);
        for (const char *at = field->others; *at;) {
            size_t len = strcspn(at, " ");
            if ((unsigned char)at[0] >= 0x80) {
                test_name_completes(db, ls_span(at, len));
            }
            at += len + (at[len] == ' ');
        }
    }
    ls_buf_free(&page);
}

/* Lines of the page that stand as they are hold queries, and remarks, three spaces apart; those of
 * its examples are commands, which pages.t runs. */
static void test_line_parses(const char *line, size_t len)
{
    struct ls_arena arena = {0};
    while (len > 0) {
        const char *gap = memmem(line, len, "   ", 3);
        size_t piece = gap ? (size_t)(gap - line) : len;
        const struct ls_node *root;
        struct ls_mistake mistake;
        struct ls_error err = {0};
        if (piece > 0 && memmem(line, piece, "litsearch", 9) == NULL) {
            enum ls_status status = ls_parse(ls_span(line, piece), &arena, &root, &mistake, &err);
            tap_ok(status == LS_OK, "litsearch-query has a query: %.*s", (int)piece, line);
        }
        size_t step = gap ? piece + 3 : piece;
        line += step;
        len -= step;
        while (len > 0 && *line == ' ') {
            line++;
            len--;
        }
    }
    ls_arena_free(&arena);
}

static void test_queries_parse(void)
{
    for (size_t i = 0; i < ls_page_query.section_count; i++) {
        const char *at = ls_page_query.sections[i].text;
        for (; *at; at += at[strcspn(at, "\n")] ? strcspn(at, "\n") + 1 : strcspn(at, "\n")) {
            if (strncmp(at, "  ", 2) == 0) {
                test_line_parses(at + 2, strcspn(at, "\n") - 2);
            }
        }
    }
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    test_rows(fixture.folder);
    test_fields(fixture.folder);
    test_queries_parse();
    fixture_close(&fixture);
    return tap_done();
}
