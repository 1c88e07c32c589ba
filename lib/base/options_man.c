#include "base/options_text.h"

/* One character of UTF-8 (the tables are ours, hence valid) off the front. */
static uint32_t codepoint_take(struct ls_span *text)
{
    unsigned char first = (unsigned char)text->ptr[0];
    size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t codepoint = len == 1 ? first : first & (0x7fu >> len);
    for (size_t i = 1; i < len && i < text->len; i++) {
        codepoint = codepoint << 6 | ((unsigned char)text->ptr[i] & 0x3f);
    }
    *text = ls_span_from(*text, len);
    return codepoint;
}

/* What roff would set as something else: a hyphen for a minus, curly quotes,
 * accents. Commands must survive being copied from the page. */
static const char *roff_escape(uint32_t codepoint)
{
    switch (codepoint) {
    case '\\':
        return "\\(rs";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '"':
        return "\\(dq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

static void add_text(struct ls_buf *out, struct ls_span text)
{
    while (text.len > 0) {
        bool line_start = out->len == 0 || out->ptr[out->len - 1] == '\n';
        uint32_t codepoint = codepoint_take(&text);
        const char *escape = roff_escape(codepoint);
        if (escape) {
            ls_buf_add_str(out, escape);
        } else if (codepoint >= 0x80) {
            ls_buf_printf(out, "\\[u%04X]", (unsigned)codepoint);
        } else {
            /* A dot that begins a line would make it a request. */
            ls_buf_add_str(out, line_start && codepoint == '.' ? "\\&" : "");
            ls_buf_add_char(out, (char)codepoint);
        }
    }
}

static void add_str(struct ls_buf *out, const char *text)
{
    add_text(out, ls_span_str(text));
}

/* Each sentence on a line of its own, as roff wants it to space them. */
static void add_prose(struct ls_buf *out, struct ls_span text)
{
    while (text.len > 0) {
        size_t len = ls_sentence_len(text);
        add_text(out, ls_span(text.ptr, len));
        ls_buf_add_char(out, '\n');
        text = ls_span_from(text, len + 1);
    }
}

static void add_styled(struct ls_buf *out, char font, struct ls_span text)
{
    ls_buf_printf(out, "\\f%c", font);
    add_text(out, text);
    ls_buf_add_str(out, "\\fR");
}

static void add_title(struct ls_buf *out, const char *title)
{
    ls_buf_add_str(out, ".SH ");
    for (const char *at = title; *at; at++) {
        ls_buf_add_char(out, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
    }
    ls_buf_add_char(out, '\n');
}

static void add_as_it_stands(struct ls_buf *out, struct ls_span text, bool below_title)
{
    ls_buf_add_str(out, below_title ? ".nf\n" : ".PP\n.nf\n");
    struct ls_span line;
    while (ls_piece_take(&text, '\n', &line)) {
        add_text(out, line);
        ls_buf_add_char(out, '\n');
    }
    ls_buf_add_str(out, ".fi\n");
}

/* below_title: a title begins a paragraph of its own. */
static void add_paragraph(struct ls_buf *out, const struct ls_paragraph *paragraph,
                          bool below_title)
{
    switch (paragraph->kind) {
    case LS_PARAGRAPH_AS_IT_STANDS:
        add_as_it_stands(out, paragraph->text, below_title);
        return;
    case LS_PARAGRAPH_DEFINITION:
        ls_buf_add_str(out, ".TP\n");
        add_styled(out, 'B', paragraph->term);
        ls_buf_add_char(out, '\n');
        add_prose(out, paragraph->text);
        return;
    case LS_PARAGRAPH_PROSE:
        ls_buf_add_str(out, below_title ? "" : ".PP\n");
        add_prose(out, paragraph->text);
        return;
    }
}

static void add_paragraphs(struct ls_buf *out, struct ls_span text)
{
    bool below_title = true;
    for (struct ls_paragraph paragraph; ls_paragraph_take(&text, &paragraph);) {
        add_paragraph(out, &paragraph, below_title);
        below_title = false;
    }
}

static void add_section(struct ls_buf *out, const struct ls_program_section *section)
{
    struct ls_buf made = {0};
    struct ls_span text = ls_section_text(section, &made);
    add_title(out, section->title);
    add_paragraphs(out, text);
    out->failed = out->failed || made.failed;
    ls_buf_free(&made);
}

static const char *volume_name(unsigned volume)
{
    return volume == 1   ? "User Commands"
           : volume == 5 ? "File Formats"
                         : "Miscellaneous Information";
}

static void add_head(struct ls_buf *out, const char *name, unsigned volume, const char *summary,
                     const char *version)
{
    ls_buf_add_str(out, ".TH ");
    for (const char *at = name; *at; at++) {
        bool lower = *at >= 'a' && *at <= 'z';
        add_text(out, ls_span(&(char){lower ? (char)(*at - 'a' + 'A') : *at}, 1));
    }
    /* No date: the page must not change from one build to the next. */
    ls_buf_printf(out, " %u \"\" \"litsearch ", volume);
    add_str(out, version);
    ls_buf_printf(out, "\" \"%s\"\n.SH NAME\n", volume_name(volume));
    add_str(out, name);
    ls_buf_add_str(out, " \\- ");
    add_str(out, summary);
    ls_buf_add_char(out, '\n');
}

static void add_synopses(struct ls_buf *out, const struct ls_program *program)
{
    add_title(out, "Synopsis");
    for (size_t i = 0; program->synopses[i]; i++) {
        ls_buf_add_str(out, i == 0 ? "" : ".br\n");
        add_styled(out, 'B', ls_span_str(program->name));
        ls_buf_add_char(out, ' ');
        add_str(out, program->synopses[i]);
        ls_buf_add_char(out, '\n');
    }
}

static void add_option(struct ls_buf *out, const struct ls_option *option)
{
    ls_buf_add_str(out, ".TP\n");
    if (option->letter) {
        ls_buf_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    ls_buf_add_str(out, "\\fB\\-\\-");
    add_str(out, option->name);
    ls_buf_add_str(out, "\\fR");
    if (option->arg) {
        ls_buf_add_str(out, option->arg_optional ? "[=" : " ");
        add_styled(out, 'I', ls_span_str(option->arg));
        ls_buf_add_str(out, option->arg_optional ? "]" : "");
    }
    ls_buf_add_char(out, '\n');
    struct ls_buf text = {0};
    ls_option_describe(option, &text);
    add_prose(out, ls_buf_span(&text));
    out->failed = out->failed || text.failed;
    ls_buf_free(&text);
}

static void add_exit_statuses(struct ls_buf *out)
{
    add_title(out, "Exit status");
    for (int status = 0; status < LS_STATUS_COUNT; status++) {
        ls_buf_printf(out, ".TP\n\\fB%d\\fR\n", ls_status_exit((enum ls_status)status));
        add_prose(out, ls_span_str(ls_status_text((enum ls_status)status)));
    }
}

static void add_see_also(struct ls_buf *out, const char *see_also)
{
    if (see_also) {
        add_title(out, "See also");
        add_prose(out, ls_span_str(see_also));
    }
}

void ls_program_man(const struct ls_program *program, const char *version, struct ls_buf *out)
{
    add_head(out, program->name, 1, program->summary, version);
    add_synopses(out, program);
    add_title(out, "Description");
    add_paragraphs(out, ls_span_str(program->description));
    add_title(out, "Options");
    for (size_t i = 0; i < program->option_count; i++) {
        add_option(out, &program->options[i]);
    }
    add_exit_statuses(out);
    for (size_t i = 0; i < program->section_count; i++) {
        add_section(out, &program->sections[i]);
    }
    add_see_also(out, program->see_also);
}

void ls_page_man(const struct ls_page *page, const char *version, struct ls_buf *out)
{
    add_head(out, page->name, page->volume, page->summary, version);
    for (size_t i = 0; i < page->section_count; i++) {
        add_section(out, &page->sections[i]);
    }
    add_see_also(out, page->see_also);
}
