/* Build-time tool: writes the table behind ls_han_fold().
 *
 *     han-fold-gen EXTRA_PAIRS < Unihan_Variants.txt > han_fold_table.c
 *
 * Characters that some converter between Traditional and Simplified maps to one
 * another are one class: OpenCC's single-character conversions, Unihan's
 * kSimplifiedVariant and kTraditionalVariant, and our own EXTRA_PAIRS. All of a
 * class fold to one member. Classes, not one direction's mapping, because a
 * mapping that depends on the word (隨著 → 随着 but 著名 → 著名) would otherwise
 * keep a Simplified query from its Traditional text. */
#include <opencc/opencc.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODEPOINTS = 0x40000 };

static uint32_t parent[CODEPOINTS];
static bool simplified[CODEPOINTS]; /* some converter to Simplified ends here */

static bool is_han(uint32_t codepoint)
{
    return (codepoint >= 0x3400 && codepoint < 0xa000) ||
           (codepoint >= 0x20000 && codepoint < CODEPOINTS);
}

static uint32_t class_of(uint32_t codepoint)
{
    while (parent[codepoint] != codepoint) {
        parent[codepoint] = parent[parent[codepoint]];
        codepoint = parent[codepoint];
    }
    return codepoint;
}

static void join(uint32_t a, uint32_t b)
{
    if (is_han(a) && is_han(b)) {
        parent[class_of(a)] = class_of(b);
    }
}

static int encode(uint32_t codepoint, char out[5])
{
    if (codepoint < 0x10000) {
        out[0] = (char)(0xe0 | codepoint >> 12);
        out[1] = (char)(0x80 | (codepoint >> 6 & 0x3f));
        out[2] = (char)(0x80 | (codepoint & 0x3f));
        out[3] = '\0';
        return 3;
    }
    out[0] = (char)(0xf0 | codepoint >> 18);
    out[1] = (char)(0x80 | (codepoint >> 12 & 0x3f));
    out[2] = (char)(0x80 | (codepoint >> 6 & 0x3f));
    out[3] = (char)(0x80 | (codepoint & 0x3f));
    out[4] = '\0';
    return 4;
}

/* The one Han character of text, or 0 when it is something else. */
static uint32_t decode(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t len = strlen(text);
    if (len == 3 && (s[0] & 0xf0) == 0xe0) {
        return (uint32_t)(s[0] & 15) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
    }
    if (len == 4 && (s[0] & 0xf8) == 0xf0) {
        return (uint32_t)(s[0] & 7) << 18 | (uint32_t)(s[1] & 63) << 12 | (s[2] & 63u) << 6 |
               (s[3] & 63u);
    }
    return 0;
}

static void join_converted(const char *config, bool to_simplified)
{
    opencc_t converter = opencc_open(config);
    if (converter == (opencc_t)-1) {
        fprintf(stderr, "han-fold-gen: OpenCC has no %s: %s\n", config, opencc_error());
        exit(1);
    }
    for (uint32_t codepoint = 0x3400; codepoint < CODEPOINTS; codepoint++) {
        char source[5];
        if (!is_han(codepoint)) {
            continue;
        }
        char *converted = opencc_convert_utf8(converter, source, (size_t)encode(codepoint, source));
        uint32_t target = converted ? decode(converted) : 0;
        opencc_convert_utf8_free(converted);
        if (is_han(target) && target != codepoint) {
            join(codepoint, target);
            simplified[to_simplified ? target : codepoint] = true;
        }
    }
    opencc_close(converter);
}

static void join_unihan(FILE *file)
{
    char line[1024];
    while (fgets(line, sizeof line, file)) {
        char *save = NULL;
        const char *from = strtok_r(line, "\t", &save);
        const char *key = strtok_r(NULL, "\t", &save);
        if (!from || !key || strncmp(from, "U+", 2) != 0 ||
            (strcmp(key, "kSimplifiedVariant") != 0 && strcmp(key, "kTraditionalVariant") != 0)) {
            continue;
        }
        uint32_t codepoint = (uint32_t)strtoul(from + 2, NULL, 16);
        for (const char *to; (to = strtok_r(NULL, " \t\n", &save));) {
            uint32_t target = (uint32_t)strtoul(to + 2, NULL, 16);
            /* Simplified forms outside the common plane are mostly made up by analogy; nobody
             * types them, but a text may hold them. */
            join(codepoint, target);
        }
    }
}

static void join_extra(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(1);
    }
    char line[256];
    while (fgets(line, sizeof line, file)) {
        char *save = NULL;
        const char *a = strtok_r(line, "\t", &save);
        const char *b = strtok_r(NULL, "\t\n", &save);
        if (line[0] != '#' && a && b) {
            join(decode(a), decode(b));
        }
    }
    fclose(file);
}

/* The member that a class folds to: a Simplified one of the common plane, else the first. */
static uint32_t members[CODEPOINTS];

static void choose_members(void)
{
    for (int want_simplified = 1; want_simplified >= 0; want_simplified--) {
        for (uint32_t codepoint = 0x3400; codepoint < CODEPOINTS; codepoint++) {
            uint32_t *member = &members[class_of(codepoint)];
            if (*member == 0 &&
                (!want_simplified || (simplified[codepoint] && codepoint < 0x10000))) {
                *member = codepoint;
            }
        }
    }
}

/* Two tables: the common plane by index, the rest as sorted pairs. A class that
 * has a member in the common plane folds to one there. */
static void write_tables(void)
{
    uint64_t hash = 0xcbf29ce484222325u;
    puts("/* Written by han_fold_gen.c: do not edit. */\n#include \"text/han_fold.h\"\n\n"
         "const uint16_t ls_han_fold_common[0xa000 - 0x3400] = {");
    for (uint32_t codepoint = 0x3400; codepoint < 0xa000; codepoint++) {
        uint32_t member = members[class_of(codepoint)];
        printf("%u,%s", member, codepoint % 16 == 15 ? "\n" : "");
        hash = (hash ^ member) * 0x100000001b3u;
    }
    puts("};\n\nconst struct ls_han_pair ls_han_fold_pairs[] = {");
    unsigned count = 0;
    for (uint32_t codepoint = 0x20000; codepoint < CODEPOINTS; codepoint++) {
        uint32_t member = members[class_of(codepoint)];
        if (member != codepoint) {
            printf("{%u,%u},%s", codepoint, member, ++count % 8 ? "" : "\n");
            hash = (hash ^ codepoint ^ member) * 0x100000001b3u;
        }
    }
    printf("};\n\nconst unsigned ls_han_fold_pair_count = %u;\n", count);
    printf("const char ls_han_fold_fingerprint[] = \"%016llx\";\n", (unsigned long long)hash);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: han-fold-gen EXTRA_PAIRS < Unihan_Variants.txt > TABLE.c\n", stderr);
        return 2;
    }
    for (uint32_t codepoint = 0; codepoint < CODEPOINTS; codepoint++) {
        parent[codepoint] = codepoint;
    }
    join_converted("t2s.json", true);
    join_converted("tw2s.json", true);
    join_converted("s2t.json", false);
    join_unihan(stdin);
    join_extra(argv[1]);
    choose_members();
    write_tables();
    return 0;
}
