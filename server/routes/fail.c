#include "query/render/json_text.h"
#include "server/page/page.h"
#include "server/routes/routes.h"

/* What is wrong beyond the statuses of all programs. */
static const char *name_of(unsigned code, enum ls_status status)
{
    static const struct {
        unsigned code;
        const char *name;
    } rows[] = {{404, "NOT_FOUND"},
                {405, "METHOD_NOT_ALLOWED"},
                {413, "TOO_LARGE"},
                {414, "TOO_LARGE"},
                {431, "TOO_LARGE"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].code == code) {
            return rows[i].name;
        }
    }
    return ls_status_name(status);
}

void ls_fail_as_json(struct ls_exchange *exchange, const struct ls_error *err)
{
    struct ls_buf *out = &exchange->response->body;
    struct ls_range place = exchange->place;
    exchange->response->type = "application/json; charset=utf-8";
    ls_buf_printf(out, "{\"version\":1,\"error\":{\"status\":\"%s\",\"message\":",
                  name_of(exchange->response->code, err->status));
    ls_json_add_text(out, ls_span_str(err->message));
    if (place.past > 0) {
        ls_buf_printf(out, ",\"place\":[%zu,%zu]}}\n", place.first, place.past);
    } else {
        ls_buf_add_str(out, ",\"place\":null}}\n");
    }
}

void ls_fail_as_wanted(struct ls_exchange *exchange, const struct ls_error *err)
{
    if (ls_page_is_wanted(exchange->request)) {
        ls_fail_as_page(exchange, err);
    } else {
        ls_fail_as_json(exchange, err);
    }
}
