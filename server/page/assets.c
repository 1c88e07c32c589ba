#include "server/page/assets.h"

#include "server/page/page.h"

const struct ls_asset *ls_asset_find(struct ls_span name)
{
    for (size_t i = 0; i < ls_asset_count; i++) {
        if (ls_span_equal(name, ls_span_str(ls_assets[i].name))) {
            return &ls_assets[i];
        }
    }
    return NULL;
}

const char *ls_asset_version(const char *name)
{
    const struct ls_asset *asset = ls_asset_find(ls_span_str(name));
    return asset ? asset->version : "";
}

static const char *type_of(struct ls_span name)
{
    static const struct {
        const char *end, *type;
    } rows[] = {{".css", "text/css; charset=utf-8"},
                {".js", "text/javascript; charset=utf-8"},
                {".svg", "image/svg+xml"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span end = ls_span_str(rows[i].end);
        if (name.len > end.len && ls_span_equal(ls_span_from(name, name.len - end.len), end)) {
            return rows[i].type;
        }
    }
    return "application/octet-stream";
}

/* An address with a version is that of a content for ever; without one it is asked for again. */
enum ls_status ls_asset_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    const struct ls_asset *asset = ls_asset_find(exchange->request->rest);
    struct ls_http_response *response = exchange->response;
    if (!asset) {
        return ls_fail(err, LS_NOTHING_FOUND, "there is nothing at this address");
    }
    struct ls_span version = ls_params_get(&exchange->request->params, "v");
    bool is_this = ls_span_equal(version, ls_span_str(asset->version));
    response->type = type_of(exchange->request->rest);
    response->caching = is_this ? "public, max-age=31536000, immutable" : "no-cache";
    ls_buf_add_span(&response->body, asset->content);
    return LS_OK;
}
