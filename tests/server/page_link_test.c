/* Addresses that the page links to. */
#include "server/page/link.h"
#include "tests/tap.h"

#include "server/http/target.h"

#include <stdlib.h>

static const struct {
    const char *target;
    const char *path;
    struct ls_change changes[2];
    const char *want;
} rows[] = {
    {"/?q=a", "", {{0}}, "./?q=a"},
    {"/", "", {{0}}, "./"},
    {"/?q=a&page=3&offset=20&part=results&typing=1&utm_source=x&q=", "", {{0}}, "./?q=a"},
    {"/?q=a+b%26c%3D%22%3C%27", "", {{0}}, "./?q=a%20b%26c%3D%22%3C%27"},
    {"/?q=%E5%B9%BB", "", {{0}}, "./?q=%E5%B9%BB"},
    {"/?q=a", "", {{LS_CHANGE_SET, "sort", LS_SPAN_INIT("year")}}, "./?q=a&amp;sort=year"},
    {"/?sort=year&q=a", "", {{LS_CHANGE_SET, "sort", {NULL, 0}}}, "./?q=a"},
    {"/?q=a", "", {{LS_CHANGE_SET, "page", LS_SPAN_INIT("2")}}, "./?q=a&amp;page=2"},
    {"/?domain=a", "", {{LS_CHANGE_ADD, "domain", LS_SPAN_INIT("b")}}, "./?domain=a&amp;domain=b"},
    {"/?domain=a&domain=b&journal=a",
     "",
     {{LS_CHANGE_DROP, "domain", LS_SPAN_INIT("a")}},
     "./?domain=b&amp;journal=a"},
    {"/?domain=a&domain=b", "", {{LS_CHANGE_SET, "domain", LS_SPAN_INIT("c")}}, "./?domain=c"},
    {"/?q=a&lang=en",
     "search",
     {{LS_CHANGE_SET, "lang", {NULL, 0}}, {LS_CHANGE_SET, "limit", LS_SPAN_INIT("100")}},
     "./search?q=a&amp;limit=100"},
    {"/card/a/b.md?lang=en", "", {{0}}, "../../?lang=en"},
    {"/card/a%2Fb.md", "", {{0}}, "../"},
    {"/card/a?q=/x/y", "", {{0}}, "../?q=/x/y"},
};

static struct ls_link_base base_of(const char *target, struct ls_arena *arena)
{
    struct ls_http_request request = {.target = ls_span_str(target)};
    struct ls_span path, params;
    struct ls_error err;
    ls_target_split(request.target, &path, &params);
    if (ls_params_read(params, arena, &request.params, &err) != LS_OK) {
        printf("Bail out! %s\n", err.message);
        exit(1);
    }
    return ls_link_base_make(&request, arena);
}

int main(void)
{
    struct ls_arena arena = {0};
    struct ls_buf out = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_link_base base = base_of(rows[i].target, &arena);
        size_t count = 0;
        while (count < 2 && rows[i].changes[count].name) {
            count++;
        }
        ls_buf_clear(&out);
        ls_link_add(&out, &base, rows[i].path, rows[i].changes, count);
        tap_is_str(out.ptr, rows[i].want, rows[i].target);
    }
    struct ls_link_base base = base_of("/?q=a&lang=zh-Hant", &arena);
    ls_buf_clear(&out);
    ls_link_add_card(&out, &base, LS_SPAN("手/a b\"'#?.md"), "format=ris");
    tap_is_str(out.ptr, "./card/%E6%89%8B/a%20b%22%27%23%3F.md?format=ris&amp;lang=zh-Hant",
               "a card, whatever its name");
    ls_buf_free(&out);
    ls_arena_free(&arena);
    return tap_done();
}
