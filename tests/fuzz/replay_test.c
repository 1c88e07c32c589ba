/* Each line of the seeds, whole, cut short and with bytes changed: what the fuzzer begins with, and
 * what it once found, stays read without harm. */
#include "tests/fuzz/request.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { CHANGES = 40 };

static unsigned next_random(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static void replay(const char *line, size_t len, unsigned *random)
{
    char *changed = malloc(len + 1);
    fuzz_request(line, len);
    for (int i = 0; changed && i < CHANGES; i++) {
        memcpy(changed, line, len);
        for (unsigned k = next_random(random) % 3; k < 3 && len > 1; k++) {
            changed[1 + next_random(random) % (len - 1)] = (char)next_random(random);
        }
        fuzz_request(changed, i % 2 ? len : 1 + next_random(random) % len);
    }
    free(changed);
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "tests/fuzz/seeds";
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, count = 0;
    unsigned random = 1;
    ssize_t len;
    if (!file) {
        printf("Bail out! cannot open %s\n", path);
        return 1;
    }
    while ((len = getline(&line, &room, file)) > 0) {
        len -= line[len - 1] == '\n';
        if (len > 0) {
            replay(line, (size_t)len, &random);
            count++;
        }
    }
    tap_ok(count > 50, "all seeds are read without harm, and %d changes of each", CHANGES);
    free(line);
    fclose(file);
    return tap_done();
}
