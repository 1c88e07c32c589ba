#include "query/render/wrap.h"

#include "query/render/display.h"
#include "text/utf8.h"

#include <utf8proc.h>

void ls_wrap_begin(struct ls_wrap *wrap, struct ls_buf *out, size_t columns, size_t indent,
                   size_t at)
{
    *wrap = (struct ls_wrap){
        .out = out, .columns = columns, .indent = indent, .at = at, .starts_line = true};
}

static void flush(struct ls_wrap *wrap)
{
    if (wrap->word.len == 0) {
        return;
    }
    size_t space = wrap->space_due && !wrap->starts_line;
    if (wrap->columns && !wrap->starts_line &&
        wrap->at + space + wrap->word_columns > wrap->columns) {
        ls_buf_printf(wrap->out, "\n%*s", (int)wrap->indent, "");
        wrap->at = wrap->indent;
        space = 0;
    }
    ls_buf_add(wrap->out, " ", space);
    ls_buf_add_span(wrap->out, ls_buf_span(&wrap->word));
    wrap->out->failed |= wrap->word.failed;
    wrap->at += space + wrap->word_columns;
    ls_buf_clear(&wrap->word);
    wrap->word_columns = 0;
    wrap->space_due = false;
    wrap->starts_line = false;
}

static bool is_closing(uint32_t codepoint)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category == UTF8PROC_CATEGORY_PE || category == UTF8PROC_CATEGORY_PF ||
           category == UTF8PROC_CATEGORY_PO || category == UTF8PROC_CATEGORY_MN;
}

static bool is_opening(uint32_t codepoint)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI;
}

static bool may_break_between(uint32_t before, uint32_t after)
{
    bool wide = ls_display_columns_of(before) == 2 || ls_display_columns_of(after) == 2;
    return wide && !is_closing(after) && !is_opening(before);
}

static void add_codepoint(struct ls_wrap *wrap, uint32_t codepoint)
{
    if (codepoint == ' ') {
        flush(wrap);
        wrap->space_due = true;
    } else {
        /* Without a width to wrap at, words end at spaces only and have no width. */
        if (wrap->columns && wrap->before != ' ' && may_break_between(wrap->before, codepoint)) {
            flush(wrap);
        }
        ls_buf_add_codepoint(&wrap->word, codepoint);
        wrap->word_columns += wrap->columns ? ls_display_columns_of(codepoint) : 0;
    }
    wrap->before = codepoint;
}

void ls_wrap_add(struct ls_wrap *wrap, struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        add_codepoint(wrap, ls_display_safe(ls_utf8_decode(text.ptr, text.len, at, &width)));
    }
}

void ls_wrap_escape(struct ls_wrap *wrap, const char *escape)
{
    ls_buf_add_str(&wrap->word, escape);
}

void ls_wrap_end(struct ls_wrap *wrap)
{
    flush(wrap);
    ls_buf_add_char(wrap->out, '\n');
    ls_buf_free(&wrap->word);
}
