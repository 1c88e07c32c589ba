/* Hits for a person at a terminal. */
#include "query/render/text.h"

#include "query/render/display.h"

enum { INDENT = 4 };

static void begin(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    (void)out;
}

static void add_snippet(const struct ls_snippet *snippet, const struct ls_style *style,
                        struct ls_buf *out)
{
    struct ls_span text = snippet->text;
    if (text.len == 0) {
        return;
    }
    struct ls_wrap wrap;
    ls_buf_printf(out, "%*s", INDENT, "");
    ls_wrap_begin(&wrap, out, style->columns, INDENT, INDENT);
    ls_wrap_add(&wrap, snippet->begins_inside ? LS_SPAN("…") : LS_SPAN(""));
    size_t at = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct ls_range mark = snippet->marks[i];
        ls_wrap_add(&wrap, ls_span(text.ptr + at, mark.first - at));
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_MARK));
        ls_wrap_add(&wrap, ls_range_span(text, mark));
        ls_wrap_escape(&wrap, ls_ink(style, LS_INK_PLAIN));
        at = mark.past;
    }
    ls_wrap_add(&wrap, ls_span_from(text, at));
    ls_wrap_add(&wrap, snippet->ends_inside ? LS_SPAN("…") : LS_SPAN(""));
    ls_wrap_end(&wrap);
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    struct ls_buf number = {0};
    ls_buf_printf(&number, "%2zu. ", answer->offset + shown->number + 1);
    ls_buf_add_span(out, ls_buf_span(&number));
    ls_render_titles(shown->card, style, number.len > INDENT ? number.len : INDENT, out);
    ls_buf_free(&number);
    ls_render_details(shown->card, style, INDENT, out);
    add_snippet(shown->snippet, style, out);
    ls_buf_add_char(out, '\n');
}

static const char *cards(uint32_t count)
{
    return count == 1 ? "card" : "cards";
}

/* The verb that follows cards(count). */
static const char *hold(uint32_t count)
{
    return count == 1 ? "holds" : "hold";
}

static void add_totals(const struct ls_answer *answer, struct ls_buf *out)
{
    uint32_t total = answer->total;
    uint32_t some = answer->total_some;
    switch (answer->step) {
    case LS_STEP_ALL:
        if (answer->unit_count == 0) {
            ls_buf_printf(out, "%u %s %s the filters", total, cards(total),
                          total == 1 ? "passes" : "pass");
        } else if (answer->unit_count == 1) {
            ls_buf_printf(out, "%u %s found", total, cards(total));
        } else {
            ls_buf_printf(out, "%u %s %s all words, %u some", total, cards(total), hold(total),
                          some);
        }
        break;
    case LS_STEP_MOST:
    case LS_STEP_SOME:
        ls_buf_printf(out, "no card holds all words, %u %s some", some, hold(some));
        break;
    case LS_STEP_PARTS:
    case LS_STEP_CORRECTED:
        ls_buf_printf(out, "no card holds the words side by side as typed, %u %s parts of them",
                      some, hold(some));
        break;
    case LS_STEP_NONE:
        ls_buf_add_str(out, answer->unit_count > 0 ? "no card holds any of the words"
                                                   : "no card passes the filters");
        break;
    }
}

static void end(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_totals(answer, out);
    size_t first = (size_t)answer->offset + 1;
    if (answer->hit_count > 0) {
        ls_buf_printf(out, "; %zu-%zu shown", first, answer->offset + answer->hit_count);
    } else if (answer->step != LS_STEP_NONE) {
        ls_buf_add_str(out, "; none shown");
    }
    ls_buf_printf(out, ", %.0f ms\n", answer->took_ms);
}

const struct ls_renderer ls_render_text = {begin, hit, end};
