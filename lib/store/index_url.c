#include "site/route.h"
#include "store/index_open.h"

static enum ls_status need_base_url(struct ls_index *index, struct ls_database *database,
                                    struct ls_error *err)
{
    struct ls_span value;
    if (database->base_url.ptr) {
        return LS_OK;
    }
    enum ls_status status =
        ls_schema_read(database->metadata, LS_SPAN(LS_META_BASE_URL), &value, err);
    if (status == LS_OK) {
        database->base_url = ls_arena_copy(&index->arena, value.ptr ? value : LS_SPAN(""));
        status = database->base_url.ptr ? LS_OK : ls_fail_memory(err);
    }
    return status;
}

enum ls_status ls_index_url(struct ls_index *index, const struct ls_card *card,
                            struct ls_span base_url, struct ls_arena *arena, struct ls_span *url,
                            struct ls_error *err)
{
    struct ls_database *database = &index->databases[card->database % index->count];
    char key[LS_TERM_LIMIT_BYTES];
    size_t len = ls_schema_route_key(card->id, key);
    struct ls_span route = ls_span(NULL, 0);
    *url = ls_span(NULL, 0);
    enum ls_status status = base_url.ptr ? LS_OK : need_base_url(index, database, err);
    if (status == LS_OK) {
        status = ls_schema_read(database->metadata, ls_span(key, len), &route, err);
    }
    if (status != LS_OK) {
        return status;
    }
    struct ls_span base = base_url.ptr ? base_url : database->base_url;
    if (route.len > 0) {
        *url = ls_route_url(ls_route_origin(base), route, arena);
    } else if (base.len > 0) {
        const struct ls_route_front nothing = {0};
        struct ls_span path =
            card->route.ptr ? card->route : ls_route_path(card->id, &nothing, arena);
        *url = path.len > 0 ? ls_route_url(base, path, arena) : *url;
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
