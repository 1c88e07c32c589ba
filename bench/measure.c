/* measure: runs commands in turn, A B A B, and says what each run cost.
 *
 * A line a run: name, CPU microseconds (user and system), wall microseconds,
 * peak resident KiB. Commands read nothing, and what they print is dropped. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { COMMANDS_MAX = 16, STATUS_COUNT = 256 };

static const char usage[] =
    "usage: measure [-n ROUNDS] [-a STATUS]... NAME COMMAND [ARG]... [::: NAME COMMAND...]...\n"
    "Runs each COMMAND once a round. An exit status other than 0 stops, unless -a allows it.\n";

struct command {
    const char *name;
    char **argv;
};

struct plan {
    unsigned long rounds;
    bool accepted[STATUS_COUNT];
    struct command commands[COMMANDS_MAX];
    size_t command_count;
};

static bool read_options(int argc, char **argv, struct plan *plan)
{
    int option;
    while ((option = getopt(argc, argv, "+n:a:")) != -1) {
        unsigned long number = optarg ? strtoul(optarg, NULL, 10) : 0;
        if (option == 'n' && number > 0) {
            plan->rounds = number;
        } else if (option == 'a' && number < STATUS_COUNT) {
            plan->accepted[number] = true;
        } else {
            return false;
        }
    }
    return true;
}

/* Splits at each ":::", which becomes the end of the command before it. */
static bool read_commands(char **argv, struct plan *plan)
{
    while (*argv && plan->command_count < COMMANDS_MAX) {
        struct command *command = &plan->commands[plan->command_count++];
        command->name = *argv++;
        command->argv = argv;
        while (*argv && strcmp(*argv, ":::") != 0) {
            argv++;
        }
        if (argv == command->argv) {
            return false;
        }
        if (*argv) {
            *argv++ = NULL;
        }
    }
    return plan->command_count > 0 && !*argv;
}

static int64_t wall_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t cpu_us(const struct rusage *usage_of)
{
    return ((int64_t)usage_of->ru_utime.tv_sec + usage_of->ru_stime.tv_sec) * 1000000 +
           usage_of->ru_utime.tv_usec + usage_of->ru_stime.tv_usec;
}

static bool start(const struct command *command, const posix_spawn_file_actions_t *files,
                  pid_t *pid)
{
    int error = posix_spawnp(pid, command->argv[0], files, NULL, command->argv, environ);
    if (error) {
        fprintf(stderr, "measure: %s: %s\n", command->argv[0], strerror(error));
    }
    return error == 0;
}

static bool is_accepted(const struct plan *plan, const struct command *command, int status)
{
    if (WIFEXITED(status) && plan->accepted[WEXITSTATUS(status)]) {
        return true;
    }
    fprintf(stderr, "measure: %s (%s) ended with %s %d\n", command->name, command->argv[0],
            WIFEXITED(status) ? "status" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return false;
}

static bool run(const struct plan *plan, const struct command *command,
                const posix_spawn_file_actions_t *files)
{
    struct rusage cost;
    pid_t pid;
    int status;
    int64_t began = wall_us();
    if (!start(command, files, &pid)) {
        return false;
    }
    while (wait4(pid, &status, 0, &cost) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    int64_t took = wall_us() - began;
    printf("%s\t%lld\t%lld\t%ld\n", command->name, (long long)cpu_us(&cost), (long long)took,
           cost.ru_maxrss);
    return is_accepted(plan, command, status);
}

int main(int argc, char **argv)
{
    struct plan plan = {.rounds = 1, .accepted = {[0] = true}};
    if (!read_options(argc, argv, &plan) || !read_commands(argv + optind, &plan)) {
        fputs(usage, stderr);
        return 2;
    }
    posix_spawn_file_actions_t files;
    bool good = posix_spawn_file_actions_init(&files) == 0 &&
                posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0) == 0 &&
                posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0) == 0;
    for (unsigned long round = 0; good && round < plan.rounds; round++) {
        for (size_t i = 0; good && i < plan.command_count; i++) {
            good = run(&plan, &plan.commands[i], &files);
        }
    }
    return fflush(stdout) == 0 && good ? 0 : 1;
}
