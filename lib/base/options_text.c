#include "base/options_text.h"

bool ls_piece_take(struct ls_span *rest, char separator, struct ls_span *piece)
{
    if (rest->len == 0) {
        return false;
    }
    const char *end = memchr(rest->ptr, separator, rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    *piece = ls_span(rest->ptr, len);
    *rest = ls_span_from(*rest, len + 1);
    return true;
}

bool ls_choice_take(struct ls_span *rest, struct ls_span *choice)
{
    return ls_piece_take(rest, '|', choice);
}

void ls_choices_join(const char *choices, struct ls_buf *out)
{
    struct ls_span rest = ls_span_str(choices), choice;
    for (bool first = true; ls_choice_take(&rest, &choice); first = false) {
        ls_buf_add_str(out, first ? "" : rest.len > 0 ? ", " : " or ");
        ls_buf_add_span(out, choice);
    }
}

void ls_option_describe(const struct ls_option *option, struct ls_buf *out)
{
    ls_buf_add_str(out, option->help);
    if (option->choices) {
        ls_buf_printf(out, " %s is ", option->arg);
        ls_choices_join(option->choices, out);
        ls_buf_add_char(out, '.');
    }
}

size_t ls_sentence_len(struct ls_span text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        if (text.ptr[i] == '.' && text.ptr[i - 1] != '.' && text.ptr[i + 1] == ' ') {
            return i + 1;
        }
    }
    return text.len;
}

struct ls_span ls_option_gist(const struct ls_option *option)
{
    size_t len = ls_sentence_len(ls_span_str(option->help));
    return ls_span(option->help, len > 0 && option->help[len - 1] == '.' ? len - 1 : len);
}

bool ls_paragraph_take(struct ls_span *rest, struct ls_paragraph *paragraph)
{
    while (rest->len > 0 && rest->ptr[0] == '\n') {
        *rest = ls_span_from(*rest, 1);
    }
    if (rest->len == 0) {
        return false;
    }
    const char *end = memmem(rest->ptr, rest->len, "\n\n", 2);
    struct ls_span text = ls_span(rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = ls_span_from(*rest, text.len);
    *paragraph = (struct ls_paragraph){.kind = LS_PARAGRAPH_PROSE, .text = text};
    const char *tab = memchr(text.ptr, '\t', text.len);
    if (text.ptr[0] == ' ') {
        paragraph->kind = LS_PARAGRAPH_AS_IT_STANDS;
    } else if (tab) {
        paragraph->kind = LS_PARAGRAPH_DEFINITION;
        paragraph->term = ls_span(text.ptr, (size_t)(tab - text.ptr));
        paragraph->text = ls_span_from(text, paragraph->term.len + 1);
    }
    return true;
}

struct ls_span ls_section_text(const struct ls_program_section *section, struct ls_buf *made)
{
    ls_buf_add_str(made, section->text ? section->text : "");
    if (section->add) {
        ls_buf_add_str(made, section->text ? "\n\n" : "");
        section->add(made);
    }
    return ls_buf_span(made);
}
