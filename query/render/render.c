#include "query/render/render.h"

static const struct ls_renderer *const renderers[] = {
    [LS_QUERY_FORMAT_TEXT] = &ls_render_text,
    [LS_QUERY_FORMAT_JSON] = &ls_render_json,
    [LS_QUERY_FORMAT_JSONL] = &ls_render_jsonl,
    [LS_QUERY_FORMAT_TSV] = &ls_render_tsv,
    [LS_QUERY_FORMAT_TREC] = &ls_render_trec,
};

const struct ls_renderer *ls_renderer(enum ls_query_format format)
{
    return renderers[format];
}
