#include "indexer/manifest.h"

#include "base/json_reason.h"
#include "indexer/files.h"

enum { MANIFEST_BYTES_MAX = 256 << 20, VERSION = 1 };

static enum ls_status fail_syntax(const char *path, const json_error_t *error, struct ls_error *err)
{
    return ls_fail(err, LS_USAGE, "%s:%d:%d: not JSON: %s", path, error->line, error->column,
                   ls_json_reason(error));
}

/* A string of a route, which must be there. */
static enum ls_status take_string(const char *path, size_t number, const json_t *route,
                                  const char *name, struct ls_arena *arena, struct ls_span *out,
                                  struct ls_error *err)
{
    const json_t *value = json_object_get(route, name);
    if (!value) {
        return ls_fail(err, LS_USAGE, "%s: routes[%zu] has no \"%s\"", path, number, name);
    }
    if (!json_is_string(value) || json_string_length(value) == 0) {
        return ls_fail(err, LS_USAGE, "%s: routes[%zu].%s is not a string with something in it",
                       path, number, name);
    }
    *out = ls_arena_copy(arena, ls_span(json_string_value(value), json_string_length(value)));
    return out->ptr ? LS_OK : ls_fail_memory(err);
}

static enum ls_status take_route(const char *path, size_t number, const json_t *json,
                                 struct ls_arena *arena, struct ls_manifest_route *route,
                                 struct ls_error *err)
{
    struct ls_span site = LS_SPAN("@site/");
    if (!json_is_object(json)) {
        return ls_fail(err, LS_USAGE, "%s: routes[%zu] is not an object", path, number);
    }
    enum ls_status status = take_string(path, number, json, "source", arena, &route->source, err);
    if (status == LS_OK) {
        status = take_string(path, number, json, "permalink", arena, &route->permalink, err);
    }
    if (status == LS_OK && ls_span_starts_with(route->source, site)) {
        route->source = ls_span_from(route->source, site.len);
    }
    if (status == LS_OK && route->permalink.ptr[0] != '/') {
        status = ls_fail(err, LS_USAGE, "%s: routes[%zu].permalink does not begin with /: %.*s",
                         path, number, LS_SPAN_ARG(route->permalink));
    }
    return status;
}

static enum ls_status take_manifest(const char *path, const json_t *json, struct ls_arena *arena,
                                    struct ls_manifest *manifest, struct ls_error *err)
{
    const json_t *version = json_object_get(json, "version");
    const json_t *routes = json_object_get(json, "routes");
    if (!json_is_object(json)) {
        return ls_fail(err, LS_USAGE, "%s: not a JSON object", path);
    }
    if (!json_is_integer(version) || json_integer_value(version) != VERSION) {
        return ls_fail(err, LS_USAGE, "%s: \"version\" is not %d", path, VERSION);
    }
    if (!json_is_array(routes)) {
        return ls_fail(err, LS_USAGE, "%s: \"routes\" is %s", path,
                       routes ? "not an array" : "missing");
    }
    manifest->routes = ls_arena_array(arena, json_array_size(routes), sizeof *manifest->routes);
    enum ls_status status = manifest->routes ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < json_array_size(routes); i++) {
        status = take_route(path, i, json_array_get(routes, i), arena,
                            &manifest->routes[manifest->count++], err);
    }
    return status;
}

enum ls_status ls_manifest_read(const char *path, struct ls_arena *arena,
                                struct ls_manifest *manifest, struct ls_error *err)
{
    struct ls_span bytes;
    json_error_t error;
    *manifest = (struct ls_manifest){0};
    enum ls_status status = ls_file_read(path, MANIFEST_BYTES_MAX, arena, &bytes, err);
    if (status == LS_USAGE) {
        struct ls_error why = *err;
        return ls_fail(err, status, "%s: %s", path, why.message);
    }
    if (status != LS_OK) {
        return status;
    }
    json_t *json = json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, &error);
    status =
        json ? take_manifest(path, json, arena, manifest, err) : fail_syntax(path, &error, err);
    json_decref(json);
    return status;
}

/* Each route is two strings behind their lengths (LEB128). */
void ls_manifest_write(const struct ls_manifest *manifest, struct ls_buf *out)
{
    for (size_t i = 0; i < manifest->count; i++) {
        const struct ls_span strings[] = {manifest->routes[i].source,
                                          manifest->routes[i].permalink};
        for (size_t n = 0; n < 2; n++) {
            ls_buf_add_varint(out, strings[n].len);
            ls_buf_add_span(out, strings[n]);
        }
    }
}

static bool take_span(struct ls_span *bytes, struct ls_span *out)
{
    uint64_t len;
    if (!ls_varint_take(bytes, &len) || len > bytes->len) {
        return false;
    }
    *out = ls_span(bytes->ptr, len);
    *bytes = ls_span_from(*bytes, len);
    return true;
}

bool ls_manifest_take(struct ls_span bytes, struct ls_arena *arena, struct ls_manifest *manifest)
{
    *manifest = (struct ls_manifest){0};
    while (bytes.len > 0) {
        struct ls_manifest_route *route = LS_ARENA_PUSH(arena, manifest->routes, &manifest->count);
        if (!route || !take_span(&bytes, &route->source) || !take_span(&bytes, &route->permalink)) {
            return false;
        }
    }
    return true;
}
