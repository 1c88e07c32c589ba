#include "query/render/phrase.h"

static const char *cards(uint32_t count)
{
    return count == 1 ? "card" : "cards";
}

/* The verb that follows cards(count). */
static const char *hold(uint32_t count)
{
    return count == 1 ? "holds" : "hold";
}

static void add_all(const struct ls_answer *answer, struct ls_buf *out)
{
    uint32_t total = answer->total;
    if (answer->unit_count == 0) {
        ls_buf_printf(out, "%u %s %s the filters", total, cards(total),
                      total == 1 ? "passes" : "pass");
    } else if (answer->unit_count == 1) {
        ls_buf_printf(out, "%u %s found", total, cards(total));
    } else {
        ls_buf_printf(out, "%u %s %s all words, %u some", total, cards(total), hold(total),
                      answer->total_some);
    }
}

static void add_corrected(const struct ls_answer *answer, struct ls_buf *out)
{
    uint32_t total = answer->total > 0 ? answer->total : answer->total_some;
    ls_buf_printf(out, "no card holds the words as typed, %u %s ", total, hold(total));
    ls_buf_add_span(out, answer->suggestion);
}

static void add_step(const struct ls_answer *answer, struct ls_buf *out)
{
    uint32_t some = answer->total_some;
    switch (answer->step) {
    case LS_STEP_ALL:
        add_all(answer, out);
        break;
    case LS_STEP_MOST:
        ls_buf_printf(out, "no card holds all words, %u %s some, a few all but one", some,
                      hold(some));
        break;
    case LS_STEP_SOME:
        ls_buf_printf(out, "no card holds all words, %u %s some", some, hold(some));
        break;
    case LS_STEP_PARTS:
        ls_buf_printf(out, "no card holds the words side by side as typed, %u %s parts of them",
                      some, hold(some));
        break;
    case LS_STEP_EXPANDED:
        ls_buf_printf(out, "no card holds the words as typed, %u %s the same otherwise",
                      answer->total_expanded, answer->total_expanded == 1 ? "says" : "say");
        break;
    case LS_STEP_TEMPLATE:
        ls_buf_printf(out, "no card holds %s outside template text, %u %s in it",
                      answer->unit_count == 1 ? "that" : "any of the words", answer->total_template,
                      answer->total_template == 1 ? "does" : "do");
        break;
    case LS_STEP_CORRECTED:
        add_corrected(answer, out);
        break;
    case LS_STEP_NONE:
        ls_buf_add_str(out, answer->unit_count == 0 ? "no card passes the filters"
                            : answer->is_filtered
                                ? "no card that passes the filters holds any of the words"
                                : "no card holds any of the words");
        break;
    }
}

void ls_phrase_totals(const struct ls_answer *answer, struct ls_buf *out)
{
    add_step(answer, out);
    if (answer->total_expanded > 0 && answer->step != LS_STEP_EXPANDED) {
        ls_buf_printf(out, ", %u more %s it otherwise", answer->total_expanded,
                      answer->total_expanded == 1 ? "says" : "say");
    }
    if (answer->total_template > 0 && answer->step != LS_STEP_TEMPLATE) {
        ls_buf_printf(out, ", %u more in template text", answer->total_template);
    }
    if (answer->total_feedback > 0) {
        ls_buf_printf(out, ", %u more %s words with the best ones", answer->total_feedback,
                      answer->total_feedback == 1 ? "shares" : "share");
    }
    if (answer->hit_count > 0) {
        ls_buf_printf(out, "; %zu-%zu shown", (size_t)answer->offset + 1,
                      answer->offset + answer->hit_count);
    } else if (answer->step != LS_STEP_NONE) {
        ls_buf_add_str(out, "; none shown");
    }
}

bool ls_phrase_asks(const struct ls_answer *answer)
{
    return answer->suggestion.len > 0 && answer->step != LS_STEP_CORRECTED;
}
