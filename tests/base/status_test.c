/* The table of statuses, and the errors that carry one. */
#include "base/error.h"
#include "tests/tap.h"

/* Scripts rely on these numbers. */
static void test_table(void)
{
    static const struct {
        enum ls_status status;
        const char *name;
        int exit_status;
    } rows[] = {
        {LS_OK, "OK", 0},
        {LS_NOTHING_FOUND, "NOTHING_FOUND", 1},
        {LS_USAGE, "USAGE", 2},
        {LS_NO_INDEX, "NO_INDEX", 3},
        {LS_OTHER_SCHEMA, "OTHER_SCHEMA", 4},
        {LS_CORRUPT, "CORRUPT", 5},
        {LS_IO, "IO", 6},
        {LS_BAD_CARD, "BAD_CARD", 7},
        {LS_INTERNAL, "INTERNAL", 70},
        {LS_BUSY, "BUSY", 75},
    };
    tap_is_int(sizeof rows / sizeof *rows, LS_STATUS_COUNT, "every status is here");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tap_is_str(ls_status_name(rows[i].status), rows[i].name, "name");
        tap_is_int(ls_status_exit(rows[i].status), rows[i].exit_status, "exit status");
        int http = ls_status_http(rows[i].status);
        tap_ok(http >= 200 && http < 600 && (http < 300) == (rows[i].exit_status <= 1),
               "HTTP code %d", http);
        tap_ok(ls_status_text(rows[i].status)[0] != '\0', "has a text");
    }
}

static void test_defuse(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"plain 幻覺", "plain 幻覺"},
        {"a\x1b[2Jb\n\t\x7f", "a?[2Jb???"},
        {"\x9b"
         "2J\xff\xfe",
         "?2J??"},                                             /* a C1 control on its own */
        {"a\xe5\xb9", "a??"},                                  /* half a character */
        {"\xc0\x9b\xed\xa0\x80\xf4\x90\x80\x80", "?????????"}, /* what UTF-8 leaves out */
        {"\xc3\xa9 門 \xf0\xa0\xae\xb7", "\xc3\xa9 門 \xf0\xa0\xae\xb7"},
        {"\xc2\xa9", "\xc2\xa9"}, /* the first two bytes of C1 controls and of signs are alike */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", rows[i].text);
        ls_text_defuse(text);
        tap_is_str(text, rows[i].want, "control characters");
    }
    char c1[] = "a\xc2\x9b"
                "b";
    ls_text_defuse(c1);
    tap_ok(!strstr(c1, "\xc2\x9b"), "a C1 control is gone");
}

static void test_long_message(void)
{
    struct ls_error err = {0};
    char text[2000];
    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "幻", 4);
    }
    for (int lead = 0; lead < 3; lead++) {
        ls_fail(&err, LS_IO, "%.*s%s", lead, "ab", text);
        size_t len = strlen(err.message), used = (size_t)lead;
        tap_ok(len < sizeof err.message && len > sizeof err.message - 5 && (len - used) % 3 == 0,
               "cut at a character border: %zu bytes", len);
    }
}

int main(void)
{
    test_table();
    test_defuse();
    struct ls_error err = {0};
    tap_is_int(ls_fail(&err, LS_IO, "%s: %d\n", "card", 3), LS_IO, "fail returns its status");
    tap_is_int(err.status, LS_IO, "and keeps it");
    tap_is_str(err.message, "card: 3?", "the message is one line");
    ls_fail(&err, LS_USAGE, "%s (again)", err.message);
    tap_is_str(err.message, "card: 3? (again)", "a message may hold the old one");
    tap_is_int(ls_fail(NULL, LS_BUSY, "x"), LS_BUSY, "no error wanted");
    tap_is_int(ls_fail_memory(&err), LS_INTERNAL, "out of memory");
    test_long_message();
    return tap_done();
}
