#include "query/render/render.h"

static const struct ls_renderer *const renderers[] = {
#define X(name, choice) [LS_QUERY_FORMAT_##name] = &ls_render_##choice,
    LS_QUERY_FORMAT_TABLE(X)
#undef X
};

const struct ls_renderer *ls_renderer(enum ls_query_format format)
{
    return renderers[format];
}

void ls_render_nothing(const struct ls_answer *answer, const struct ls_style *style,
                       struct ls_buf *out)
{
    (void)answer;
    (void)style;
    (void)out;
}
