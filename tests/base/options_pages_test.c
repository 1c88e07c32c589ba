/* Help, man pages and completions: every option is in all of them, and the
 * programs that read them do not complain. */
#include "base/options.h"
#include "indexer/options_table.h"
#include "query/options_table.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct ls_program *const programs[] = {&ls_query_program, &ls_index_program};
enum { PROGRAM_COUNT = sizeof programs / sizeof *programs };

static struct ls_buf page_of(const struct ls_program *program, int form)
{
    struct ls_buf page = {0};
    ls_program_render(program, form, "0.0", &page);
    tap_ok(!page.failed && page.len > 0, "%s: form %d is written", program->name, form);
    return page;
}

/* How each form writes --NAME and -L, before and behind. */
static const struct {
    const char *long_format, *letter_format;
} spellings[] = {
    [LS_HELP_TEXT] = {"--%s", "  -%c, --"},
    [LS_HELP_MAN] = {"\\fB\\-\\-%s\\fR", "\\fB\\-%c\\fR, "},
    [LS_HELP_BASH] = {"--%s", "-%c|--"},
    [LS_HELP_ZSH] = {"--%s", "{-%c"},
    [LS_HELP_FISH] = {" -l %s ", " -s %c "},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static bool has_name(const struct ls_buf *page, enum ls_help form, const char *name)
{
    char text[64], escaped[64];
    size_t len = 0;
    for (const char *at = name; *at && len + 2 < sizeof escaped; at++) {
        if (form == LS_HELP_MAN && *at == '-') {
            escaped[len++] = '\\';
        }
        escaped[len++] = *at;
    }
    escaped[len] = '\0';
    snprintf(text, sizeof text, spellings[form].long_format, escaped);
    return strstr(page->ptr, text) != NULL;
}

static bool has_letter(const struct ls_buf *page, enum ls_help form, const struct ls_option *row)
{
    char text[64];
    /* bash offers names only; it needs the letter where an argument is completed. */
    if (!row->letter || (form == LS_HELP_BASH && !row->arg)) {
        return true;
    }
    snprintf(text, sizeof text, spellings[form].letter_format, row->letter);
    return strstr(page->ptr, text) != NULL;
}
#pragma GCC diagnostic pop

static void test_options_present(const struct ls_program *program, enum ls_help form)
{
    struct ls_buf page = page_of(program, form);
    for (size_t i = 0; i < program->option_count; i++) {
        const struct ls_option *row = &program->options[i];
        /* A hidden one is for programs: the man page alone tells of it. The functions of bash and
         * zsh call it, so that what these offer is tested in completion.t. */
        if (row->hidden && form != LS_HELP_MAN) {
            bool calls = form == LS_HELP_BASH || form == LS_HELP_ZSH;
            tap_ok(calls || !has_name(&page, form, row->name), "%s: form %d hides --%s",
                   program->name, (int)form, row->name);
            continue;
        }
        tap_ok(has_name(&page, form, row->name) && has_letter(&page, form, row),
               "%s: form %d has --%s", program->name, (int)form, row->name);
    }
    ls_buf_free(&page);
}

/* Columns on a terminal, Chinese characters counted double. */
static size_t columns_of(const char *line, size_t len)
{
    size_t columns = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)line[i];
        columns += (byte & 0xc0) == 0x80 ? 0 : byte >= 0xe3 ? 2 : 1;
    }
    return columns;
}

static size_t widest(const char *text, bool only_as_it_stands)
{
    size_t most = 0;
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        size_t columns = columns_of(line, len);
        if (columns > most && (!only_as_it_stands || line[0] == ' ')) {
            most = columns;
        }
        line += len + (line[len] == '\n');
    }
    return most;
}

static void test_help(const struct ls_program *program)
{
    struct ls_buf page = page_of(program, LS_HELP_TEXT);
    tap_ok(widest(page.ptr, false) <= 80, "%s: help fits 80 columns (%zu)", program->name,
           widest(page.ptr, false));
    tap_ok(strstr(page.ptr, " \n") == NULL, "%s: help has no space at a line's end", program->name);
    tap_ok(strncmp(page.ptr, program->name, strlen(program->name)) == 0 &&
               strstr(page.ptr, program->summary),
           "%s: help begins with what the program does", program->name);
    ls_buf_free(&page);
    for (size_t i = 0; i < program->section_count; i++) {
        tap_ok(widest(program->sections[i].text, true) <= 73,
               "%s: lines that stand as they are fit a man page: %s", program->name,
               program->sections[i].title);
    }
}

static bool is_ascii(const struct ls_buf *page)
{
    bool ascii = true;
    for (size_t i = 0; i < page->len; i++) {
        ascii = ascii && (unsigned char)page->ptr[i] < 0x80;
    }
    return ascii;
}

static void test_man(const struct ls_program *program)
{
    static const char *const parts[] = {
        ".SH NAME\n",        ".SH SYNOPSIS\n", ".SH DESCRIPTION\n", ".SH OPTIONS\n",
        ".SH EXIT STATUS\n", ".SH FILES\n",    ".SH EXAMPLES\n",    ".SH SEE ALSO\n",
    };
    struct ls_buf page = page_of(program, LS_HELP_MAN);
    const char *at = page.ptr;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *found = strstr(at, parts[i]);
        tap_ok(found != NULL, "%s: in its place: %.*s", program->name, (int)strlen(parts[i]) - 1,
               parts[i]);
        at = found ? found : at;
    }
    for (int status = 0; status < LS_STATUS_COUNT; status++) {
        char head[32];
        snprintf(head, sizeof head, ".TP\n\\fB%d\\fR\n", ls_status_exit((enum ls_status)status));
        tap_ok(strstr(page.ptr, head) != NULL, "%s: exit status %s", program->name,
               ls_status_name((enum ls_status)status));
    }
    tap_ok(is_ascii(&page), "%s: the man page is ASCII", program->name);
    ls_buf_free(&page);
}

/* Whether the shell command exits 0 and says nothing when fed the page. */
static bool reads_quietly(const char *command, const struct ls_buf *page)
{
    char name[] = "/tmp/litsearch-page-XXXXXX", line[512], said[1] = "";
    int file = mkstemp(name);
    if (file < 0 || write(file, page->ptr, page->len) != (ssize_t)page->len) {
        return false;
    }
    close(file);
    snprintf(line, sizeof line, "f=%s; { %s; } 2>&1", name, command);
    FILE *pipe = popen(line, "r");
    size_t said_len = pipe ? fread(said, 1, 1, pipe) : 0;
    int status = pipe ? pclose(pipe) : -1;
    unlink(name);
    return status == 0 && said_len == 0;
}

static bool installed(const char *tool)
{
    char line[64];
    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", tool);
    return system(line) == 0;
}

/* bash's function runs with the words a user has typed; its answer is compared. */
#define BASH_OFFERS(function, words, want)                                                         \
    ". \"$f\"; COMP_WORDS=(" words "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); " function           \
    "; [ \"${COMPREPLY[*]}\" = \"" want "\" ]"

static const struct {
    const char *tool;
    enum ls_help form;
    const char *command;
} readers[] = {
    {"groff", LS_HELP_MAN, "groff -man -Tutf8 -ww -z \"$f\""},
    {"man", LS_HELP_MAN, "LC_ALL=C.UTF-8 man --warnings -l \"$f\" 2>&1 >/dev/null"},
    {"mandoc", LS_HELP_MAN, /* there is no date, so that the page does not change from one build to
                               the next */
     "mandoc -man -Tlint -W warning \"$f\" | grep -v \"missing date\" || true"},
    {"bash", LS_HELP_BASH, "bash -n \"$f\""},
    {"zsh", LS_HELP_ZSH, "zsh -f -n \"$f\""},
    {"fish", LS_HELP_FISH, "fish -N -n \"$f\""},
};

/* form: of the page; reads: how a page of that kind is read. */
static void test_readers_of(const struct ls_program *program, int form, enum ls_help reads)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (readers[i].form != reads) {
            continue;
        }
        char name[128];
        snprintf(name, sizeof name, "%s: %s reads form %d", program->name, readers[i].tool, form);
        if (!installed(readers[i].tool)) {
            tap_skip(name, "not installed");
            continue;
        }
        struct ls_buf page = page_of(program, form);
        tap_ok(reads_quietly(readers[i].command, &page), "%s", name);
        ls_buf_free(&page);
    }
}

static void test_readers(const struct ls_program *program)
{
    for (int form = LS_HELP_MAN; form <= LS_HELP_FISH; form++) {
        test_readers_of(program, form, (enum ls_help)form);
    }
}

/* The choices of --help behind LS_HELP_FISH name the pages, each as text and as a man page. */
static void test_page_choices(const struct ls_program *program)
{
    const char *choices = NULL;
    for (size_t i = 0; i < program->option_count; i++) {
        if (strcmp(program->options[i].name, "help") == 0) {
            choices = program->options[i].choices + strlen(LS_HELP_CHOICES);
        }
    }
    for (size_t i = 0; i < program->page_count; i++) {
        const char *topic = program->pages[i]->name + strlen("litsearch-");
        char want[64];
        int len = snprintf(want, sizeof want, "|%s|man-%s", topic, topic);
        bool is_named = strncmp(choices, want, (size_t)len) == 0;
        tap_ok(is_named, "%s: --help has the page %s", program->name, topic);
        choices += is_named ? len : 0;
    }
    tap_is_str(choices, "", "--help has no page that is not there");
}

static void test_pages(const struct ls_program *program)
{
    test_page_choices(program);
    for (size_t i = 0; i < program->page_count; i++) {
        const struct ls_page *row = program->pages[i];
        int text_form = LS_HELP_PAGES + 2 * (int)i, man_form = text_form + 1;
        struct ls_buf text = page_of(program, text_form), man = page_of(program, man_form);
        tap_ok(widest(text.ptr, false) <= 80, "%s: text fits 80 columns (%zu)", row->name,
               widest(text.ptr, false));
        tap_ok(strstr(text.ptr, " \n") == NULL, "%s: no space at a line's end", row->name);
        tap_ok(strstr(man.ptr, row->summary) != NULL, "%s: the man page has its summary",
               row->name);
        tap_ok(is_ascii(&man), "%s: the man page is ASCII", row->name);
        for (size_t j = 0; j < row->section_count; j++) {
            const char *stands = row->sections[j].text;
            tap_ok(!stands || widest(stands, true) <= 73,
                   "%s: lines that stand as they are fit a man page: %s", row->name,
                   row->sections[j].title);
        }
        test_readers_of(program, man_form, LS_HELP_MAN);
        ls_buf_free(&text);
        ls_buf_free(&man);
    }
}

static void test_bash_offers(void)
{
    static const struct {
        const char *name, *command;
        const struct ls_program *program;
    } rows[] = {
        {"names", "bash -c '" BASH_OFFERS("_litsearch", "litsearch --d", "--db --domain") "'",
         &ls_query_program},
        {"choices of a letter",
         "bash -c '" BASH_OFFERS("_litsearch", "litsearch -f js", "json jsonl") "'",
         &ls_query_program},
        {"choices behind =",
         "bash -c '" BASH_OFFERS("_litsearch", "litsearch --format = t", "text tsv trec") "'",
         &ls_query_program},
        {"choices at =",
         "bash -c '" BASH_OFFERS("_litsearch", "litsearch --color =", "auto always never") "'",
         &ls_query_program},
        {"no word for an optional argument",
         "bash -c '" BASH_OFFERS("_litsearch", "litsearch --help m", "") "'", &ls_query_program},
        {"an optional argument behind =",
         "bash -c '" BASH_OFFERS("_litsearch", "litsearch --help = m",
                                 "man man-query man-json") "'",
         &ls_query_program},
        {"nothing for a query", "bash -c '" BASH_OFFERS("_litsearch", "litsearch sep", "") "'",
         &ls_query_program},
        {"no names behind --", "bash -c '" BASH_OFFERS("_litsearch", "litsearch -- --d", "") "'",
         &ls_query_program},
        {"files for paths",
         "bash -c '" BASH_OFFERS("_litsearch_index", "litsearch-index /et", "/etc") "'",
         &ls_index_program},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!installed("bash")) {
            tap_skip(rows[i].name, "no bash");
            continue;
        }
        struct ls_buf page = page_of(rows[i].program, LS_HELP_BASH);
        char command[1024];
        snprintf(command, sizeof command, "export f; %s", rows[i].command);
        tap_ok(reads_quietly(command, &page), "bash offers %s", rows[i].name);
        ls_buf_free(&page);
    }
}

/* Quotes, dots and dashes of every kind through all renderers. */
static void test_hard_text(void)
{
    static const struct ls_option options[] = {
        {.id = 1,
         .letter = 'o',
         .name = "odd",
         .arg = "A:B",
         .choices = "x|y",
         .complete = LS_COMPLETE_WORDS,
         .help =
             ".dot 'quoted' \"twice\" [in] a:b \\back ~home `tick` ^hat $HOME. 'Next' MIN.. on."},
        {.id = 2,
         .name = "opt",
         .arg = "P",
         .arg_optional = true,
         .complete = LS_COMPLETE_DIR,
         .help = "No dot at the end"},
        LS_OPTION_HELP(3),
    };
    static const struct ls_program_section sections[] = {
        {.title = "Notes",
         .text = "  .as 'it' stands\n  \\n 幻覺\n\nT'erm\t.defined\n\n.prose. 'end'",
         .in_help = true},
    };
    static const char *const synopses[] = {"X", NULL};
    static const struct ls_program program = {
        .name = "odd-one",
        .summary = "it's \"odd\"",
        .synopses = synopses,
        .completes = LS_COMPLETE_DIR,
        .description = ".first\n\n'second'",
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .sections = sections,
        .section_count = 1,
    };
    test_readers(&program);
    struct ls_buf page = page_of(&program, LS_HELP_MAN);
    tap_ok(strstr(page.ptr, "\n\\&.dot") && strstr(page.ptr, "\n\\(aqNext\\(aq MIN.. on.") &&
               strstr(page.ptr, "\\[u5E7B]"),
           "man escapes");
    ls_buf_free(&page);
}

static void test_no_memory(void)
{
    for (int form = LS_HELP_TEXT; form < LS_HELP_PAGES + 4; form++) {
        struct ls_buf page = {.failed = true};
        ls_program_render(&ls_query_program, form, "0.0", &page);
        tap_ok(page.failed && !page.ptr, "form %d without memory", form);
        ls_buf_free(&page);
    }
}

int main(void)
{
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        for (int form = LS_HELP_TEXT; form <= LS_HELP_FISH; form++) {
            test_options_present(programs[i], (enum ls_help)form);
        }
        test_help(programs[i]);
        test_man(programs[i]);
        test_readers(programs[i]);
        test_pages(programs[i]);
    }
    test_bash_offers();
    test_hard_text();
    test_no_memory();
    return tap_done();
}
