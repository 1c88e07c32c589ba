/* Texts with marks: cut to so many words, with tags, as HTML and not. */
#include "server/foreign/marked.h"
#include "tests/tap.h"

#include <stdlib.h>

/* The marks of a text are what stands in brackets in `in`. */
static const struct {
    const char *in;
    size_t words; /* 0: all */
    const char *pre;
    const char *out;
} rows[] = {
    {"plain text", 0, "<em>", "plain text"},
    {"a [mark] and [two]", 0, "<em>", "a <em>mark</em> and <em>two</em>"},
    {"[all]", 0, "<em>", "<em>all</em>"},
    {"", 0, "<em>", ""},
    {"", 3, "<em>", ""},
    {"a <b> & \"c\" 'd' [<i>]", 0, "<em>",
     "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; <em>&lt;i&gt;</em>"},
    {"a <b> & [<i>]", 0, "__", "a <b> & __<i></em>"},
    {"one two three four", 9, "<em>", "one two three four"},
    {"one two three four", 2, "<em>", "one two…"},
    {"one two three [four] five six", 3, "<em>", "…three <em>four</em> five…"},
    {"one two three [four]", 3, "<em>", "…two three <em>four</em>"},
    {"[one] two three four", 1, "<em>", "<em>one</em>…"},
    {"敗血症警示系統", 2, "<em>", "敗血症警…"},
    {"早期的敗血症[警示]系統來得早", 3, "<em>", "…血症<em>警示</em>系統…"},
    {"LLM 的[幻覺]很多", 2, "<em>", "…的<em>幻覺</em>很…"},
    {"two  spaces\nand [lines] here", 2, "<em>", "…<em>lines</em> here"},
    {"a [very long mark of words] here", 2, "<em>", "…<em>very long</em>…"},
};

static void read_row(const char *in, struct ls_buf *text, struct ls_range *marks,
                     struct ls_marked *marked)
{
    ls_buf_clear(text);
    *marked = (struct ls_marked){.marks = marks};
    for (; *in; in++) {
        if (*in == '[') {
            marks[marked->count].first = text->len;
        } else if (*in == ']') {
            marks[marked->count++].past = text->len;
        } else {
            ls_buf_add_char(text, *in);
        }
    }
    marked->text = ls_buf_span(text);
}

int main(void)
{
    struct ls_arena arena = {0};
    struct ls_buf text = {0}, out = {0};
    struct ls_error err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_range marks[8];
        struct ls_marked marked;
        struct ls_tags tags = ls_tags(ls_span_str(rows[i].pre), LS_SPAN("</em>"), LS_SPAN("…"));
        tags.is_html = rows[i].pre[0] == '<';
        read_row(rows[i].in, &text, marks, &marked);
        if (rows[i].words > 0 &&
            ls_marked_crop(&marked, rows[i].words, &arena, &marked, &err) != LS_OK) {
            printf("Bail out! %s\n", err.message);
            return 1;
        }
        ls_buf_clear(&out);
        ls_buf_add_str(&out, "");
        ls_marked_add(&out, &marked, &tags);
        tap_is_str(out.ptr ? out.ptr : "", rows[i].out, *rows[i].out ? rows[i].out : "no text");
    }
    ls_buf_free(&text);
    ls_buf_free(&out);
    ls_arena_free(&arena);
    return tap_done();
}
