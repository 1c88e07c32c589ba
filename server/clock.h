#ifndef LS_SERVER_CLOCK_H
#define LS_SERVER_CLOCK_H

#include <time.h>

/* Milliseconds that only go forward, since some beginning. */
static inline double ls_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

#endif
