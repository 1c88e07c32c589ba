/* Parentheses, and what stands on their two sides. */
#include "indexer/learn/bracket.h"
#include "tests/tap.h"

#include <stdlib.h>

/* Each pair of parentheses as before[inside], one behind the other. */
static const struct {
    const char *name, *text, *found;
} brackets[] = {
    {"ASCII", "large language models (LLMs) fail", "large language models [LLMs]"},
    {"full width", "結構方程模型（SEM）", "結構方程模型[SEM]"},
    {"mixed", "結構方程模型(SEM）與（TAM)", "結構方程模型[SEM]結構方程模型(SEM）與[TAM]"},
    {"trimmed inside", "a ( b c )", "a [b c]"},
    {"the inner of two", "a (b (c) d)", "a (b [c]"},
    {"not across lines", "a (b\nc) d (e)", "c) d [e]"},
    {"not across cells", "a (b | c) d (e)", "c) d [e]"},
    {"a line of its own", "x\ny (z)", "y [z]"},
    {"never closed", "a (b", ""},
    {"never opened", "a) b", ""},
    {"empty", "a ()", "a []"},
    {"other wide signs between", "甲，乙！（丙）", "甲，乙！[丙]"},
    {"bytes that are no text", "\xef\xbc (a) \xff（\xe4）", "\xef\xbc [a]\xef\xbc (a) \xff[\xe4]"},
};

static void check_brackets(void)
{
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        struct ls_bracket_walk walk = {.text = ls_span_str(brackets[i].text)};
        struct ls_bracket bracket;
        char found[256] = "";
        size_t len = 0;
        while (ls_bracket_next(&walk, &bracket)) {
            len += (size_t)snprintf(found + len, sizeof found - len, "%.*s[%.*s]",
                                    LS_SPAN_ARG(bracket.before), LS_SPAN_ARG(bracket.inside));
        }
        const char *start = strncmp(found, " ", 1) == 0 ? found + 1 : found;
        tap_is_str(start, brackets[i].found, brackets[i].name);
    }
}

static const struct {
    const char *text;
    enum ls_term_kind kind;
} terms[] = {
    {"LLMs", LS_TERM_SHORT},
    {"HbA1c", LS_TERM_SHORT},
    {"IL-6", LS_TERM_SHORT},
    {"TNF-α", LS_TERM_SHORT},
    {"T1-T3", LS_TERM_NONE}, /* no two letters together */
    {"III", LS_TERM_NONE},   /* a number */
    {"2001", LS_TERM_NONE},
    {"A", LS_TERM_NONE},
    {"Abstract", LS_TERM_NONE}, /* one word and no abbreviation */
    {"UNCLASSIFIED", LS_TERM_NONE},
    {"Perceived Usefulness", LS_TERM_PHRASE},
    {"Computer Self-Efficacy", LS_TERM_PHRASE},
    {"Cronbach's α coefficient", LS_TERM_PHRASE},
    {"Davis, 1989", LS_TERM_NONE},
    {"Davis et al., 1989", LS_TERM_NONE},
    {"n=20", LS_TERM_NONE},
    {"p<.001", LS_TERM_NONE},
    {"Figure 1", LS_TERM_NONE},
    {"95% CI", LS_TERM_NONE},
    {"see below", LS_TERM_NONE}, /* below says nothing */
    {"of the patients", LS_TERM_NONE},
    {"one two three four five six seven eight nine", LS_TERM_NONE},
    {"知覺有用性", LS_TERM_HAN},
    {"性", LS_TERM_NONE},
    {"如 AI", LS_TERM_NONE},
    {"態度、意圖", LS_TERM_NONE},
    {"", LS_TERM_NONE},
};

static const struct {
    const char *before, *short_form, *words; /* NULL: none */
} forms[] = {
    {"a study of large language models", "LLMs", "large language models"},
    {"Unified Theory of Acceptance and Use of Technology", "UTAUT",
     "Unified Theory of Acceptance and Use of Technology"},
    {"in the community of practice", "CoP", "community of practice"},
    {"an electrocardiogram", "ECG", "electrocardiogram"},
    {"by magnetic resonance imaging", "MRI", "magnetic resonance imaging"},
    {"retrieval-augmented generation", "RAG", "retrieval-augmented generation"},
    {"patients with type 2 diabetes mellitus", "T2DM", "type 2 diabetes mellitus"},
    {"the hemoglobin A1c", "HbA1c", "hemoglobin A1c"},
    {"coronavirus disease 2019", "COVID-19", "coronavirus disease 2019"},
    {"a number of outcomes", "OS", NULL}, /* two letters of one word */
    {"we used a model", "LLM", NULL},
    {"the BRCA1 or BRCA2", "BRCA1", NULL}, /* itself */
    {"patients, of whom", "PW", NULL},     /* a comma between */
    {"機器學習", "ML", NULL},
    {"", "ML", NULL},
};

static void check_terms(void)
{
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        tap_is_int(ls_term_kind(ls_span_str(terms[i].text)), terms[i].kind, terms[i].text);
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct ls_span words =
            ls_long_form(ls_span_str(forms[i].before), ls_span_str(forms[i].short_form));
        char found[128];
        snprintf(found, sizeof found, "%.*s", LS_SPAN_ARG(words));
        tap_is_str(words.len ? found : NULL, forms[i].words, forms[i].before);
    }
}

static const struct {
    const char *text, *tail;
    enum ls_border border;
} tails[] = {
    {"結構方程模型", "結構方程模型", LS_BORDER_WHOLE},
    {"- 結構方程模型 ", "結構方程模型", LS_BORDER_WHOLE},
    {"所謂「結構方程模型」", "結構方程模型", LS_BORDER_WHOLE},
    {"1. 結構方程模型", "結構方程模型", LS_BORDER_WHOLE},
    {"此後，採用模型", "採用模型", LS_BORDER_CLAUSE},
    {"甲（乙）建立信任", "建立信任", LS_BORDER_CLAUSE},
    {"AI 素養", "素養", LS_BORDER_SCRIPT},
    {"第3期", NULL},
    {"本研究在這個情況之下採用了所謂的結構方程模型", "情況之下採用了所謂的結構方程模型",
     LS_BORDER_NONE},
    {"SEM", NULL},
};

static void check_tails(void)
{
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct ls_tail tail;
        bool found = ls_tail_han(ls_span_str(tails[i].text), &tail);
        char text[128];
        snprintf(text, sizeof text, "%.*s", LS_SPAN_ARG(tail.text));
        bool same_tail = found ? tails[i].tail && strcmp(text, tails[i].tail) == 0 : !tails[i].tail;
        if (!tap_ok(same_tail && (!found || tail.border == tails[i].border), "%s", tails[i].text)) {
            printf("# %s, border %d\n", found ? text : "none", tail.border);
        }
    }
}

int main(void)
{
    check_brackets();
    check_terms();
    check_tails();
    return tap_done();
}
