/* One row an option: the parser, --help, the man page and the completions of
 * bash, zsh and fish all come from it, so that they cannot disagree. */
#ifndef LS_BASE_OPTIONS_H
#define LS_BASE_OPTIONS_H

#include "base/buf.h"
#include "base/error.h"

enum ls_complete {
    LS_COMPLETE_NONE,
    LS_COMPLETE_FILE,
    LS_COMPLETE_DIR,
    LS_COMPLETE_WORDS, /* the choices */
    /* What the program itself lists when run with --complete, see ls_complete_kind: */
    LS_COMPLETE_DOMAIN,
    LS_COMPLETE_JOURNAL,
    LS_COMPLETE_ID,
    LS_COMPLETE_QUERY /* words of the query language */
};

struct ls_option {
    int id;              /* > 0, what ls_options_next reports */
    char letter;         /* 'd', or 0 */
    const char *name;    /* "domain" */
    const char *arg;     /* "NAME"; NULL when it takes none */
    bool arg_optional;   /* --name[=ARG]: an argument only in the same word */
    bool hidden;         /* for programs: in the man page, but not in --help, completions and
                            suggestions */
    bool single_is_min;  /* for ls_option_range: "8" means "8.." instead of "8..8" */
    const char *choices; /* "text|json|jsonl|tsv" or NULL: the only arguments allowed; when the
                            argument is optional, leaving it out means the first */
    enum ls_complete complete;
    const char *help; /* a sentence or two of plain text, wrapped by the renderers; the first
                         describes the option in completions */
};

/* Text in sections and descriptions: paragraphs separated by blank lines. One
 * that begins with a space stands as it is; "TERM<tab>text" is a definition;
 * any other is wrapped. */
struct ls_program_section {
    const char *title; /* "Examples" */
    const char *text;
    void (*add)(struct ls_buf *text); /* appends more of such text, made from a table; or NULL */
    bool in_help;                     /* --help shows it too, not the man page alone */
};

/* A page of the manual beside the program's own: a language, a format. The choices of --help
 * name two forms of each: its topic is the text, "man-" and its topic the man page. */
struct ls_page {
    const char *name; /* "litsearch-query" */
    unsigned volume;  /* of the manual: 7 */
    const char *summary;
    const struct ls_program_section *sections;
    size_t section_count;
    const char *see_also;
};

struct ls_program {
    const char *name;            /* "litsearch" */
    const char *summary;         /* "search literature notes": man NAME, first line of help */
    const char *const *synopses; /* NULL-terminated: "[OPTION]... QUERY..." */
    const char *operand;         /* what operands are: "query"; for messages */
    enum ls_complete completes;  /* how operands are completed */
    const char *description;     /* paragraphs, for the man page */
    const struct ls_option *options;
    size_t option_count; /* at most LS_OPTIONS_MAX */
    const struct ls_program_section *sections;
    size_t section_count;
    const char *see_also;               /* "litsearch-index(1), xapian-delve(1)", or NULL */
    const struct ls_page *const *pages; /* in the order of their choices */
    size_t page_count;
};

enum { LS_OPTIONS_MAX = 64 };

/* The choices of --help, in this order; behind them two for each of the program's pages. */
#define LS_HELP_CHOICES "text|man|bash|zsh|fish"
enum ls_help { LS_HELP_TEXT, LS_HELP_MAN, LS_HELP_BASH, LS_HELP_ZSH, LS_HELP_FISH, LS_HELP_PAGES };

/* The two rows every program has. pages: "|query|man-query" or "". */
#define LS_OPTION_HELP_PAGES(ID, pages, text)                                                      \
    {                                                                                              \
        .id = (ID), .name = "help", .arg = "FORM", .arg_optional = true,                           \
        .choices = LS_HELP_CHOICES pages, .complete = LS_COMPLETE_WORDS,                           \
        .help = "Show this help, or print the man page or the completions for a shell." text       \
    }
#define LS_OPTION_HELP(ID) LS_OPTION_HELP_PAGES(ID, "", "")
#define LS_OPTION_VERSION(ID)                                                                      \
    {                                                                                              \
        .id = (ID), .name = "version", .help = "Show the version."                                 \
    }

/* A walk over a command line. It uses getopt_long and thereby its globals: one
 * walk at a time in a process. */
struct ls_options {
    const struct ls_program *program;
    int argc;
    char **argv;                   /* operands are moved behind the options on the way */
    int id;                        /* of the option just taken; 0 when only operands are left */
    const char *arg;               /* its argument, borrowed from argv; NULL when there is none */
    int operand;                   /* index of the first operand, once id is 0 */
    const struct ls_option *taken; /* its row; NULL when id is 0 */
    const char *glued;             /* "-s8" when the argument stood in the letter's own word */
};

void ls_options_init(struct ls_options *options, const struct ls_program *program, int argc,
                     char **argv);

/* Takes the next option. Options and operands may be mixed, unless the
 * environment has POSIXLY_CORRECT; "--" ends the options; "-" alone is an
 * operand; a long name may be cut as long as it stays unique. LS_USAGE, with a
 * message that names the mistake and the way out, for an unknown or ambiguous
 * option, an argument that is missing, not expected or none of the choices.
 * After an error the walk is over. */
enum ls_status ls_options_next(struct ls_options *options, struct ls_error *err);

/* The argument of the option just taken, which must have one. LS_USAGE with a
 * message that names the option. A number is ASCII digits only; in a range
 * also one decimal point, whatever the locale. */
enum ls_status ls_option_number(const struct ls_options *options, unsigned long min,
                                unsigned long max, unsigned long *out, struct ls_error *err);
/* "8..9.5", "8..", "..9", "8": an open end becomes min or max; a single number
 * is both ends, or with single_is_min the lower one. On an error *lo and *hi
 * are min and max. */
enum ls_status ls_option_range(const struct ls_options *options, double min, double max, double *lo,
                               double *hi, struct ls_error *err);
/* Its index in the choices; 0 when an optional argument was left out. */
int ls_option_choice(const struct ls_options *options);

/* What --help=FORM prints: one of those below. form is the index of the choice. */
void ls_program_render(const struct ls_program *program, int form, const char *version,
                       struct ls_buf *out);
void ls_program_help(const struct ls_program *program, struct ls_buf *out); /* 80 columns */
/* A page of section 1, with the exit statuses from LS_STATUS_TABLE. Text that
 * is not ASCII is written as escapes, so every roff reads it. */
void ls_program_man(const struct ls_program *program, const char *version, struct ls_buf *out);
void ls_page_help(const struct ls_page *page, struct ls_buf *out); /* 80 columns */
void ls_page_man(const struct ls_page *page, const char *version, struct ls_buf *out);
/* shell_choice: LS_HELP_BASH, LS_HELP_ZSH or LS_HELP_FISH. */
void ls_program_completion(const struct ls_program *program, int shell_choice, struct ls_buf *out);

#endif
