#include "base/options_text.h"

enum { PAGE_COLUMNS = 80, HELP_COLUMN = 26, INDENT = 2 };

/* Columns a text takes: in UTF-8, what starts with a byte from E3 on is
 * Chinese, its punctuation or full width. */
static size_t columns_of(struct ls_span text)
{
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        columns += (byte & 0xc0) == 0x80 ? 0 : byte >= 0xe3 ? 2 : 1;
    }
    return columns;
}

static void pad(struct ls_buf *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        ls_buf_add_char(out, ' ');
    }
}

/* Fills lines from column `at` on, later lines indented; ends the last. */
static void fill(struct ls_buf *out, struct ls_span text, size_t at, size_t indent)
{
    struct ls_span rest = text, line, word;
    bool fresh = true;
    while (ls_piece_take(&rest, '\n', &line)) {
        while (ls_piece_take(&line, ' ', &word)) {
            size_t columns = columns_of(word);
            if (!fresh && at + 1 + columns > PAGE_COLUMNS) {
                ls_buf_add_char(out, '\n');
                pad(out, indent);
                at = indent;
                fresh = true;
            }
            ls_buf_add_str(out, fresh ? "" : " ");
            ls_buf_add_span(out, word);
            at += columns + (fresh ? 0 : 1);
            fresh = false;
        }
    }
    ls_buf_add_char(out, '\n');
}

static void add_option(struct ls_buf *out, const struct ls_option *option)
{
    size_t start = out->len;
    if (option->letter) {
        ls_buf_printf(out, "  -%c, --%s", option->letter, option->name);
    } else {
        ls_buf_printf(out, "      --%s", option->name);
    }
    if (option->arg) {
        ls_buf_printf(out, option->arg_optional ? "[=%s]" : " %s", option->arg);
    }
    size_t columns = out->len - start;
    if (columns + 2 > HELP_COLUMN) {
        ls_buf_add_char(out, '\n');
        columns = 0;
    }
    pad(out, HELP_COLUMN - columns);
    struct ls_buf text = {0};
    ls_option_describe(option, &text);
    fill(out, ls_buf_span(&text), HELP_COLUMN, HELP_COLUMN);
    out->failed = out->failed || text.failed;
    ls_buf_free(&text);
}

static void add_paragraph(struct ls_buf *out, const struct ls_paragraph *paragraph)
{
    switch (paragraph->kind) {
    case LS_PARAGRAPH_AS_IT_STANDS:
        ls_buf_add_span(out, paragraph->text);
        ls_buf_add_char(out, '\n');
        return;
    case LS_PARAGRAPH_DEFINITION:
        pad(out, INDENT);
        ls_buf_add_span(out, paragraph->term);
        ls_buf_add_char(out, '\n');
        pad(out, 3 * INDENT);
        fill(out, paragraph->text, 3 * INDENT, 3 * INDENT);
        return;
    case LS_PARAGRAPH_PROSE:
        pad(out, INDENT);
        fill(out, paragraph->text, INDENT, INDENT);
        return;
    }
}

static void add_section(struct ls_buf *out, const struct ls_program_section *section)
{
    struct ls_buf made = {0};
    struct ls_span rest = ls_section_text(section, &made);
    enum ls_paragraph_kind above = LS_PARAGRAPH_PROSE;
    bool is_first = true;
    ls_buf_printf(out, "\n%s:\n", section->title);
    for (struct ls_paragraph paragraph; ls_paragraph_take(&rest, &paragraph); is_first = false) {
        bool in_list =
            above == LS_PARAGRAPH_DEFINITION && paragraph.kind == LS_PARAGRAPH_DEFINITION;
        ls_buf_add_str(out, is_first || in_list ? "" : "\n");
        add_paragraph(out, &paragraph);
        above = paragraph.kind;
    }
    out->failed = out->failed || made.failed;
    ls_buf_free(&made);
}

void ls_program_help(const struct ls_program *program, struct ls_buf *out)
{
    ls_buf_printf(out, "%s: ", program->name);
    fill(out, ls_span_str(program->summary), strlen(program->name) + 2, INDENT);
    ls_buf_add_char(out, '\n');
    for (size_t i = 0; program->synopses[i]; i++) {
        ls_buf_printf(out, "%s %s %s\n", i == 0 ? "Usage:" : "   or:", program->name,
                      program->synopses[i]);
    }
    ls_buf_add_str(out, "\nOptions:\n");
    for (size_t i = 0; i < program->option_count; i++) {
        if (!program->options[i].hidden) {
            add_option(out, &program->options[i]);
        }
    }
    for (size_t i = 0; i < program->section_count; i++) {
        if (program->sections[i].in_help) {
            add_section(out, &program->sections[i]);
        }
    }
    ls_buf_printf(out, "\nThe whole manual: man %s\n", program->name);
}

void ls_page_help(const struct ls_page *page, struct ls_buf *out)
{
    ls_buf_printf(out, "%s: ", page->name);
    fill(out, ls_span_str(page->summary), strlen(page->name) + 2, INDENT);
    for (size_t i = 0; i < page->section_count; i++) {
        add_section(out, &page->sections[i]);
    }
    if (page->see_also) {
        ls_buf_add_str(out, "\nSee also: ");
        fill(out, ls_span_str(page->see_also), strlen("See also: "), INDENT);
    }
}

static void render_page(const struct ls_program *program, size_t form, const char *version,
                        struct ls_buf *out)
{
    if (form / 2 >= program->page_count) {
        out->failed = true; /* the choices of --help name more pages than there are */
    } else if (form % 2 == 0) {
        ls_page_help(program->pages[form / 2], out);
    } else {
        ls_page_man(program->pages[form / 2], version, out);
    }
}

void ls_program_render(const struct ls_program *program, int form, const char *version,
                       struct ls_buf *out)
{
    switch (form) {
    case LS_HELP_TEXT:
        ls_program_help(program, out);
        return;
    case LS_HELP_MAN:
        ls_program_man(program, version, out);
        return;
    case LS_HELP_BASH:
    case LS_HELP_ZSH:
    case LS_HELP_FISH:
        ls_program_completion(program, form, out);
        return;
    default:
        render_page(program, (size_t)(form - LS_HELP_PAGES), version, out);
        return;
    }
}
