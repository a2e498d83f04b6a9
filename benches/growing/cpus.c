/* Preloaded into a program, says that there are five processors. television 0.15.9 leaves three of them to others
   and ends at the first key where that leaves it none. */
#define _GNU_SOURCE
#include <sched.h>

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set) {
    (void)process;
    CPU_ZERO_S(size, set);
    for (int cpu = 0; cpu < 5; cpu++)
        CPU_SET_S(cpu, size, set);
    return 0;
}
