#include "tests/indexer/card_samples.h"

#include <stdio.h>

bool card_sample_read(const char *path, struct ls_buf *out)
{
    FILE *file = fopen(path, "rb");
    char bytes[4096];
    size_t len;
    while (file && (len = fread(bytes, 1, sizeof bytes, file)) > 0) {
        ls_buf_add(out, bytes, len);
    }
    bool read = file && !ferror(file);
    if (file) {
        fclose(file);
    }
    return read;
}
