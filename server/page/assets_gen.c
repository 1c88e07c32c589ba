/* Files → C source of ls_assets, for the build. */
#include "base/hash.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct file {
    const char *name;
    uint64_t hash;
};

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The bytes of a file as an array; leaves its name and hash. */
static int write_bytes(const char *path, size_t number, struct file *file)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "assets_gen: %s: %s\n", path, strerror(errno));
        return 1;
    }
    *file = (struct file){name_of(path), LS_HASH64_START};
    printf("static const char bytes%zu[] = {", number);
    for (int byte; (byte = getc(in)) != EOF;) {
        char c = (char)byte;
        file->hash = ls_hash64(file->hash, ls_span(&c, 1));
        printf("%d,", c);
    }
    fclose(in);
    puts("};");
    return 0;
}

int main(int argc, char **argv)
{
    struct file *files = calloc((size_t)argc, sizeof *files);
    size_t count = 0;
    int failed = !files;
    puts("#include \"server/page/assets.h\"\n");
    for (int i = 1; !failed && i < argc; i++, count++) {
        failed = write_bytes(argv[i], count, &files[count]);
    }
    puts("const struct ls_asset ls_assets[] = {");
    for (size_t i = 0; !failed && i < count; i++) {
        printf("    {\"%s\", \"%016llx\", {bytes%zu, sizeof bytes%zu}},\n", files[i].name,
               (unsigned long long)files[i].hash, i, i);
    }
    printf("};\nconst size_t ls_asset_count = %zu;\n", count);
    free(files);
    return failed;
}
