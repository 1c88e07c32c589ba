#include "tests/oracle/reply.h"

#include "base/buf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(char *const argv[], int out)
{
    int nowhere = open("/dev/null", O_RDWR);
    dup2(out, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    dup2(nowhere, STDIN_FILENO);
    execv(argv[0], argv);
    _exit(127);
}

char *process_run(char *const argv[], int *exit_status)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return NULL;
    }
    pid_t child = fork();
    if (child == 0) {
        become(argv, ends[1]);
    }
    close(ends[1]);
    struct ls_buf out = {0};
    char block[65536];
    ls_buf_add_str(&out, "");
    for (ssize_t len; (len = read(ends[0], block, sizeof block)) > 0;) {
        ls_buf_add(&out, block, (size_t)len);
    }
    close(ends[0]);
    int status = -1;
    bool ended = child > 0 && waitpid(child, &status, 0) == child;
    *exit_status = ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out.ptr;
}

bool reply_ask(const char *program, const char *db, const char *query, struct reply *reply)
{
    char *const argv[] = {
        (char *)program, "--db",        (char *)db, "--format",    "json", "--limit",
        "1000000",       "--no-expand", "--",       (char *)query, NULL};
    *reply = (struct reply){0};
    char *out = process_run(argv, &reply->exit_status);
    reply->root = out ? json_loads(out, 0, NULL) : NULL;
    free(out);
    if (!reply->root) {
        return false;
    }
    reply->step = json_string_value(json_object_get(reply->root, "step"));
    reply->total = (size_t)json_integer_value(json_object_get(reply->root, "total"));
    reply->total_template =
        (size_t)json_integer_value(json_object_get(reply->root, "total_template"));
    reply->total_some = (size_t)json_integer_value(json_object_get(reply->root, "total_some"));
    reply->hits = json_object_get(reply->root, "hits");
    return reply->step && json_is_array(reply->hits);
}

void reply_free(struct reply *reply)
{
    json_decref(reply->root);
}
