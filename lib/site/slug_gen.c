/* Build-time tool: writes the table behind ls_slug_keeps().
 *
 *     slug-gen < slug_keep.tsv > slug_keep_table.c
 *
 * Each line of the input is a range, its two ends in hexadecimal with a tab
 * between them; # begins a comment. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char line[256];
    unsigned long past = 0;
    unsigned count = 0;
    puts("/* Written by slug_gen.c: do not edit. */\n#include \"site/slug_keep.h\"\n\n"
         "const struct ls_slug_range ls_slug_keep[] = {");
    while (fgets(line, sizeof line, stdin)) {
        char *end;
        if (line[0] == '#') {
            continue;
        }
        unsigned long first = strtoul(line, &end, 16);
        unsigned long last = strtoul(end, &end, 16);
        if (*end != '\n' || first < past || last < first || last > 0x10ffff) {
            fprintf(stderr, "slug-gen: no range, or not in order: %s", line);
            return 1;
        }
        printf("{0x%lx,0x%lx},%s", first, last, ++count % 6 ? "" : "\n");
        past = last + 1;
    }
    printf("};\n\nconst unsigned ls_slug_keep_count = %u;\n", count);
    return count == 0;
}
